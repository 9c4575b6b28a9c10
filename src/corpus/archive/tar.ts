/** Archive corpora: a tar of a corpus folder. */

import type { ParsedTarEntry } from "modern-tar";
import { NewsgroupsError } from "../../core/errors.js";
import type { Document } from "../document.js";
import type { Reading } from "../reading.js";
import type { Source } from "../source.js";
import type { MemberHeader } from "./layout.js";
import { type ArchiveEnd, documentsOf, type FileReader, type Member } from "./members.js";
import { Unpacking } from "./tar-members.js";

/**
 * Reads the documents of a tar in its order, without writing anything to disk. Its members are `category/file` or
 * `top/category/file`; of several top folders, the subset selects one. Skips hidden files, and files beside the category folders.
 *
 * @throws NewsgroupsError `input` if the archive is broken, or if a member points outside it, is neither file nor folder, or is
 * larger than 64 MiB.
 */
export async function* readTar(
  source: Source,
  reading: Reading,
  readFile: FileReader,
): AsyncGenerator<Document, ArchiveEnd> {
  const unpacking = new Unpacking(source);
  const memberOf = ({ header, body }: ParsedTarEntry): Member => new TarMember(header, body);
  try {
    const end = yield* documentsOf(source.id, unpacking.entries, memberOf, reading, readFile);
    await unpacking.end();
    return end;
  } catch (error) {
    throw error instanceof NewsgroupsError ? error : await unpacking.explain(error);
  } finally {
    unpacking.stop();
  }
}

/** A member as the decoder gives it. */
class TarMember implements Member {
  readonly header: MemberHeader;
  readonly #body: ParsedTarEntry["body"];

  constructor(header: MemberHeader, body: ParsedTarEntry["body"]) {
    this.header = header;
    this.#body = body;
  }

  chunks(): AsyncIterable<Uint8Array> {
    return this.#body as AsyncIterable<Uint8Array>;
  }

  skip(): Promise<void> {
    return this.#body.cancel();
  }

  async content(): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafe(this.header.size);
    let length = 0;
    for await (const chunk of this.chunks()) {
      bytes.set(chunk, length);
      length += chunk.length;
    }
    return bytes;
  }
}
