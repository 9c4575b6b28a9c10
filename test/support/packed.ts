/** Two documents of NDJSON, packed by the programs that people pack with. */

import { gzipSync } from "node:zlib";
import type { Packing } from "../../src/unpack/packing.js";

export const NDJSON = '{"text":"one","label":"a"}\n{"text":"two","label":"b"}\n';

const base64 = (text: string): Buffer => Buffer.from(text, "base64");

/** By gzip; by Python's `bz2.compress` and `lzma.compress`; by zstd 1.5 with its checksum. */
export const PACKED: Readonly<Record<Packing, Buffer>> = {
  gzip: gzipSync(NDJSON),
  bz2: base64("QlpoOTFBWSZTWZx8v78AABlZgAAQEAQAEDIFhMogACEohpkyNCmAALHnhRBAti1VIji4O6IJGJ9ixUZizJ8XckU4UJCcfL+/"),
  xz: base64(
    "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AA1ACddAD2IioaUiBPg84lKecGckhljk1e+91wtLvqamDnU9h9nf+CRzUfgAAAAOHoJe6om93MAAUM2dDxoNB+2830BAAAAAARZWg==",
  ),
  zstd: base64("KLUv/QRYXQEAJAJ7InRleHQiOiJvbmUiLCJsYWJlbCI6ImEifQp0d29iIn0KAgDAjL2YY2iy8eQ="),
};

/** The usual endings. */
export const PACKED_ENDINGS: Readonly<Record<Packing, string>> = { gzip: "gz", bz2: "bz2", xz: "xz", zstd: "zst" };

/** 32 MiB of zeros by Python's `bz2.compress`. */
export const BZ2_OF_ZEROS: Buffer = base64("QlpoOTFBWSZTWaIgopoBAQHAAMAAAAggADCAKRtoAgGiAQDi7kinChIURBRTQA==");
