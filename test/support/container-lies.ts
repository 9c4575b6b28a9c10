/** Each way in which the container of a file can lie, by the code with which it is refused. */

import type { FileFault } from "../../src/core/errors.js";
import { type Entries, forged, paddingOf, partsOf, withEntries, withHeader, withTable } from "./forged-container.js";

/** Files that lie, by what they lie about in plain words; each is made of a true one. */
export type Lies<Truth> = Readonly<Record<string, (truth: Truth) => Uint8Array>>;

type ContainerFault = Extract<
  FileFault,
  | "too-short"
  | "magic"
  | "version"
  | "header-length"
  | "header-json"
  | "header-keys"
  | "header-value"
  | "section-bounds"
  | "section-overlap"
  | "section-gap"
  | "trailing-bytes"
  | "digest"
>;

const swappedEnds = (entries: Entries): Entries => [entries.at(-1)!, ...entries.slice(1, -1), entries[0]!];
/** The first two under one key, as if their names had been joined by a comma. */
const joined = ([one, two, ...rest]: Entries): Entries => [[`${one![0]},${two![0]}`, one![1]], ...rest];
const lastPlace = (change: (offset: number, length: number) => unknown) => (file: Uint8Array) =>
  withTable(file, (entries) => {
    const [name, json] = entries.at(-1)!;
    const [offset, length] = JSON.parse(json) as [number, number];
    return [...entries.slice(0, -1), [name, JSON.stringify(change(offset, length))]];
  });
const withBody = (file: Uint8Array, change: (body: Uint8Array) => Uint8Array): Uint8Array => {
  const parts = partsOf(file);
  return forged({ ...parts, body: change(parts.body) });
};
const longer = (by: number) => (file: Uint8Array) =>
  withBody(file, (body) => Buffer.concat([body, new Uint8Array(by)]));
const flipped = (file: Uint8Array, at: number): Uint8Array => file.with(at, file.at(at)! ^ 1);

/** Where the padding of some section starts in the body. */
function sectionPadding(file: Uint8Array): number {
  const { json } = partsOf(file);
  const { sections } = JSON.parse(Buffer.from(json).toString()) as { sections: Record<string, [number, number]> };
  const [offset, length] = Object.values(sections).find(([, bytes]) => bytes % 8 !== 0)!;
  return offset + length;
}

/** A header that does not end at a multiple of 8: the last number before its table of sections gets more digits. */
function withHeaderPadding(file: Uint8Array): Uint8Array {
  const { json } = partsOf(file);
  if (json.length % 8 !== 0) return file;
  return withHeader(
    file,
    Buffer.from(json)
      .toString()
      .replace(/"features":\d/, "$&0"),
  );
}

const nested = (open: string, close: string) => (file: Uint8Array) =>
  withEntries(file, ([first, ...rest]) => [[first![0], `${open.repeat(2e5)}1${close.repeat(2e5)}`], ...rest]);
const saying = (json: string) => (file: Uint8Array) => withHeader(file, json);
const saidBytes = (headerBytes: number) => (file: Uint8Array) => forged({ ...partsOf(file), headerBytes });

/** What any container can lie about; the truth is the file. */
export const CONTAINER_LIES: Readonly<Record<ContainerFault, Lies<Uint8Array>>> = {
  "too-short": {
    "a file of no bytes": () => new Uint8Array(),
    "a file of 47 bytes": (file) => file.subarray(0, 47),
  },
  magic: {
    "another magic number": (file) => forged({ ...partsOf(file), magic: "NGOTHER\0" }),
    text: () => Buffer.from("Once upon a time there was a file of another kind altogether."),
  },
  version: {
    "a newer version": (file) => forged({ ...partsOf(file), version: 99 }),
    "version 0": (file) => forged({ ...partsOf(file), version: 0 }),
  },
  "header-length": {
    "a header longer than the file": (file) => saidBytes(file.length)(file),
    "a header that runs into the digest": (file) => saidBytes(file.length - 16 - 31)(file),
    "a header of 4 GiB": saidBytes(0xffffffff),
    "a header of more than 2 MiB, which is there": (file) => withHeader(file, new Uint8Array(2 ** 21 + 1)),
  },
  "header-json": {
    "a header of no bytes": saying(""),
    "a header of zeros": (file) => withHeader(file, new Uint8Array(100)),
    "a header that is cut off": (file) => withHeader(file, partsOf(file).json.subarray(0, -1)),
    "a header that is null": saying("null"),
    "a header that is a number": saying("1"),
    "a header that is a list": saying("[]"),
    "17 lists in each other": (file) =>
      withEntries(file, ([first, ...rest]) => [[first![0], `${"[".repeat(16)}"\\"]"${"]".repeat(16)}`], ...rest]),
    "200,000 lists in each other": nested("[", "]"),
    "200,000 objects in each other": nested('{"a":', "}"),
  },
  "header-keys": {
    "an empty header": saying("{}"),
    "a key twice": (file) => withEntries(file, ([first, ...rest]) => [first!, first!, ...rest]),
    "an unknown key": (file) => withEntries(file, (entries) => [["author", "1"], ...entries]),
    "a key __proto__": (file) => withEntries(file, (entries) => [["__proto__", "{}"], ...entries]),
    "a missing key": (file) => withEntries(file, (entries) => entries.slice(1)),
    "no table of sections": (file) => withEntries(file, (entries) => entries.slice(0, -1)),
    "keys in another order": (file) => withEntries(file, swappedEnds),
    "two keys joined to one": (file) => withEntries(file, joined),
    "white space": (file) => withHeader(file, `${Buffer.from(partsOf(file).json)} `),
    "a letter as an escape": (file) =>
      withHeader(file, Buffer.from(partsOf(file).json).toString().replace("features", "\\u0066eatures")),
    "bytes that are not UTF-8": (file) => {
      const { json } = partsOf(file);
      return withHeader(file, json.with(Buffer.from(json).indexOf("features"), 0xff));
    },
    "a section twice": (file) => withTable(file, ([first, ...rest]) => [first!, first!, ...rest]),
    "an unknown section": (file) => withTable(file, (entries) => [...entries, ["more", "[0,0]"]]),
    "a missing section": (file) => withTable(file, (entries) => entries.slice(0, -1)),
    "sections in another order": (file) => withTable(file, swappedEnds),
    "two sections joined to one": (file) => withTable(file, joined),
    "null for a table of sections": (file) =>
      withEntries(file, (entries) => [...entries.slice(0, -1), ["sections", "null"]]),
    "a list for a table of sections": (file) =>
      withEntries(file, (entries) => [...entries.slice(0, -1), ["sections", "[]"]]),
  },
  "header-value": {
    "a section whose place is a number": lastPlace((offset) => offset),
    "a section whose place is null": lastPlace(() => null),
    "a section without a length": lastPlace((offset) => [offset]),
    "a section with three numbers": lastPlace((offset, length) => [offset, length, length]),
    "a section at a negative place": lastPlace((_, length) => [-8, length]),
    "a section of negative length": lastPlace((offset) => [offset, -8]),
    "a section of half a byte": lastPlace((offset) => [offset, 0.5]),
    "a section of 2^53 bytes": lastPlace((offset) => [offset, 2 ** 53]),
    "a section whose length is text": lastPlace((offset, length) => [offset, `${length}`]),
  },
  "section-bounds": {
    "a section that ends behind the file": lastPlace((offset, length) => [offset, length + 8]),
    "a section of 2^53 - 1 bytes": lastPlace((offset) => [offset, 2 ** 53 - 1]),
    "a section at 2^53 - 1": lastPlace((_, length) => [2 ** 53 - 1, length]),
    "a file that ends within its sections": (file) => withBody(file, (body) => body.subarray(0, -8)),
    "a file that ends within the last padding": (file) => withBody(file, (body) => body.subarray(0, -1)),
  },
  "section-overlap": {
    "a section that begins within the one before": lastPlace((offset, length) => [offset - 8, length]),
    "a section that begins with the file's sections": lastPlace((_, length) => [0, length]),
    "a section that begins in padding": lastPlace((offset, length) => [offset - 1, length]),
  },
  "section-gap": {
    "a section 8 bytes behind the one before": (file) =>
      longer(8)(lastPlace((offset, length) => [offset + 8, length])(file)),
    "something behind a section": (file) => withBody(file, (body) => body.with(sectionPadding(file), 1)),
    "something behind the header": (file) => {
      const padded = withHeaderPadding(file);
      const parts = partsOf(padded);
      return forged({ ...parts, headerPadding: parts.headerPadding.with(-1, 1) });
    },
  },
  "trailing-bytes": {
    "eight zeros behind the sections": longer(8),
    "one byte behind the sections": longer(1),
    "a mebibyte behind the sections": longer(2 ** 20),
  },
  digest: {
    "a section changed after the digest was made": (file) => flipped(file, -33 - paddingOf(1).length),
    "another digest": (file) => flipped(file, -1),
  },
};
