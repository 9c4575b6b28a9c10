/** Archive corpora: a tar of a corpus folder, gzipped or not. The only module that imports the archive reader. */

import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import { fileError, NewsgroupsError, printable } from "../errors.js";
import { decodeText } from "./decode.js";
import type { Document } from "./document.js";

const CHUNK_BYTES = 1 << 18;

/**
 * Reads the documents of a `.tar`, `.tar.gz` or `.tgz`, in its order, without writing any of it to disk. Its members
 * are `category/file` or `top/category/file`; of several top folders `subset` names the one to read.
 *
 * @throws NewsgroupsError `input` if the archive is broken, if a member lies outside it or is neither file nor folder,
 * or if no document is found.
 */
export async function* readArchive(path: string, subset: string | undefined): AsyncGenerator<Document> {
  const layout = new Layout(path, subset);
  const unpacking = new Unpacking(path);
  try {
    for await (const { header, body } of unpacking.entries) {
      const label = layout.labelOf(header.name, header.type ?? "file");
      if (label === undefined) {
        await body.cancel();
        continue;
      }
      const chunks: Uint8Array[] = [];
      for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      yield { id: `${path}:${header.name}`, label, text: decodeText(bytes), bytes: bytes.length };
    }
    await unpacking.end();
  } catch (error) {
    throw await unpacking.explain(error);
  } finally {
    unpacking.stop();
  }
  layout.requireDocuments();
}

/** A file on its way through the decompressor and the tar decoder. */
class Unpacking {
  readonly entries: AsyncIterable<ParsedTarEntry>;
  readonly #path: string;
  readonly #stop = new AbortController();
  readonly #fed: Promise<unknown>;

  constructor(path: string) {
    this.#path = path;
    const decoder = createTarDecoder({ strict: true });
    this.entries = decoder.readable as unknown as AsyncIterable<ParsedTarEntry>;
    const sink = Writable.fromWeb(decoder.writable as Parameters<typeof Writable.fromWeb>[0]);
    const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    const options = { signal: this.#stop.signal };
    const fed = path.endsWith(".tar")
      ? pipeline(source, sink, options)
      : pipeline(source, createGunzip({ chunkSize: CHUNK_BYTES }), sink, options);
    this.#fed = fed.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  /** Resolves when the whole file went through; throws what went wrong with it. */
  async end(): Promise<void> {
    const failure = await this.#fed;
    if (failure !== undefined) throw failure;
  }

  /** What to throw for an error that came up on the way: what went wrong first, in the user's terms. */
  async explain(error: unknown): Promise<unknown> {
    if (error instanceof NewsgroupsError) return error;
    // What failed on the way in has failed by now; what has not is stopped, for nobody reads on.
    this.stop();
    const failure = await this.#fed;
    const cause = failure instanceof Error && failure.name !== "AbortError" ? failure : error;
    if (cause instanceof Error && "syscall" in cause) return fileError("read", this.#path, cause);
    return broken(this.#path, cause instanceof Error ? cause.message : String(cause), cause);
  }

  stop(): void {
    this.#stop.abort();
  }
}

function broken(path: string, what: string, cause?: unknown): NewsgroupsError {
  const message = `${printable(path)}: broken archive: ${what}; a whole .tar, .tar.gz or .tgz expected`;
  return new NewsgroupsError("input", message, { cause });
}

/** Finds each member's category; the first file decides whether there is a top folder. */
class Layout {
  readonly #path: string;
  readonly #subset: readonly string[] | undefined;
  #prefix: readonly string[] | undefined;
  #documents = 0;

  constructor(path: string, subset: string | undefined) {
    this.#path = path;
    this.#subset = subset === undefined ? undefined : partsOf(subset);
    this.#prefix = this.#subset;
  }

  /** The category of the document that a member is; undefined if it is none (a folder, a hidden file). */
  labelOf(name: string, type: string): string | undefined {
    const refuse = (what: string): never => {
      throw new NewsgroupsError("input", `${printable(this.#path)}: member ${printable(name)}: ${what}`);
    };
    const parts = partsOf(name);
    if (name.startsWith("/") || /^[a-z]:/i.test(name) || parts.includes("..")) {
      refuse("points outside the archive; make it with paths relative to the corpus folder");
    }
    if (parts.some((part) => part.startsWith("."))) return undefined;
    if (type === "directory") return undefined;
    if (type !== "file") refuse(`is a ${type}; only files and folders expected`);
    if (this.#subset !== undefined && !startsWith(parts, this.#subset)) return undefined;
    this.#prefix ??= parts.slice(0, Math.max(0, parts.length - 2));
    if (!startsWith(parts, this.#prefix)) {
      refuse(
        `lies outside ${printable(this.#prefix.join("/"))}, where the documents before it are; ` +
          "choose one of several top folders with --subset",
      );
    }
    const rest = parts.slice(this.#prefix.length);
    if (rest.length === 1) return undefined;
    if (rest.length > 2) refuse("lies in a folder inside a category; choose a folder of categories with --subset");
    this.#documents++;
    return rest[0];
  }

  requireDocuments(): void {
    if (this.#documents > 0) return;
    const where = this.#subset === undefined ? "" : ` under ${printable(this.#subset.join("/"))}`;
    throw new NewsgroupsError(
      "input",
      `${printable(this.#path)}: no documents${where}; members such as folder/category/file expected`,
    );
  }
}

const partsOf = (name: string): string[] => name.split("/").filter((part) => part !== "" && part !== ".");
const startsWith = (parts: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((part, i) => parts[i] === part);
