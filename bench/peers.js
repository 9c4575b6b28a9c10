/**
 * The other sides: scikit-learn and fastText, by the scripts of ../shared/bench/batch. Each is found on the machine or
 * skipped with the reason; their models are trained when first needed and kept in the work folder.
 */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "./measure.js";

const SCRIPTS = fileURLToPath(new URL("../../shared/bench/batch", import.meta.url));
const BIGRAMS = fileURLToPath(new URL("peers/sk_bigrams.py", import.meta.url));
/** The Python that Debian's packages belong to, which need not be the first on the path. */
export const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

/** What a line of Python prints; undefined: there is no Python, or not what the line wants. */
export const python = (code) => {
  const { status, stdout } = spawnSync(PYTHON, ["-c", code], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};
const packageVersion = (name) => {
  const { stdout } = spawnSync("dpkg", ["-s", name], { encoding: "utf8" });
  return /^Version: (.*)$/m.exec(stdout ?? "")?.[1];
};
const hasFastText = spawnSync("fasttext").error === undefined;

/** Versions of what is there, undefined for what is not. */
export const versions = {
  python: python("import platform; print(platform.python_version())"),
  scikitLearn: python("import sklearn; print(sklearn.__version__)"),
  // fastText itself does not tell its version.
  fastText: hasFastText ? (packageVersion("fasttext") ?? "of unknown version") : undefined,
};

/** Why a peer is left out, by the program that it needs; undefined: it is there. */
const missing = {
  scikitLearn: missingScripts() ?? (versions.scikitLearn ? undefined : "python3-sklearn is not installed"),
  fastText:
    missingScripts() ??
    (versions.python ? undefined : "its script needs python3") ??
    (hasFastText ? undefined : "fasttext is not installed"),
};

function missingScripts() {
  return existsSync(SCRIPTS) ? undefined : "../shared/bench/batch is not there";
}

const inPython = (script, ...args) => [PYTHON, join(SCRIPTS, script), ...args];
const inShell = (prep, ...args) => [
  "env",
  `PYTHON=${PYTHON}`,
  `PREP=${prep}`,
  join(SCRIPTS, "fasttext_run.sh"),
  ...args,
];

const scikitLearn = (side, file, train) => ({
  side: `scikit-learn, ${side}`,
  file,
  missing: missing.scikitLearn,
  train,
  batch: (model, corpus, answers) => ({ argv: inPython("sk_predict_batch.py", model, corpus, answers) }),
  one: (model, { text }) => ({ argv: inPython("sk_predict_one.py", model, text) }),
});

const fastText = (side, name, prep, ...options) => ({
  side: `fastText, ${side}`,
  file: `${name}.bin`,
  missing: missing.fastText,
  // The script names what it writes by adding to a path.
  train: (model, corpus) => ({ argv: inShell(prep, "train", corpus, model.replace(/\.bin$/, ""), ...options) }),
  batch: (model, corpus, answers) => ({ argv: inShell(prep, "predict", model, corpus, answers) }),
  one: (model, { line }) => ({ argv: ["fasttext", "predict", model, "-"], input: line }),
});

export const peers = {
  tutorial: scikitLearn("tutorial", "tutorial.joblib", (model, corpus) => ({
    argv: inPython("sk_train.py", "tutorial", corpus, model),
  })),
  bigrams: scikitLearn("bigrams, complement", "bigrams.joblib", (model, corpus) => ({
    argv: ["env", `PYTHONPATH=${SCRIPTS}`, PYTHON, BIGRAMS, corpus, model],
  })),
  fastText: fastText("defaults", "fasttext", ""),
  // Trained for most of a minute, so once.
  tuned: { ...fastText("tuned", "tuned", "--norm", "-lr", "1", "-epoch", "50", "-minCount", "2"), rounds: 1 },
};

/** One side of a comparison: training a peer's model. */
export function training(peer, { corpus, folder }) {
  const { side, rounds } = peer;
  if (peer.missing) return { side, skipped: peer.missing };
  return { side, rounds, command: peer.train(join(folder, peer.file), corpus) };
}

/** One side of a comparison: what a peer does with its model; `use` makes the command of the model's path. */
export async function using(peer, context, use) {
  const { side } = peer;
  if (peer.missing) return { side, skipped: peer.missing };
  return { side, command: use(await modelOf(peer, context)) };
}

/** The path of a peer's model, which is trained unless an earlier part did. */
export async function modelOf(peer, { corpus, folder, tell }) {
  const model = join(folder, peer.file);
  if (!existsSync(model)) {
    tell(`  training ${peer.side}, to use its model`);
    await runOnce(peer.train(model, corpus), folder);
  }
  return model;
}
