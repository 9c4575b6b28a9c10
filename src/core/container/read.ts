/** Reading a container: bytes → header and sections. Nothing is copied: a section is a view of what was read. */

import { Fault } from "./fault.js";
import {
  aligned,
  DIGEST_BYTES,
  type Digest,
  type Header,
  type Kind,
  MAX_HEADER_BYTES,
  type Outline,
  PREFIX_BYTES,
} from "./format.js";
import { hasKeys, parseHeader } from "./header.js";
import { partOf, piecesOf, type Source, sourceOf } from "./source.js";

/** A container that was read and found whole. */
export interface Container<S> {
  /** Version of its format, one of the kind's. */
  readonly version: number;
  readonly header: Header;
  readonly sections: ReadonlyMap<string, S>;
}

/** Says what a container must hold, from its version and its header, whose values are not checked yet. */
export type OutlineOf = (header: Header, version: number) => Outline;

/**
 * Reads a container and trusts nothing in it: size, magic, version, header bounds, header JSON, section bounds
 * (contiguous, in order, exact end), then the digest, unless it is known to be right. Nothing is allocated before the bytes for it are known to exist.
 *
 * @returns the bytes of each section; each starts at a multiple of 8 in the file.
 * @throws Fault with a code of its own for each of these; `digest` if all are right and the file is damaged.
 */
export function decodeContainer(
  kind: Kind,
  file: Uint8Array,
  outlineOf: OutlineOf,
  digest: Digest | undefined,
): Container<Uint8Array> {
  const { sections, ...rest } = openContainer(kind, sourceOf(file), outlineOf, digest);
  return {
    ...rest,
    sections: new Map([...sections].map(([name, section]) => [name, section.view(0, section.length)])),
  };
}

/** As {@link decodeContainer}, for a file that need not be in memory; of it no more than the header is kept. */
export function openContainer(
  kind: Kind,
  file: Source,
  outlineOf: OutlineOf,
  digest: Digest | undefined,
): Container<Source> {
  if (file.length < PREFIX_BYTES + DIGEST_BYTES) {
    throw new Fault("too-short", `it has only ${file.length} bytes`);
  }
  const prefix = file.view(0, PREFIX_BYTES);
  const view = new DataView(prefix.buffer, prefix.byteOffset, PREFIX_BYTES);
  const magic = String.fromCharCode(...prefix.subarray(0, 8));
  if (magic !== kind.magic) throw new Fault("magic", `it does not begin with ${JSON.stringify(kind.magic)}`);
  const version = view.getUint32(8, true);
  if (!kind.versions.includes(version)) {
    const known = kind.versions.join(" and ");
    throw new Fault("version", `format version ${version}, but this program reads version ${known}`);
  }
  const headerBytes = view.getUint32(12, true);
  const start = PREFIX_BYTES + aligned(headerBytes);
  if (headerBytes > MAX_HEADER_BYTES || start > file.length - DIGEST_BYTES) {
    throw new Fault("header-length", `its header claims ${headerBytes} bytes, more than the file can hold`);
  }
  const json = file.view(PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  const { header: all, outline } = parseHeader(json, (found) => outlineOf(found, version));
  const { sections: table, ...header } = all;
  requireZeros(file, PREFIX_BYTES + headerBytes, start, "its header");
  const sections = sectionsOf(file, start, table, outline.sections);
  if (digest) requireDigest(file, digest);
  return { version, header, sections };
}

function sectionsOf(file: Source, start: number, table: unknown, names: readonly string[]): Map<string, Source> {
  if (!hasKeys(table, names)) {
    throw new Fault("header-keys", `its sections must be exactly these, in this order: ${names.join(", ")}`);
  }
  const sections = new Map<string, Source>();
  const ends = new Map<string, number>();
  const end = file.length - DIGEST_BYTES;
  let next = start;
  for (const name of names) {
    const entry = table[name];
    if (!isRange(entry)) throw new Fault("header-value", `its section ${name} has no offset and length in whole bytes`);
    const [offset, length] = entry;
    if (start + offset + aligned(length) > end) {
      throw new Fault("section-bounds", `its section ${name} of ${length} bytes at ${offset} ends beyond the file`);
    }
    if (start + offset !== next) {
      throw new Fault(
        start + offset < next ? "section-overlap" : "section-gap",
        `its section ${name} starts at ${offset}, and the one before ends at ${next - start}`,
      );
    }
    sections.set(name, partOf(file, next, next + length));
    ends.set(name, next + length);
    next += aligned(length);
  }
  for (const [name, behind] of ends) requireZeros(file, behind, aligned(behind), `its section ${name}`);
  if (next !== end) {
    throw new Fault("trailing-bytes", `its sections end at byte ${next}, and its digest starts at ${end}`);
  }
  return sections;
}

function isRange(value: unknown): value is readonly [offset: number, length: number] {
  return Array.isArray(value) && value.length === 2 && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** Requires that padding is zeros. */
function requireZeros(file: Source, from: number, to: number, before: string): void {
  if (file.view(from, to).some((byte) => byte !== 0)) {
    throw new Fault("section-gap", `the padding after ${before} is not zeros`);
  }
}

function requireDigest(file: Source, digest: Digest): void {
  const end = file.length - DIGEST_BYTES;
  const hash = digest();
  for (const piece of piecesOf(file, 0, end)) hash.update(piece);
  const expected = file.view(end, file.length);
  if (hash.digest().some((byte, i) => byte !== expected[i])) {
    throw new Fault("digest", "its content does not match the SHA-256 written in it");
  }
}
