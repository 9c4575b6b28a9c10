/** Container files to order: the parts of a true file, changed at will and laid out again with the right digest. */

import { createHash } from "node:crypto";

export interface Parts {
  readonly magic: string;
  readonly version: number;
  /** How long the header is said to be. */
  readonly headerBytes: number;
  readonly json: Uint8Array;
  readonly headerPadding: Uint8Array;
  /** The sections with their padding. */
  readonly body: Uint8Array;
}

/** Zeros up to the next multiple of 8. */
export const paddingOf = (bytes: number): Uint8Array => new Uint8Array((8 - (bytes % 8)) % 8);

export function partsOf(file: Uint8Array): Parts {
  const bytes = Buffer.from(file);
  const headerBytes = bytes.readUInt32LE(12);
  const start = 16 + headerBytes + paddingOf(headerBytes).length;
  return {
    magic: bytes.toString("latin1", 0, 8),
    version: bytes.readUInt32LE(8),
    headerBytes,
    json: bytes.subarray(16, 16 + headerBytes),
    headerPadding: bytes.subarray(16 + headerBytes, start),
    body: bytes.subarray(start, -32),
  };
}

/** The file of these parts; only its digest is as it should be. */
export function forged({ magic, version, headerBytes, json, headerPadding, body }: Parts): Uint8Array {
  const prefix = Buffer.alloc(16);
  prefix.write(magic, "latin1");
  prefix.writeUInt32LE(version, 8);
  prefix.writeUInt32LE(headerBytes, 12);
  const content = Buffer.concat([prefix, json, headerPadding, body]);
  return Uint8Array.from(Buffer.concat([content, createHash("sha256").update(content).digest()]));
}

/** The file with another header, of which length and padding are right. */
export function withHeader(file: Uint8Array, json: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(json);
  return forged({
    ...partsOf(file),
    headerBytes: bytes.length,
    json: bytes,
    headerPadding: paddingOf(bytes.length),
  });
}

/** An object's keys, each with the JSON of its value, so that one can be there twice or in another place. */
export type Entries = readonly (readonly [key: string, json: string])[];

/** The file with other entries in its header. */
export function withEntries(file: Uint8Array, change: (entries: Entries) => Entries): Uint8Array {
  const header = JSON.parse(Buffer.from(partsOf(file).json).toString()) as object;
  return withHeader(file, jsonOf(change(entriesOf(header))));
}

/** The file with another table of sections. */
export function withTable(file: Uint8Array, change: (entries: Entries) => Entries): Uint8Array {
  return withEntries(file, (entries) => [
    ...entries.slice(0, -1),
    ["sections", jsonOf(change(entriesOf(JSON.parse(entries.at(-1)![1]) as object)))],
  ]);
}

const entriesOf = (value: object): Entries => Object.entries(value).map(([key, one]) => [key, JSON.stringify(one)]);
const jsonOf = (entries: Entries): string =>
  `{${entries.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join()}}`;
