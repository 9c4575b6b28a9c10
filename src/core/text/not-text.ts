/** What is no text: the bytes of a picture, an archive, a program → what they are. They are refused, and not decoded. */

import { markedEncoding } from "./decode.js";

/** A kind of file by the bytes that it has at an offset; "?" stands for any byte. */
type Signature = readonly [kind: string, bytes: string, offset?: number];

/**
 * Looked for where bytes seem to be binary: their first is no ASCII character of a text, or there are NULs or many control characters. So a
 * text may begin with `BM` or `MZ`.
 */
const SIGNATURES: readonly Signature[] = [
  ["a PNG image", "\x89PNG\r\n\x1a\n"],
  ["a JPEG image", "\xff\xd8\xff"],
  ["a JPEG 2000 image", "\0\0\0\x0cjP"],
  ["a TIFF image", "II*\0"],
  ["a TIFF image", "MM\0*"],
  ["a Photoshop image", "8BPS\0"],
  ["an icon", "\0\0\x01\0"],
  ["an Office document", "PK\x03\x04??????????????????????????[Content_Types].xml"],
  ["an OpenDocument file or an e-book", "PK\x03\x04??????????????????????????mimetype"],
  ["a zip archive", "PK\x03\x04"],
  ["a zip archive", "PK\x05\x06"],
  ["a gzip file", "\x1f\x8b\x08"],
  ["a file of compress", "\x1f\x9d"],
  ["a bzip2 file", "BZh?\x17\x72\x45\x38\x50\x90"],
  ["an xz file", "\xfd7zXZ\0"],
  ["an lz4 file", "\x04\x22\x4d\x18"],
  ["a 7z archive", "7z\xbc\xaf\x27\x1c"],
  ["a RAR archive", "Rar!\x1a\x07"],
  ["a cabinet archive", "MSCF\0\0"],
  ["a tar archive", "ustar\0", 257],
  ["a tar archive", "ustar  \0", 257],
  ["a program (ELF)", "\x7fELF"],
  ["a program (Mach-O)", "\xcf\xfa\xed\xfe"],
  ["a program (Mach-O)", "\xce\xfa\xed\xfe"],
  ["a program (Mach-O)", "\xfe\xed\xfa\xce"],
  ["a program (Mach-O)", "\xfe\xed\xfa\xcf"],
  ["a program (Java class or Mach-O)", "\xca\xfe\xba\xbe"],
  ["a program (WebAssembly)", "\0asm"],
  ["an Office document of the old kind (OLE2)", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
  ["an SQLite database", "SQLite format 3\0"],
  ["a font", "\0\x01\0\0\0"],
  ["a font", "OTTO\0"],
  ["a NumPy array", "\x93NUMPY"],
  ["a pickle", "\x80\x02"],
  ["a pickle", "\x80\x03"],
  ["a pickle", "\x80\x04\x95"],
  ["a pickle", "\x80\x05\x95"],
  ["an HDF5 file", "\x89HDF\r\n\x1a\n"],
  ["an Ogg file", "OggS\0"],
  ["an MP4 file", "\0\0\0?ftyp"],
  ["a MIDI file", "MThd\0\0\0\x06"],
  ["a Matroska or WebM file", "\x1a\x45\xdf\xa3"],
  ["an MPEG video", "\0\0\x01\xba"],
  ["an MPEG video", "\0\0\x01\xb3"],
  ["a GIF image", "GIF87a"],
  ["a GIF image", "GIF89a"],
  ["a BMP image", "BM"],
  ["a WebP image", "RIFF????WEBP"],
  ["a WAV file", "RIFF????WAVE"],
  ["an AVI video", "RIFF????AVI "],
  ["a FLAC file", "fLaC"],
  ["an MP3 file", "ID3"],
  ["a program (Windows)", "MZ"],
  ["a font", "wOFF"],
  ["a font", "wOF2"],
  ["a font", "ttcf"],
  ["an archive of ar", "!<arch>\n"],
  ["a tar archive", "ustar", 257],
];

/** Files that may have no byte that is binary: their second sign is what follows the letters. */
const PRINTABLE: readonly (readonly [kind: string, start: RegExp])[] = [
  ["a PDF document", /^%PDF-\d\.\d\s*[\r\n]/],
  ["an SVG image", /^(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg\s/i],
  ["an RTF document", /^\{\\rtf1?\s*[\\{]/],
  ["a bzip2 file", /^BZh[1-9]1AY&SY/],
  ["a zstd file", /^\(\xb5\/\xfd/],
];

/** Bytes at the start that are looked at for control characters. */
const SAMPLE = 512;
/** More control characters in the sample than this number and this share make it binary. */
const FEW_CONTROLS = 4;
const FEW_SHARE = 0.03;

/**
 * Tells what bytes are that are no text: those with the signature of another kind of file, with a NUL, or with many control characters in
 * their first 512 bytes. A text with yEnc in it has those, and is one.
 *
 * @returns undefined for a text; else the kind with its article, such as `a PNG image`.
 */
export function nameBinary(bytes: Uint8Array): string | undefined {
  const marked = markedEncoding(bytes);
  if (marked !== undefined && marked !== "UTF-8") return undefined;
  const first = bytes[0] ?? BLANK;
  const hasNul = bytes.indexOf(0) >= 0;
  const isBinary = hasNul || hasManyControls(bytes);
  if (PRINTABLE_STARTS.includes(first)) {
    const start = latin1(bytes.subarray(0, PRINTABLE_SIZE));
    const printable = PRINTABLE.find(([, pattern]) => pattern.test(start));
    if (printable) return printable[0];
  }
  if (!isBinary && first >= BLANK && first < DELETE) return undefined;
  const signature = SIGNATURES.find(([, signed, offset = 0]) => isSigned(bytes, signed, offset));
  if (signature) return signature[0];
  if (!isBinary) return undefined;
  if (!hasNul) return "binary data (many control characters)";
  return isUtf16(bytes) ? "UTF-16 without a byte order mark" : "binary data (NUL bytes)";
}

const BLANK = 0x20;
const DELETE = 0x7f;
/** `%`, `{`, `B`, `(` and `<`: the first characters of {@link PRINTABLE}. */
const PRINTABLE_STARTS = [0x25, 0x7b, 0x42, 0x28, 0x3c];
/** What comes before the element of an SVG image is hardly longer. */
const PRINTABLE_SIZE = 400;

function isSigned(bytes: Uint8Array, signed: string, offset: number): boolean {
  for (let i = 0; i < signed.length; i++) {
    const unit = signed.charCodeAt(i);
    if (unit !== ANY && bytes[offset + i] !== unit) return false;
  }
  return true;
}

const ANY = "?".charCodeAt(0);

/** Whether the sample has many control characters other than those of text: BS to CR, SO, SI and ESC, and those of yEnc. */
function hasManyControls(bytes: Uint8Array): boolean {
  const size = Math.min(bytes.length, SAMPLE);
  let controls = 0;
  for (let i = 0; i < size; i++) {
    const byte = bytes[i]!;
    if (byte < BLANK && (byte < 0x08 || (byte > 0x0f && byte !== 0x1b))) controls++;
  }
  if (controls <= FEW_CONTROLS || controls <= FEW_SHARE * size) return false;
  return !latin1(bytes.subarray(0, size)).includes("=ybegin ");
}

/** Whether nearly all NULs stand at even or at odd offsets, and at a good part of them: letters beyond ASCII have none. */
function isUtf16(bytes: Uint8Array): boolean {
  const size = Math.min(bytes.length, SAMPLE);
  const nuls = [0, 0];
  for (let i = 0; i < size; i++) if (bytes[i] === 0) nuls[i % 2]!++;
  const [fewer, more] = nuls.sort((a, b) => a - b) as [number, number];
  return 8 * more >= size && 20 * fewer <= more;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
