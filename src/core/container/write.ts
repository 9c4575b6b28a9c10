/** Writing a container: header and sections → bytes, piece by piece. */

import { NewsgroupsError } from "../errors.js";
import { sum } from "../sum.js";
import { aligned, type Digest, type Header, type Kind, MAX_HEADER_BYTES, PREFIX_BYTES } from "./format.js";

/** Bytes of a section that need not be in memory. */
export interface Section {
  readonly length: number;
  pieces(): Iterable<Uint8Array>;
}

/** A section that is in memory. */
export function sectionOf(bytes: Uint8Array): Section {
  return { length: bytes.length, pieces: () => [bytes] };
}

/** Lays out a container whose sections are in memory; see {@link containerPieces}. */
export function encodeContainer(
  kind: Kind,
  header: Header,
  sections: ReadonlyMap<string, Uint8Array>,
  digest: Digest,
): Uint8Array<ArrayBuffer> {
  const inMemory = [...sections].map(([name, bytes]) => [name, sectionOf(bytes)] as const);
  return concatenated(containerPieces(kind, header, new Map(inMemory), digest));
}

/** All pieces as one. */
export function concatenated(some: Iterable<Uint8Array>): Uint8Array<ArrayBuffer> {
  const pieces = [...some];
  const whole = new Uint8Array(sum(pieces.map(({ length }) => length)));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * Lays out a container, piece by piece, in the last of the kind's versions.
 *
 * @param header what goes into the JSON header; `sections` is added to it as `{name: [offset, length]}` in bytes.
 * @param sections by name, in the order in which they are written.
 * @throws NewsgroupsError `input` if the header is longer than any that is read.
 */
export function* containerPieces(
  kind: Kind,
  header: Header,
  sections: ReadonlyMap<string, Section>,
  digest: Digest,
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
      `the header of ${kind.name} would take ${json.length} bytes, and at most ${MAX_HEADER_BYTES} are allowed; ` +
        "use fewer or shorter names",
    );
  }
  const head = new Uint8Array(PREFIX_BYTES + aligned(json.length));
  const view = new DataView(head.buffer);
  for (let i = 0; i < 8; i++) view.setUint8(i, kind.magic.charCodeAt(i));
  view.setUint32(8, kind.versions.at(-1)!, true);
  view.setUint32(12, json.length, true);
  head.set(json, PREFIX_BYTES);
  const hash = digest();
  hash.update(head);
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
