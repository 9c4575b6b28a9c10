/** Unpacking: an archive → its members, within limits. Only this module imports the archive reader. */

import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { fileError } from "../../files/errors.js";
import { HeaderCheck } from "./header-check.js";

const CHUNK_BYTES = 1 << 18;

/**
 * An archive may unpack to this many times the bytes read so far, plus {@link FREE_BYTES}. Gzip shrinks text 2 to 10 times,
 * tiny identical documents up to 100 times, and the zeros of decompression bombs 1,000 times.
 */
const MAX_RATIO = 200;
const FREE_BYTES = 64 << 20;

/** An archive that streams through the decompressor and the tar decoder. */
export class Unpacking {
  readonly entries: AsyncIterable<ParsedTarEntry>;
  readonly #path: string;
  readonly #headers: HeaderCheck;
  readonly #stop = new AbortController();
  readonly #fed: Promise<unknown>;

  constructor(path: string) {
    this.#path = path;
    this.#headers = new HeaderCheck(path);
    const decoder = createTarDecoder({ strict: true });
    this.entries = decoder.readable as unknown as AsyncIterable<ParsedTarEntry>;
    const sink = Writable.fromWeb(decoder.writable as Parameters<typeof Writable.fromWeb>[0]);
    const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    const options = { signal: this.#stop.signal };
    const gunzip = path.endsWith(".tar") ? undefined : createGunzip({ chunkSize: CHUNK_BYTES });
    const checked = (chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
      this.#checked(chunks, () => gunzip?.bytesWritten ?? source.bytesRead);
    const fed =
      gunzip === undefined
        ? pipeline(source, checked, sink, options)
        : pipeline(source, gunzip, checked, sink, options);
    this.#fed = fed.then(
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
    if (error instanceof NewsgroupsError) return error;
    // A failure upstream has happened by now. The rest is stopped, because nothing reads on.
    this.stop();
    const failure = await this.#fed;
    const cause = failure instanceof Error && failure.name !== "AbortError" ? failure : error;
    if (cause instanceof NewsgroupsError) return cause;
    if (cause instanceof Error && "syscall" in cause) return fileError("read", this.#path, cause);
    const what = cause instanceof Error ? cause.message : String(cause);
    const message = `${printable(this.#path)}: broken archive: ${what}; give a complete .tar, .tar.gz or .tgz file`;
    return new NewsgroupsError("input", message, { cause });
  }

  stop(): void {
    this.#stop.abort();
  }

  async *#checked(chunks: AsyncIterable<Buffer>, bytesRead: () => number): AsyncGenerator<Buffer> {
    let unpacked = 0;
    for await (const chunk of chunks) {
      unpacked += chunk.length;
      this.#headers.check(chunk);
      if (unpacked > bytesRead() * MAX_RATIO + FREE_BYTES) {
        this.#headers.fail(`unpacks to over ${MAX_RATIO} times its size, as decompression bombs do; leave it out`);
      }
      yield chunk;
    }
  }
}
