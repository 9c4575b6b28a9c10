/**
 * The container that counts files and artifacts share: one buffer of magic, version, JSON header, aligned sections and
 * a SHA-256 over all before it. Reading copies nothing: a section is a view of the buffer that was read.
 */

import { createHash } from "node:crypto";
import { NewsgroupsError, type Refuse } from "../errors.js";
import { partOf, piecesOf, type Source, sourceOf } from "./source.js";

/** Which of the two kinds of file: their magic numbers differ, the rest of the container does not. */
export interface Kind {
  /** What a message calls it, with its article. */
  readonly name: string;
  /** First 8 bytes of the file, as ASCII. */
  readonly magic: string;
  /** Version of the format that this package writes and reads. */
  readonly version: number;
  /** The command that makes such a file: the remedy in messages. */
  readonly madeBy: string;
}

/** What a container of one kind has in it; nothing more, nothing less, and in this order. */
export interface Outline {
  /** Keys of the header but for the last, `sections`. */
  readonly keys: readonly string[];
  /** Names of the sections. */
  readonly sections: readonly string[];
}

/** A container found whole, of which no more than the header is in memory. */
export interface OpenContainer {
  /** The JSON header without its section table; its values are still to be checked. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly sections: ReadonlyMap<string, Source>;
}

/** Bytes of a section that need not be in memory. */
export interface Section {
  readonly length: number;
  pieces(): Iterable<Uint8Array>;
}

/** A container read back and found whole. */
export interface Container {
  /** The JSON header without its section table; its values are still to be checked. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The bytes of each section; each starts at a multiple of 8 in the buffer. */
  readonly sections: ReadonlyMap<string, Uint8Array>;
}

const PREFIX_BYTES = 16;
const DIGEST_BYTES = 32;
const ALIGNMENT = 8;
/** A header holds names and settings, never data: 2 MiB is 65,535 targets of twenty letters. */
const MAX_HEADER_BYTES = 1 << 21;
/** Lists and objects of a header that stand in each other. */
const MAX_DEPTH = 8;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** Lays out a container whose sections are in memory; see {@link containerPieces}. */
export function encodeContainer(
  kind: Kind,
  header: Readonly<Record<string, unknown>>,
  sections: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const inMemory = [...sections].map(([name, bytes]) => [name, sectionOf(bytes)] as const);
  return concatenated(containerPieces(kind, header, new Map(inMemory)));
}

/** Pieces as one. */
export function concatenated(some: Iterable<Uint8Array>): Uint8Array {
  const pieces = [...some];
  const file = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    file.set(piece, at);
    at += piece.length;
  }
  return file;
}

/** A section that is in memory. */
export function sectionOf(bytes: Uint8Array): Section {
  return { length: bytes.length, pieces: () => [bytes] };
}

/**
 * Lays out a container, piece by piece.
 *
 * @param header what goes into the JSON header; `sections` is added to it as `{name: [offset, length]}` in bytes.
 * @param sections by name, in the order in which they are written.
 * @throws NewsgroupsError `input` if the header is longer than one that is read may be.
 */
export function* containerPieces(
  kind: Kind,
  header: Readonly<Record<string, unknown>>,
  sections: ReadonlyMap<string, Section>,
): Generator<Uint8Array> {
  // Offsets count from the end of the header, so that the header's own length does not change what it says.
  const table: Record<string, [number, number]> = {};
  let end = 0;
  for (const [name, { length }] of sections) {
    table[name] = [end, length];
    end += aligned(length);
  }
  const json = new TextEncoder().encode(JSON.stringify({ ...header, sections: table }));
  if (json.length > MAX_HEADER_BYTES) {
    throw new NewsgroupsError(
      "input",
      `${kind.name} with a header of ${json.length} bytes: ${MAX_HEADER_BYTES} at most; use fewer or shorter names`,
    );
  }
  const head = new Uint8Array(PREFIX_BYTES + aligned(json.length));
  const view = new DataView(head.buffer);
  for (let i = 0; i < 8; i++) view.setUint8(i, kind.magic.charCodeAt(i));
  view.setUint32(8, kind.version, true);
  view.setUint32(12, json.length, true);
  head.set(json, PREFIX_BYTES);
  const hash = createHash("sha256").update(head);
  yield head;
  for (const section of sections.values()) {
    for (const piece of section.pieces()) {
      hash.update(piece);
      yield piece;
    }
    const padding = new Uint8Array(aligned(section.length) - section.length);
    hash.update(padding);
    yield padding;
  }
  yield hash.digest();
}

/**
 * Reads a container and trusts nothing in it: size, magic, version, header bounds, header JSON, section bounds
 * (contiguous, in order, exact end), then the digest. Nothing is allocated before what it is for is known to be there.
 *
 * @param where what messages call the file.
 * @throws NewsgroupsError with a code of its own for each of these, `digest` if all are right and the file is damaged.
 */
export function decodeContainer(kind: Kind, file: Uint8Array, where: string, outline: Outline): Container {
  const { header, sections } = openContainer(kind, sourceOf(file), where, outline);
  return { header, sections: new Map([...sections].map(([name, section]) => [name, section.view(0, section.length)])) };
}

/** As {@link decodeContainer}, for what need not be in memory. */
export function openContainer(kind: Kind, file: Source, where: string, outline: Outline): OpenContainer {
  const bad: Refuse = (fault, what) => {
    throw new NewsgroupsError(
      fault,
      `${where}: ${kind.name}, but cut short or broken: ${what}; copy it again or make it anew with ${kind.madeBy}`,
    );
  };
  const foreign: Refuse = (fault, what) => {
    throw new NewsgroupsError(fault, `${where}: not ${kind.name}: ${what}; make one with ${kind.madeBy}`);
  };
  if (file.length < PREFIX_BYTES + DIGEST_BYTES) {
    foreign("too-short", `it has ${file.length} bytes, and the smallest has more`);
  }
  const prefix = file.view(0, PREFIX_BYTES);
  const view = new DataView(prefix.buffer, prefix.byteOffset, PREFIX_BYTES);
  const magic = String.fromCharCode(...prefix.subarray(0, 8));
  if (magic !== kind.magic) foreign("magic", `it does not begin with ${JSON.stringify(kind.magic)}`);
  const version = view.getUint32(8, true);
  if (version !== kind.version) {
    throw new NewsgroupsError(
      "version",
      `${where}: ${kind.name} of format version ${version}, and this program reads version ${kind.version}; ` +
        `read it with the newsgroups that made it, or make it anew with ${kind.madeBy}`,
    );
  }
  const headerBytes = view.getUint32(12, true);
  const start = PREFIX_BYTES + aligned(headerBytes);
  if (headerBytes > MAX_HEADER_BYTES || start > file.length - DIGEST_BYTES) {
    bad("header-length", `its header is said to have ${headerBytes} bytes, more than the file allows`);
  }
  const told = file.view(PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  const json = Buffer.from(told.buffer, told.byteOffset, headerBytes);
  const { sections: table, ...header } = parseHeader(json, [...outline.keys, "sections"], bad);
  requireZeros(file, PREFIX_BYTES + headerBytes, start, "its header", bad);
  const sections = sectionsOf(file, start, table, outline.sections, bad);
  const digest = digestOf(file);
  if (!digest.equals(file.view(file.length - DIGEST_BYTES, file.length))) {
    throw new NewsgroupsError(
      "digest",
      `${where}: damaged: its SHA-256 is ${digest.toString("hex")}, and the one written into it differs; ` +
        `copy it again or make it anew with ${kind.madeBy}`,
    );
  }
  return { header, sections };
}

/** Refuses what a whole container says. */
export function refusalOf(kind: Kind, where: string): Refuse {
  return (fault, what) => {
    throw new NewsgroupsError(fault, `${where}: impossible content: ${what}; make it anew with ${kind.madeBy}`);
  };
}

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `value` is an object of exactly these keys, in this order. */
export function hasKeys(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  // One by one: a key may hold the comma that a joined list would have between two.
  const found = Object.keys(value);
  return found.length === keys.length && found.every((key, i) => key === keys[i]);
}

function parseHeader(bytes: Buffer, keys: readonly string[], bad: Refuse): Readonly<Record<string, unknown>> {
  if (isDeep(bytes)) return bad("header-json", `its header is nested more than ${MAX_DEPTH} deep`);
  let header: unknown;
  try {
    header = JSON.parse(bytes.toString("utf8"));
  } catch {
    return bad("header-json", "its header is not JSON");
  }
  if (!isRecord(header)) return bad("header-json", "its header is not an object");
  if (!hasKeys(header, keys)) {
    return bad("header-keys", `its header has other keys than ${keys.join(", ")}, each once and in that order`);
  }
  // Written by JSON.stringify and by nothing else: a repeated key or stray white space does not survive this.
  if (!Buffer.from(JSON.stringify(header)).equals(bytes)) {
    return bad("header-keys", "its header repeats a key, or is otherwise not the JSON that this program writes");
  }
  return header;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Whether lists and objects stand in each other deeper than in any header; how deep one parses differs by engine. */
function isDeep(json: Uint8Array): boolean {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (byte === QUOTE) isString = !isString;
    else if (isString) i += byte === BACKSLASH ? 1 : 0;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function sectionsOf(
  file: Source,
  start: number,
  table: unknown,
  names: readonly string[],
  bad: Refuse,
): Map<string, Source> {
  if (!hasKeys(table, names)) {
    return bad("header-keys", `its sections are other than ${names.join(", ")}, each once and in that order`);
  }
  const sections = new Map<string, Source>();
  const ends = new Map<string, number>();
  const end = file.length - DIGEST_BYTES;
  let next = start;
  for (const name of names) {
    const place = table[name];
    if (!isPlace(place)) return bad("header-value", `its section ${name} has no offset and length in whole bytes`);
    const [offset, length] = place;
    if (start + offset + aligned(length) > end) {
      bad("section-bounds", `its section ${name} of ${length} bytes at ${offset} reaches beyond the file`);
    }
    if (start + offset !== next) {
      bad(
        start + offset < next ? "section-overlap" : "section-gap",
        `its section ${name} starts at ${offset}, and the one before ends at ${next - start}`,
      );
    }
    sections.set(name, partOf(file, next, next + length));
    ends.set(name, next + length);
    next += aligned(length);
  }
  for (const [name, behind] of ends) requireZeros(file, behind, aligned(behind), `its section ${name}`, bad);
  if (next !== end) bad("trailing-bytes", `its sections end at byte ${next}, and its digest starts at ${end}`);
  return sections;
}

function isPlace(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** Requires that padding is nothing but padding. */
function requireZeros(file: Source, from: number, to: number, before: string, bad: Refuse): void {
  if (file.view(from, to).some((byte) => byte !== 0)) bad("section-gap", `something lies behind ${before}`);
}

function digestOf(file: Source): Buffer {
  const hash = createHash("sha256");
  for (const piece of piecesOf(file, 0, file.length - DIGEST_BYTES)) hash.update(piece);
  return hash.digest();
}
