// @ts-check
/** The dumps to damage: every file of the fixtures of test/scikit-learn, and the pickle in it. */

import { readdirSync, readFileSync } from "node:fs";
import { deflateSync, gzipSync } from "node:zlib";
import { containerOf, unpack } from "../../../dist/import/container/unpack.js";
import { artifactOf } from "../imported.js";

const FIXTURES = new URL("../../scikit-learn/fixtures/", import.meta.url);

/** Every byte of pickles up to this size is visited. Two versions have all containers and layouts. */
const TINY_BYTES = 2500;
const VISITED = /^(1\.9\.1|0\.18\.2)\//;

/**
 * @typedef {object} Dump a file that is damaged
 * @property {string} name folder and file
 * @property {"dump"} format
 * @property {string} group what it is counted as in the summary
 * @property {boolean} tiny
 * @property {boolean} costly
 * @property {Uint8Array} bytes as on disk
 * @property {Uint8Array | undefined} pickle what it holds; undefined if that cannot be packed again
 * @property {(pickle: Uint8Array) => Uint8Array} pack packs another pickle in the same way
 * @property {(bytes: Uint8Array) => import("../../../dist/import/read-dump.js").DumpFile[]} withOthers the files that are imported
 * together, with these bytes in the place of its own
 */

/** All files that are made of one dump or belong to one. */
export async function makeDumps() {
  const dumps = [];
  for (const version of readdirSync(FIXTURES).sort()) {
    const folder = new URL(`${version}/`, FIXTURES);
    const { fixtures } = JSON.parse(readFileSync(new URL("answers.json", folder), "utf8"));
    for (const { files } of fixtures) dumps.push(...(await dumpsOf(version, folder, files)));
  }
  return dumps;
}

/** @returns {Promise<Dump[]>} */
async function dumpsOf(version, folder, files) {
  // A slice of a Buffer would be a view.
  const contents = new Map(files.map((file) => [file, Uint8Array.from(readFileSync(new URL(file, folder)))]));
  return Promise.all(
    files.map(async (file) => {
      const bytes = contents.get(file);
      const name = `${version}/${file}`;
      const { pickle, pack, container } = await unpacked(file, bytes);
      const tiny = VISITED.test(name) && (pickle ?? bytes).length <= TINY_BYTES;
      const withOthers = (damaged) => imported(new Map([...contents, [file, damaged]]));
      return {
        name,
        format: "dump",
        group: `dumps, ${container}`,
        tiny,
        costly: false,
        bytes,
        pickle,
        pack,
        withOthers,
      };
    }),
  );
}

/** Models of all kinds of vectorizers and classifiers: those of 1.9.1, and what only older versions have. The first are tiny. */
const IMPORTED = [
  ...[
    "nb-one-class",
    "text-hashing",
    "ovr-multinomial-two",
    "calibrated-isotonic-two",
    "calibrated-sigmoid",
    "text-union",
  ],
  ...[
    "calibrated-temperature-multinomial",
    "sgd-modified-huber",
    "text-float32-logistic",
    "text-stop-words-bigrams",
    "ridge-float32",
  ],
  ...[
    "text-char-accents",
    "text-scaler-clip",
    "text-pattern-lazy",
    "nb-bernoulli-binarize",
    "calibrated-float32",
    "ovr-tied",
    "classes-bool",
  ],
].map((name) => `1.9.1/${name}.joblib`);
const TINY_IMPORTED = 2;

/** Artifacts of models that were imported. @param {Dump[]} dumps what {@link makeDumps} gave. */
export function makeImported(dumps) {
  return Promise.all(
    IMPORTED.map(async (dump, i) => {
      const { withOthers, bytes } = dumps.find(({ name }) => name === dump);
      return {
        name: `imported ${dump}`,
        format: "imported",
        group: "imported models",
        tiny: i < TINY_IMPORTED,
        costly: false,
        bytes: await artifactOf(withOthers(bytes)),
      };
    }),
  );
}

/** Files of numpy lie beside the dump, which names them. */
function imported(contents) {
  const isBeside = (file) => file.endsWith(".npy");
  return [...contents]
    .filter(([file]) => !isBeside(file))
    .map(([name, bytes]) => ({ name, bytes, beside: (/** @type {string} */ other) => contents.get(other) }));
}

async function unpacked(file, bytes) {
  if (file.endsWith(".npy")) return { container: "npy", pack: asItIs };
  const container = containerOf(bytes);
  try {
    const { bytes: pickle } = await unpack(bytes);
    const pack = PACKERS[container];
    if (!pack) return { container, pack: asItIs };
    return { container, pickle: container === "raw" ? bytes : Uint8Array.from(pickle), pack };
  } catch {
    // Some fixtures are to be refused.
    return { container, pack: asItIs };
  }
}

const asItIs = (bytes) => bytes;
const deflated = (bytes) => deflateSync(bytes, { level: 1 });

/** Ways to pack a pickle, by container. Node has none for bzip2 and xz: of those, the packed bytes alone are damaged. */
export const PACKERS = {
  raw: asItIs,
  zlib: deflated,
  gzip: (bytes) => gzipSync(bytes, { level: 1 }),
  zf: (bytes) => Buffer.concat([Buffer.from(`ZF0x${bytes.length.toString(16)}`.padEnd(21)), deflated(bytes)]),
};
