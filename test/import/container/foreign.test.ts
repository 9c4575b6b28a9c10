/** Files that are no pickles: each is refused with what it is and what to do. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bytesOf, dumpOf, little, refusalOf } from "../assembler.js";

/** A zip archive with members of these names. */
const zip = (...names: string[]): Uint8Array =>
  bytesOf("PK\x03\x04", ...names.map((name) => `PK\x01\x02${name}`), "PK\x05\x06");

const FILES: readonly (readonly [what: string, file: Uint8Array, message: RegExp])[] = [
  [
    "a pointer of Git LFS",
    bytesOf("version https://git-lfs.github.com/spec/v1\noid sha256:0"),
    /Git LFS.*git lfs pull/,
  ],
  ["a page of HTML", bytesOf("\n\n<!DOCTYPE html><html>"), /a page of HTML; download the file itself/],
  ["PMML", bytesOf('<?xml version="1.0"?><PMML>'), /a document of XML/],
  ["JSON", bytesOf('{"version": 1}'), /a text of JSON/],
  ["a list of JSON", bytesOf(" [1, 2]"), /a text of JSON/],
  ["torch", zip("archive/data.pkl", "archive/version"), /a model of torch; only models of scikit-learn/],
  ["torch before 1.6", bytesOf("\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03."), /a model of torch/],
  ["skops", zip("schema.json", "1.npy"), /format of skops; load it with skops\.io\.load/],
  ["keras 3", zip("metadata.json", "model.weights.h5"), /a model of keras/],
  ["keras 2", bytesOf("\x89HDF\r\n\x1a\n"), /HDF5/],
  ["npz", zip("a.npy"), /arrays of numpy \(\.npz\)/],
  ["npy", bytesOf("\x93NUMPY\x01\0"), /an array of numpy \(\.npy\)/],
  ["another zip", zip("model.pkl"), /a zip archive; unpack it/],
  ["a tar", bytesOf("model.pkl", "\0".repeat(248), "ustar"), /a tar archive; unpack it/],
  ["ONNX", bytesOf("\x08\x08\x12\x08skl2onnx"), /ONNX/],
  ["safetensors", bytesOf(little(100, 8), '{"a":{}}'), /safetensors/],
  ["Parquet", bytesOf("PAR1"), /Parquet/],
  ["RData", bytesOf("RDX3\nX\n"), /data of R/],
  ["RDS", bytesOf("X\n\0\0\0\x03\0\x04"), /data of R/],
  ["LightGBM", bytesOf("tree\nversion=v3"), /LightGBM/],
  ["lzma of the older format", dumpOf("lzma"), /an lzma file of the older format; pack it as xz/],
  ["lz4", bytesOf("\x04\x22\x4d\x18"), /an lz4 file; save the model again/],
  ["zstd", bytesOf("\x28\xb5\x2f\xfd"), /a zstd file; unpack it/],
  ["7z", bytesOf("7z\xbc\xaf\x27\x1c"), /a 7z archive/],
  ["a model of newsgroups", bytesOf("NGMODEL\0"), /a model of newsgroups already; use it as it is/],
  ["counts of newsgroups", bytesOf("NGCOUNTS"), /a counts file of newsgroups/],
  ["a pickle packed twice", gzipSync(gzipSync("N.")), /it is packed twice/],
  ["a gzipped tar", gzipSync(bytesOf("model.pkl", "\0".repeat(248), "ustar")), /a tar archive/],
  [
    "a text",
    bytesOf("Hello, this is no model."),
    /it starts with the bytes 48 65 6c 6c 6f 2c 20 74; give a file that joblib\.dump/,
  ],
  ["a script", bytesOf("import joblib\nmodel = 1\n"), /it starts with the bytes 69 6d/],
  ["zeros", bytesOf("\0\0\0\0"), /it starts with the bytes 00 00 00 00/],
];

describe("a file that is no pickle is refused by name:", () => {
  it.each(FILES)("%s", async (_what, file, message) => {
    expect(await refusalOf(file)).toMatchObject({
      code: "foreign",
      message: expect.stringMatching(new RegExp(`^not a pickle: .*${message.source}`)),
    });
  });

  it("an empty file", async () => {
    expect(await refusalOf(bytesOf())).toMatchObject({
      code: "damaged",
      message: expect.stringMatching(/the file is empty/),
    });
  });
});
