// @ts-check
/**
 * The peers: scikit-learn and fastText, run by the scripts of bench/peers. A peer that is not installed is skipped, and the
 * table says why. Models are trained when first needed and kept in the work folder.
 */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "./measure.js";
import { oneAfterTheOther } from "./newsgroups.js";

/** Debian's packages belong to this Python, which need not be the first on the path. */
export const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

/** What a line of Python prints; undefined if Python, or a module that it imports, is missing. */
export const python = (code) => {
  const { status, stdout } = spawnSync(PYTHON, ["-c", code], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};
const packageVersion = (name) => {
  const { stdout } = spawnSync("dpkg", ["-s", name], { encoding: "utf8" });
  return /^Version: (.*)$/m.exec(stdout ?? "")?.[1];
};
const hasFastText = spawnSync("fasttext").error === undefined;

/** Versions; undefined for what is not installed. */
export const versions = {
  python: python("import platform; print(platform.python_version())"),
  scikitLearn: python("import sklearn; print(sklearn.__version__)"),
  // fastText cannot print its version.
  fastText: hasFastText ? (packageVersion("fasttext") ?? "of unknown version") : undefined,
};

/** Why a peer is skipped; undefined if it is installed. */
const missing = {
  scikitLearn: versions.scikitLearn ? undefined : "python3-sklearn is not installed",
  fastText: hasFastText
    ? versions.python
      ? undefined
      : "python3, which writes its input, is not installed"
    : "fasttext is not installed",
};

const script = (name, ...args) => [PYTHON, fileURLToPath(new URL(`peers/${name}`, import.meta.url)), ...args];

/** The command that evaluates a scikit-learn model on a corpus. */
export const evaluation = (model, corpus, ...options) => ({ argv: script("evaluate.py", model, corpus, ...options) });

/** The command that trains scikit-learn's models on one corpus and judges them on another. */
export const comparison = (train, judge, ...options) => ({ argv: script("corpora.py", train, judge, ...options) });

const scikitLearn = (side, recipe) => ({
  side: `scikit-learn, ${side}`,
  file: `${recipe}.joblib`,
  missing: missing.scikitLearn,
  train: (model, corpus) => ({ argv: script("train.py", recipe, corpus, model) }),
  batch: (model, corpus, answers) => ({ argv: script("predict_batch.py", model, corpus, answers) }),
  one: (model, { text }) => ({ argv: script("predict.py", model, text) }),
});

/** @param {string[]} prepared options of lines.py */
const fastText = (side, name, prepared, ...options) => ({
  side: `fastText, ${side}`,
  file: `${name}.bin`,
  missing: missing.fastText,
  train: (model, corpus) => {
    // fastText appends ".bin" to its output.
    const output = model.replace(/\.bin$/, "");
    const lines = `${output}.txt`;
    return {
      argv: oneAfterTheOther(script("lines.py", corpus, lines, "--shuffle", ...prepared), [
        ...["fasttext", "supervised", "-input", lines, "-output", output, "-thread", "1"],
        ...options,
      ]),
    };
  },
  // fastText prints its answers; standard output is a file.
  batch: (model, corpus, answers, ...more) => {
    const lines = `${answers}.lines`;
    const written = script("lines.py", corpus, lines, ...prepared, ...more);
    return { argv: oneAfterTheOther(written, ["fasttext", "predict", model, lines]) };
  },
  one: (model, { line }) => ({ argv: ["fasttext", "predict", model, "-"], input: line }),
});

export const peers = {
  tutorial: scikitLearn("tutorial", "tutorial"),
  bigrams: scikitLearn("bigrams, complement", "bigrams"),
  fastText: fastText("defaults", "fasttext", []),
  // Training takes most of a minute, so it runs once.
  tuned: { ...fastText("tuned", "tuned", ["--norm"], "-lr", "1", "-epoch", "50", "-minCount", "2"), rounds: 1 },
};

/** The models that are imported. */
export const originals = { tutorial: peers.tutorial, svc: scikitLearn("bigrams, LinearSVC", "svc") };

/** The command of a script of bench/peers about imports. @param {string} name without `import_` */
export const importPeer = (name, ...args) => ({ argv: script(`import_${name}.py`, ...args) });

/** One side of a comparison: training a peer's model. */
export function training(peer, { corpus, folder }) {
  const { side, rounds } = peer;
  if (peer.missing) return { side, skipped: peer.missing };
  return { side, rounds, command: peer.train(join(folder, peer.file), corpus) };
}

/** One side of a comparison: a peer that uses its model. `use` makes the command from the model's path. */
export async function using(peer, context, use) {
  const { side } = peer;
  if (peer.missing) return { side, skipped: peer.missing };
  return { side, command: use(await modelOf(peer, context)) };
}

/** The path of a peer's model. Trains it, unless an earlier part did. */
export async function modelOf(peer, { corpus, folder, tell }) {
  const model = join(folder, peer.file);
  if (!existsSync(model)) {
    tell(`  training ${peer.side}, to use its model`);
    await runOnce(peer.train(model, corpus), folder);
  }
  return model;
}
