// @ts-check
/** Grown corpora: copies of a corpus's messages, unchanged or with changed words in each copy. */

import { copyFileSync, linkSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { messages } from "../corpus.js";

/**
 * Lays out several copies of a corpus as one corpus.
 *
 * @param {string} corpus folder of category folders
 * @param {string} folder the target, which must not exist yet
 * @param {number} copies
 * @param {(text: string, seed: number, copy: number) => string} [change] makes the text of each copy but the
 * first; without it all copies are the same
 */
export function layOutCopies(corpus, folder, copies, change) {
  const paths = messages(corpus);
  makeFolders(paths, folder);
  for (const path of paths) {
    const original = join(corpus, path);
    // Latin-1 keeps every byte.
    const text = change && readFileSync(original, "latin1");
    const seed = hash(path);
    for (let copy = 0; copy < copies; copy++) {
      const file = join(folder, nameOf(path, copy));
      if (copy === 0 || change === undefined) linkOrCopy(original, file);
      else writeFileSync(file, change(text, seed, copy), "latin1");
    }
  }
}

/** Lays out the first `copies` copies of what {@link layOutCopies} laid out, by links to its files. */
export function layOutFewer(corpus, grown, folder, copies) {
  const paths = messages(corpus);
  makeFolders(paths, folder);
  for (const path of paths) {
    for (let copy = 0; copy < copies; copy++) {
      linkOrCopy(join(grown, nameOf(path, copy)), join(folder, nameOf(path, copy)));
    }
  }
}

/** Lays out every `nth` message of a corpus. */
export function layOutPart(corpus, folder, nth) {
  const paths = messages(corpus).filter((_, i) => i % nth === 0);
  makeFolders(paths, folder);
  for (const path of paths) linkOrCopy(join(corpus, path), join(folder, path));
}

/** Changes one word of a message's body, chosen by the seed and the copy. */
export const changeOneWord = (text, seed, copy) => changeWords(text, copy, (i, words) => i === mix(seed, copy) % words);

/** Changes every fourth word of a message's body. Each copy adds about as many new terms as the corpus has. */
export const changeEveryFourth = (text, seed, copy) => changeWords(text, copy, (i) => i % 4 === mix(seed, copy) % 4);

/**
 * Gives some words an ending of the copy's own. The ending is made of letters, so that new words are looked up among the
 * stop words like any other. The header stays as it is: with a changed field name it would not be a header.
 */
function changeWords(text, copy, isChosen) {
  const body = /\r?\n\r?\n|$/.exec(text).index;
  const ending = `q${String.fromCharCode("a".charCodeAt(0) + copy)}`;
  const words = text.slice(body).match(WORD)?.length ?? 0;
  let i = 0;
  return text.slice(0, body) + text.slice(body).replace(WORD, (word) => (isChosen(i++, words) ? word + ending : word));
}

const WORD = /[A-Za-z]{3,}/g;

const nameOf = (path, copy) => `${path}-${copy}`;

function makeFolders(paths, folder) {
  for (const category of new Set(paths.map(dirname))) mkdirSync(join(folder, category), { recursive: true });
}

function linkOrCopy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    // The target is on another file system, or on one without links.
    copyFileSync(from, to);
  }
}

/** FNV-1a of a string's code units, an unsigned 32-bit number. */
export function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** A number that differs by copy: one step of a linear congruential generator, without its weak low bits. */
const mix = (seed, copy) => ((Math.imul(seed + copy, 1664525) + 1013904223) >>> 0) >>> 8;
