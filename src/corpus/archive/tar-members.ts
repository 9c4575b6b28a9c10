/** A tar → its members, checked on their way. Only this module imports the tar reader. */

import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { PackedFileError, type Source } from "../source.js";
import { HeaderCheck } from "./header-check.js";

/** A tar that streams through the decoder. */
export class Unpacking {
  readonly entries: AsyncIterable<ParsedTarEntry>;
  readonly #id: string;
  readonly #headers: HeaderCheck;
  readonly #stop = new AbortController();
  readonly #fed: Promise<unknown>;

  constructor({ id, chunks }: Source) {
    this.#id = id;
    this.#headers = new HeaderCheck(id);
    const decoder = createTarDecoder({ strict: true });
    this.entries = decoder.readable as unknown as AsyncIterable<ParsedTarEntry>;
    const sink = Writable.fromWeb(decoder.writable as Parameters<typeof Writable.fromWeb>[0]);
    this.#fed = pipeline(this.#checked(chunks), sink, { signal: this.#stop.signal }).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  /** Resolves when the whole file is read; rejects with the first failure. */
  async end(): Promise<void> {
    const failure = await this.#fed;
    if (failure !== undefined) throw failure;
  }

  /** Returns the error to throw for `error`: the first failure, in the user's terms. */
  async explain(error: unknown): Promise<unknown> {
    // A failure upstream has happened by now. The rest is stopped, because nothing reads on.
    this.stop();
    const failure = await this.#fed;
    const cause = failure instanceof Error && failure.name !== "AbortError" ? failure : error;
    if (cause instanceof NewsgroupsError) return cause;
    const what = cause instanceof Error ? cause.message : String(cause);
    const message = `${printable(this.#id)}: broken archive: ${what}; give a complete .tar, packed or not`;
    return new NewsgroupsError("input", message, { cause });
  }

  stop(): void {
    this.#stop.abort();
  }

  async *#checked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunks) {
        this.#headers.check(chunk);
        yield chunk;
      }
    } catch (error) {
      // Names the member that expands too far.
      if (error instanceof PackedFileError && error.fault.kind === "limit") this.#headers.fail(error.fault.message);
      throw error;
    }
  }
}
