/** Archive corpora: a tar of a corpus folder. */

import { NewsgroupsError } from "../../core/errors.js";
import type { Document } from "../document.js";
import type { Reading } from "../reading.js";
import type { Source } from "../source.js";
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
  const members = async function* (): AsyncGenerator<Member> {
    for await (const { header, body } of unpacking.entries) {
      const chunks = body as AsyncIterable<Uint8Array>;
      yield {
        ...header,
        content: () => bytesOf(chunks, header.size),
        chunks: () => chunks,
        skip: () => body.cancel(),
      };
    }
    await unpacking.end();
  };
  try {
    return yield* documentsOf(source.id, members(), reading, readFile);
  } catch (error) {
    throw error instanceof NewsgroupsError ? error : await unpacking.explain(error);
  } finally {
    unpacking.stop();
  }
}

async function bytesOf(body: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  for await (const chunk of body) {
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return bytes;
}
