/** Archive corpora: a tar of a corpus folder, gzipped or not. */

import { decodeText } from "../../core/text/decode.js";
import type { Document } from "../document.js";
import { ArchiveLayout } from "./layout.js";
import { Unpacking } from "./unpack.js";

/**
 * Reads the documents of a `.tar`, `.tar.gz` or `.tgz` in its order, without writing anything to disk. Its members are
 * `category/file` or `top/category/file`; of several top folders, `subset` selects one. Skips hidden files, and files
 * beside the category folders.
 *
 * @throws NewsgroupsError `input` if the archive is broken or has no documents; if it unpacks to more than 200 times its
 * size plus 64 MiB; or if a member points outside it, is neither file nor folder, or is larger than 64 MiB.
 */
export async function* readArchive(path: string, subset: string | undefined): AsyncGenerator<Document> {
  const layout = new ArchiveLayout(path, subset);
  const unpacking = new Unpacking(path);
  try {
    for await (const { header, body } of unpacking.entries) {
      const label = layout.labelOf(header);
      if (label === undefined) {
        await body.cancel();
        continue;
      }
      const bytes = await bytesOf(body as AsyncIterable<Uint8Array>, header.size);
      yield* layout.add({ id: `${path}:${header.name}`, label, text: decodeText(bytes), bytes: bytes.length });
    }
    await unpacking.end();
  } catch (error) {
    throw await unpacking.explain(error);
  } finally {
    unpacking.stop();
  }
  yield* layout.end();
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
