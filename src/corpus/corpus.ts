/** Corpora: a path or a stream → labelled documents, whatever the form. */

import { type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { describeValue, NewsgroupsError, printable } from "../core/errors.js";
import { attempt } from "../files/errors.js";
import type { ArchiveEnd } from "./archive/members.js";
import type { Document } from "./document.js";
import { listed } from "./fields.js";
import { readFolder } from "./folder/folder.js";
import { isAbout } from "./folder/left-overs.js";
import { CORPUS_FORMATS, type CorpusFormat } from "./format-names.js";
import { FORMATS, formatOf } from "./formats.js";
import type { CorpusOptions } from "./options.js";
import { Reading } from "./reading.js";
import { chunksOfFile, type Source, sourceOf } from "./source.js";

/**
 * Reads the documents of a corpus: a folder with one sub-folder per category, or a file in one of the formats of
 * docs/corpora.md, packed or not.
 *
 * @param corpus a path, or the bytes of a file as a stream.
 * @throws NewsgroupsError `file` if a path cannot be read, `input` if it holds no corpus, `usage` for an option that does not
 * apply to it or is of a wrong type.
 */
export async function* readCorpus(
  corpus: string | AsyncIterable<Uint8Array>,
  options: CorpusOptions = {},
): AsyncGenerator<Document> {
  requireOptions(options);
  if (typeof corpus !== "string") {
    yield* readStream(await sourceOf("standard input", "", corpus), options);
    return;
  }
  const { subset, ...rest } = options;
  const stats = statsOf(corpus);
  if (!stats.isDirectory()) {
    yield* readFile(corpus, stats, options);
    return;
  }
  const path = subset === undefined ? corpus : join(corpus, subset);
  const inside = subset === undefined ? stats : statsOf(path);
  if (inside.isDirectory()) yield* readFolder(path, new Reading(folderOptions(path, rest)));
  else yield* readFile(path, inside, rest);
}

const statsOf = (path: string): Stats => attempt("read", path, () => statSync(path));

async function* readFile(path: string, stats: Stats, options: CorpusOptions): AsyncGenerator<Document> {
  const open = (): Promise<Source> => sourceOf(path, path, chunksOfFile(path), stats.isFile() ? path : undefined);
  const end = yield* readSource(await open(), options);
  const [only, ...others] = (end?.looseFiles ?? []).filter((name) => !isAbout(name));
  // An archive of one table is that table.
  if (only !== undefined && others.length === 0 && options.subset === undefined && stats.isFile()) {
    yield* readSource(await open(), { ...options, subset: only });
    return;
  }
  requireDocuments(end, path, options);
}

async function* readStream(source: Source, options: CorpusOptions): AsyncGenerator<Document> {
  requireDocuments(yield* readSource(source, options), source.id, options);
}

/** @throws NewsgroupsError `input` if an archive had no documents. */
function requireDocuments(end: ArchiveEnd | undefined, id: string, { subset }: CorpusOptions): void {
  if (end === undefined || end.hasDocuments) return;
  const where = subset === undefined ? "" : ` under ${printable(subset)}`;
  const looseFiles = end.looseFiles.filter((name) => !isAbout(name));
  const remedy =
    looseFiles.length === 0
      ? "give an archive with members such as folder/category/file"
      : `it has ${listed(looseFiles)}; --subset reads one of them`;
  throw new NewsgroupsError("input", `${printable(id)}: no documents${where}; ${remedy}`);
}

async function* readSource(source: Source, options: CorpusOptions): AsyncGenerator<Document, ArchiveEnd | undefined> {
  const name = options.format ?? (await formatOf(source));
  requireFitting(name, source.id, options);
  const read = await FORMATS[name].load();
  const { format: _, subset: __, ...inner } = options;
  const end = yield* read(source, new Reading(options), async function* (member) {
    yield* readStream(member, inner);
  });
  return end ?? undefined;
}

/** @throws NewsgroupsError `usage` for options that say nothing to files of a format. */
function requireFitting(name: CorpusFormat, id: string, options: CorpusOptions): void {
  const { hasFields, isArchive } = FORMATS[name];
  const fail = (what: string): never => {
    throw new NewsgroupsError("usage", `${printable(id)}: a corpus of format ${name} ${what}`);
  };
  if (options.subset !== undefined && !isArchive)
    fail("has no subsets; leave out --subset, or give a folder or an archive");
  if (options.depth !== undefined && !isArchive) fail("has no folders; leave out --depth");
  if (isArchive || hasFields) return;
  if (options.textField !== undefined) fail("has no fields; leave out --text-field");
  if (options.labelField !== undefined) fail("has no fields; leave out --label-field");
}

/** @throws NewsgroupsError `usage` for options that say nothing to folders. */
function folderOptions(path: string, options: CorpusOptions): CorpusOptions {
  const given = (["format", "textField", "labelField"] as const).find((name) => options[name] !== undefined);
  if (given === undefined) return options;
  const option = { format: "--corpus-format", textField: "--text-field", labelField: "--label-field" }[given];
  throw new NewsgroupsError("usage", `${printable(path)}: is a folder; ${option} is for files, leave it out`);
}

/** @throws NewsgroupsError `usage` for options of wrong types. */
function requireOptions(options: CorpusOptions): void {
  const fail = (name: string, expected: string, value: unknown): never => {
    throw new NewsgroupsError("usage", `${name}: expected ${expected}, got ${describeValue(value)}`);
  };
  if (typeof options !== "object" || options === null) fail("options", "an object such as { subset }", options);
  for (const name of ["subset", "textField", "labelField"] as const) {
    if (options[name] !== undefined && typeof options[name] !== "string") fail(name, "a string", options[name]);
  }
  const { format, depth } = options;
  if (format !== undefined && !CORPUS_FORMATS.includes(format)) fail("format", CORPUS_FORMATS.join(", "), format);
  if (depth !== undefined && !(Number.isSafeInteger(depth) && depth >= 1))
    fail("depth", "a whole number of 1 or more", depth);
}
