// @ts-check
/** Finds the corpus and lays it out as files, byte for byte as the archive has them. */

import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { unpackTar } from "modern-tar/fs";

/** The part of the by-date 20 Newsgroups that everything is measured on. The test part stays unseen. */
const SUBSET = "20news-bydate-train";

/**
 * Unpacks `path`, if it is an archive, and resolves to the folder with a folder per category.
 *
 * @param {string} path 20news-bydate-train.tar.gz, 20news-bydate.tar.gz, or either unpacked
 * @param {string} folder where to unpack
 */
export async function layOut(path, folder) {
  if (!existsSync(path)) {
    throw new Error(
      `${path}: not found; download it with \`newsgroups fetch\`, then pass --corpus 20news-bydate.tar.gz`,
    );
  }
  if (statSync(path).isDirectory()) return inside(path, path);
  const unpacked = join(folder, "corpus");
  const [source, target] = [createReadStream(path), unpackTar(unpacked)];
  await (path.endsWith(".tar") ? pipeline(source, target) : pipeline(source, createGunzip(), target));
  return inside(unpacked, path);
}

/** Paths of all messages inside a corpus folder, in the order in which a shell expands `*` + `/*`. */
export function messages(corpus) {
  return foldersIn(corpus).flatMap((category) =>
    readdirSync(join(corpus, category))
      .sort()
      .map((name) => `${category}/${name}`),
  );
}

function inside(folder, path) {
  if (existsSync(join(folder, SUBSET))) return join(folder, SUBSET);
  const folders = foldersIn(folder);
  if (folders.length === 0) throw new Error(`${path}: contains no category folders`);
  // Archives often have a single top folder.
  return folders.length === 1 && foldersIn(join(folder, folders[0])).length > 0 ? join(folder, folders[0]) : folder;
}

function foldersIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
