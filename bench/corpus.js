// @ts-check
/** Finds the corpus and lays it out as files, byte for byte as the archive has them. */

import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { unpackTar } from "modern-tar/fs";

/** The part of the 20 Newsgroups by date that everything is measured on; its test part stays unseen. */
const SUBSET = "20news-bydate-train";

/**
 * Resolves to the folder of category folders that `path`, an archive or a folder, holds.
 *
 * @param {string} path 20news-bydate-train.tar.gz, 20news-bydate.tar.gz, or either unpacked
 * @param {string} folder where to unpack
 */
export async function layOut(path, folder) {
  if (!existsSync(path)) {
    throw new Error(`${path}: not found; get it with \`newsgroups fetch\` and say --corpus 20news-bydate.tar.gz`);
  }
  if (statSync(path).isDirectory()) return inside(path, path);
  const unpacked = join(folder, "corpus");
  const [source, target] = [createReadStream(path), unpackTar(unpacked)];
  await (path.endsWith(".tar") ? pipeline(source, target) : pipeline(source, createGunzip(), target));
  return inside(unpacked, path);
}

/** The messages' paths inside a corpus folder, as a shell gives them for `*` + `/*`. */
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
  if (folders.length === 0) throw new Error(`${path}: no folders of categories in it`);
  // An archive's one top folder.
  return folders.length === 1 && foldersIn(join(folder, folders[0])).length > 0 ? join(folder, folders[0]) : folder;
}

function foldersIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
