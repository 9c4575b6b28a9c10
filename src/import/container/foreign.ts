/** Other kinds of file: told by how they start, so that a refusal can say what a file is and what to do. */

import { damaged } from "../damage.js";
import { Refusal } from "../refusal.js";
import { containerOf, startsWith } from "./unpack.js";

/** A kind of file that is no pickle. */
interface Kind {
  readonly what: string;
  readonly remedy: string;
}

const OTHER_LIBRARY = "only models of scikit-learn can be imported";
const SAVE_AGAIN = "save the model again with joblib.dump(model, file)";
const UNPACK = "unpack it and import the file in it";
const DOWNLOAD = "download the file itself (the raw file, not its page)";

const kind = (what: string, remedy: string): Kind => ({ what, remedy });

/** Starts of files, as latin-1. None is the start of a pickle that holds a model. */
const STARTS: readonly (readonly [start: string, kind: Kind])[] = [
  [
    "version https://git-lfs",
    kind("a pointer of Git LFS that stands for the file", "fetch the file with `git lfs pull`"),
  ],
  ["\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.", kind("a model of torch", OTHER_LIBRARY)],
  ["\x89HDF\r\n", kind("an HDF5 file, as keras writes it", OTHER_LIBRARY)],
  ["\x93NUMPY", kind("an array of numpy (.npy)", "give the dump of the model")],
  ["\x5d\0\0", kind("an lzma file of the older format", "pack it as xz: joblib.dump(model, file, compress=('xz', 3))")],
  ["\x04\x22\x4d\x18", kind("an lz4 file", SAVE_AGAIN)],
  ["\x28\xb5\x2f\xfd", kind("a zstd file", UNPACK)],
  ["7z\xbc\xaf\x27\x1c", kind("a 7z archive", UNPACK)],
  ["Rar!", kind("a RAR archive", UNPACK)],
  ["NGMODEL\0", kind("a model of newsgroups already", "use it as it is: newsgroups predict -m")],
  ["NGCOUNTS", kind("a counts file of newsgroups", "make a model of it with `newsgroups dump`")],
  ["PAR1", kind("a table in Parquet", "give the dump of the model")],
  ["RDX", kind("data of R", OTHER_LIBRARY)],
  ["RDA", kind("data of R", OTHER_LIBRARY)],
  ["X\n\0\0\0\x02\0", kind("data of R", OTHER_LIBRARY)],
  ["X\n\0\0\0\x03\0", kind("data of R", OTHER_LIBRARY)],
  ["GGUF", kind("a GGUF model", OTHER_LIBRARY)],
  ["CBM1", kind("a model of CatBoost", OTHER_LIBRARY)],
  ["binf", kind("a model of XGBoost", OTHER_LIBRARY)],
  ["tree\nversion=", kind("a model of LightGBM", OTHER_LIBRARY)],
  ["\xba\x16\x4f\x2f", kind("a model of fastText", OTHER_LIBRARY)],
  ["SQLite format 3\0", kind("a database of SQLite", "give the dump of the model")],
  ["%PDF", kind("a PDF document", DOWNLOAD)],
];

/** Names of members by which zip archives are told apart. */
const ZIPPED: readonly (readonly [name: string, kind: Kind])[] = [
  ["data.pkl", kind("a model of torch", OTHER_LIBRARY)],
  [
    "schema.json",
    kind("a model in the format of skops", "load it with skops.io.load and save it with joblib.dump(model, file)"),
  ],
  ["model.weights.h5", kind("a model of keras", OTHER_LIBRARY)],
  [".npy", kind("arrays of numpy (.npz)", "give the dump of the model")],
];
const ZIP: Kind = kind("a zip archive", UNPACK);
const ZIP_START = "PK\x03\x04";

/** A zip archive lists its members at its end; a list of this size has some hundred. */
const ZIP_LIST_BYTES = 2 ** 16;

/** Texts: how they start, after white space. */
const TEXTS: readonly (readonly [start: RegExp, kind: Kind])[] = [
  [/^<\?xml|^<PMML/i, kind("a document of XML", OTHER_LIBRARY)],
  [/^</, kind("a page of HTML", DOWNLOAD)],
  [/^[{[]/, kind("a text of JSON", OTHER_LIBRARY)],
];
/** As much of the start as texts are told by. */
const TEXT_BYTES = 100;
const PROTO = 0x80;

/**
 * Requires that a file is not known to be something else than a pickle.
 *
 * @param bytes the file, unpacked.
 * @throws Refusal `foreign`; `damaged` if it is empty.
 */
export function requirePickle(bytes: Uint8Array, isUnpacked: boolean): void {
  if (bytes.length === 0) throw damaged(isUnpacked ? "it unpacks to nothing" : "the file is empty");
  const found = kindOf(bytes, isUnpacked);
  if (found) throw notPickle(found);
}

/** A refusal of a file that is of no known kind, and does not start as a pickle. */
export function unknownKind(bytes: Uint8Array): Refusal {
  const start = Buffer.from(bytes.subarray(0, 8))
    .toString("hex")
    .replaceAll(/..(?=.)/g, "$& ");
  return notPickle(kind(`it starts with the bytes ${start}`, "give a file that joblib.dump or pickle.dump wrote"));
}

const notPickle = ({ what, remedy }: Kind): Refusal => new Refusal("foreign", `not a pickle: ${what}; ${remedy}`);

function kindOf(bytes: Uint8Array, isUnpacked: boolean): Kind | undefined {
  if (isUnpacked && containerOf(bytes) !== "raw") return kind("it is packed twice", UNPACK);
  const known = STARTS.find(([start]) => startsWith(bytes, start));
  if (known) return known[1];
  if (startsWith(bytes, ZIP_START)) return zipKind(bytes);
  if (bytes[0] === PROTO) return undefined;
  if (isTar(bytes)) return kind("a tar archive", UNPACK);
  if (isProtobuf(bytes)) return kind("a protobuf, as ONNX and TensorFlow write it", OTHER_LIBRARY);
  if (isSafetensors(bytes)) return kind("a file of safetensors", OTHER_LIBRARY);
  const text = Buffer.from(bytes.subarray(0, TEXT_BYTES)).toString("utf8").trimStart();
  return TEXTS.find(([start]) => start.test(text))?.[1];
}

function zipKind(bytes: Uint8Array): Kind {
  const list = Buffer.from(bytes.subarray(Math.max(0, bytes.length - ZIP_LIST_BYTES)));
  return ZIPPED.find(([name]) => list.includes(name, 0, "latin1"))?.[1] ?? ZIP;
}

const isTar = (bytes: Uint8Array): boolean => startsWith(bytes.subarray(257, 262), "ustar");

/** Field 1, a small number (the version of the format); then a field of text. No opcode is 8. */
const isProtobuf = (bytes: Uint8Array): boolean => bytes[0] === 0x08 && bytes[1]! < 0x20 && (bytes[2]! & 0x07) === 0x02;

/** The length of a header in 8 bytes, and the header, which is JSON. */
const isSafetensors = (bytes: Uint8Array): boolean => startsWith(bytes.subarray(5, 10), '\0\0\0{"');
