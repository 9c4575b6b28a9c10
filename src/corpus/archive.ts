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
  for await (const { header, body } of entriesOf(path)) {
    const label = layout.labelOf(header.name, header.type ?? "file");
    if (label === undefined) {
      await body.cancel();
      continue;
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    if (bytes.length !== header.size) throw broken(path, `it ends inside ${printable(header.name)}`);
    yield { id: `${path}:${header.name}`, label, text: decodeText(bytes), bytes: bytes.length };
  }
  layout.requireDocuments();
}

async function* entriesOf(path: string): AsyncGenerator<ParsedTarEntry> {
  const decoder = createTarDecoder({ strict: true });
  const sink = Writable.fromWeb(decoder.writable as Parameters<typeof Writable.fromWeb>[0]);
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const stop = new AbortController();
  const options = { signal: stop.signal };
  let failure: unknown;
  const feeding = (
    path.endsWith(".tar")
      ? pipeline(source, sink, options)
      : pipeline(source, createGunzip({ chunkSize: CHUNK_BYTES }), sink, options)
  ).catch((error: unknown) => {
    failure = error;
  });
  try {
    yield* decoder.readable as unknown as AsyncIterable<ParsedTarEntry>;
    await feeding;
    if (failure !== undefined) throw failure;
  } catch (error) {
    await feeding;
    const cause = failure ?? error;
    if (cause instanceof Error && "syscall" in cause) throw fileError("read", path, cause);
    throw broken(path, cause instanceof Error ? cause.message : String(cause), cause);
  } finally {
    stop.abort();
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
