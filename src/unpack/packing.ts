/** Packings: what one file can be compressed by, told by its first bytes. */

/** The forms of compression that are read. */
export type Packing = "gzip" | "bz2" | "xz" | "zstd";

const MAGICS: readonly (readonly [magic: readonly number[], packing: Packing])[] = [
  [[0x1f, 0x8b], "gzip"],
  [[0x42, 0x5a, 0x68], "bz2"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz"],
  [[0x28, 0xb5, 0x2f, 0xfd], "zstd"],
];

/** What bzip2 data have behind their level: a block, or their end. A text may begin with the rest. */
const BZ2_PARTS: readonly number[] = [0x31, 0x17];

/** Tells by what a file is compressed; undefined if by nothing. */
export function packingOf(start: Uint8Array): Packing | undefined {
  const packing = MAGICS.find(([magic]) => magic.every((byte, i) => start[i] === byte))?.[1];
  return packing === "bz2" && !BZ2_PARTS.includes(start[4] ?? -1) ? undefined : packing;
}

/** The endings of compressed files, and of archives whose ending says both. */
const ENDINGS: readonly (readonly [ending: RegExp, instead: string])[] = [
  [/\.(?:gz|bz2|xz|zst|zstd)$/i, ""],
  [/\.(?:tgz|tbz2?|txz|tzst)$/i, ".tar"],
];

/** The name of what is in a compressed file: `a.csv` for `a.csv.gz`, `a.tar` for `a.tgz`. */
export function unpackedName(name: string): string {
  for (const [ending, instead] of ENDINGS) if (ending.test(name)) return name.replace(ending, instead);
  return name;
}
