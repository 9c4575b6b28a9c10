/**
 * The container that counts files and artifacts share: one buffer of magic, version, JSON header, aligned sections and
 * a SHA-256 over all before it. Reading copies nothing: a section is a view of the buffer that was read.
 */

import { createHash } from "node:crypto";
import { NewsgroupsError } from "../errors.js";

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

/** A container read back and found whole. */
export interface Container {
  /** The JSON header without its section table, still to be checked for meaning. */
  readonly header: unknown;
  /** The bytes of each section; each starts at a multiple of 8 in the buffer. */
  readonly sections: ReadonlyMap<string, Uint8Array>;
}

const PREFIX_BYTES = 16;
const DIGEST_BYTES = 32;
const ALIGNMENT = 8;
/** A header holds names and settings, never data: 16 MiB is thousands of targets. */
const MAX_HEADER_BYTES = 1 << 24;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/**
 * Lays out a container.
 *
 * @param header what goes into the JSON header; `sections` is added to it as `{name: [offset, length]}` in bytes.
 * @param sections by name, in the order in which they are written.
 */
export function encodeContainer(
  kind: Kind,
  header: Readonly<Record<string, unknown>>,
  sections: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  // Offsets count from the end of the header, so that the header's own length does not change what it says.
  const table: Record<string, [number, number]> = {};
  let end = 0;
  for (const [name, bytes] of sections) {
    table[name] = [end, bytes.length];
    end += aligned(bytes.length);
  }
  const json = new TextEncoder().encode(JSON.stringify({ ...header, sections: table }));
  const start = PREFIX_BYTES + aligned(json.length);
  const file = new Uint8Array(start + end + DIGEST_BYTES);
  const view = new DataView(file.buffer);
  for (let i = 0; i < 8; i++) view.setUint8(i, kind.magic.charCodeAt(i));
  view.setUint32(8, kind.version, true);
  view.setUint32(12, json.length, true);
  file.set(json, PREFIX_BYTES);
  for (const [name, bytes] of sections) file.set(bytes, start + table[name]![0]);
  file.set(digestOf(file), file.length - DIGEST_BYTES);
  return file;
}

/**
 * Reads a container and trusts nothing in it: size, magic, version, header bounds, header JSON, section bounds
 * (contiguous, in order, exact end), then the digest.
 *
 * @param where what messages call the file.
 * @param names the sections it must have, in order.
 * @throws NewsgroupsError `format` if the bytes are no such container, `digest` if they are damaged.
 */
export function decodeContainer(kind: Kind, file: Uint8Array, where: string, names: readonly string[]): Container {
  const bad = (what: string): never => {
    throw new NewsgroupsError("format", `${where}: not ${kind.name}: ${what}; make one with ${kind.madeBy}`);
  };
  if (file.length < PREFIX_BYTES + DIGEST_BYTES) bad(`it has ${file.length} bytes, and the smallest has more`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = String.fromCharCode(...file.subarray(0, 8));
  if (magic !== kind.magic) bad(`it does not begin with ${JSON.stringify(kind.magic)}`);
  const version = view.getUint32(8, true);
  if (version !== kind.version) {
    bad(`its format version is ${version}, and this program reads version ${kind.version}`);
  }
  const headerBytes = view.getUint32(12, true);
  const start = PREFIX_BYTES + aligned(headerBytes);
  if (headerBytes > MAX_HEADER_BYTES || start > file.length - DIGEST_BYTES) {
    bad(`its header is said to have ${headerBytes} bytes, more than the file allows`);
  }
  const json = Buffer.from(file.buffer, file.byteOffset + PREFIX_BYTES, headerBytes);
  const { sections: table, ...header } = parseHeader(json, bad);
  const sections = sectionsOf(file, start, table, names, bad);
  const digest = digestOf(file);
  if (!digest.equals(file.subarray(file.length - DIGEST_BYTES))) {
    throw new NewsgroupsError(
      "digest",
      `${where}: damaged: its SHA-256 is ${digest.toString("hex")}, and the one written into it differs; ` +
        `copy it again or make it anew with ${kind.madeBy}`,
    );
  }
  return { header, sections };
}

function parseHeader(bytes: Buffer, bad: (what: string) => never): Record<string, unknown> {
  let header: unknown;
  let again: string | undefined;
  try {
    header = JSON.parse(bytes.toString("utf8"));
    again = JSON.stringify(header);
  } catch {
    return bad("its header is not JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) return bad("its header is not an object");
  // Written by JSON.stringify and by nothing else: a repeated key or stray white space does not survive this.
  if (!Buffer.from(again).equals(bytes)) return bad("its header is not the JSON that this program writes");
  return header as Record<string, unknown>;
}

function sectionsOf(
  file: Uint8Array,
  start: number,
  table: unknown,
  names: readonly string[],
  bad: (what: string) => never,
): Map<string, Uint8Array> {
  if (typeof table !== "object" || table === null) return bad("its header lists no sections");
  const entries = Object.entries(table);
  if (entries.map(([name]) => name).join() !== names.join()) {
    return bad(`its sections are ${entries.map(([name]) => name).join(", ")}, and expected are ${names.join(", ")}`);
  }
  const sections = new Map<string, Uint8Array>();
  const end = file.length - DIGEST_BYTES;
  let next = start;
  for (const [name, place] of entries) {
    const [offset, length] = Array.isArray(place) && place.length === 2 ? place : [];
    if (!Number.isSafeInteger(length) || length < 0 || start + offset !== next || next + aligned(length) > end) {
      return bad(`its section ${name} lies at ${JSON.stringify(place)}, outside the file or not behind the one before`);
    }
    sections.set(name, file.subarray(next, next + length));
    next += aligned(length);
  }
  for (const [name, { byteOffset, length }] of sections) {
    const behind = byteOffset - file.byteOffset + length;
    if (file.subarray(behind, aligned(behind)).some((byte) => byte !== 0)) {
      return bad(`something lies behind its section ${name}`);
    }
  }
  if (next !== end) return bad(`its sections end at byte ${next}, and its digest starts at ${end}`);
  return sections;
}

function digestOf(file: Uint8Array): Buffer {
  return createHash("sha256")
    .update(file.subarray(0, file.length - DIGEST_BYTES))
    .digest();
}
