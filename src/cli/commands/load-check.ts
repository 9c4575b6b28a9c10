/** `newsgroups load-check`: a model file → whether it is intact and reproduces its predictions, and its description. */

import { createHash } from "node:crypto";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { Classifier } from "../../core/predict/classifier.js";
import { readBytes } from "../../files/read.js";
import { checkArtifact, describeModel } from "../../library/check.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { modelPath } from "../model-path.js";

export interface LoadCheckOptions {
  readonly json: boolean;
  readonly sha256?: string;
  readonly expect?: readonly string[];
}

export async function loadCheckCommand(io: Io, given: string | undefined, options: LoadCheckOptions): Promise<number> {
  const path = modelPath(io, given);
  try {
    const found = check(path, options);
    await io.print(options.json ? `${JSON.stringify({ ok: true, ...found })}\n` : report(found));
    return DONE;
  } catch (error) {
    if (options.json && error instanceof NewsgroupsError && error.code !== "usage") {
      await io.print(`${JSON.stringify({ ok: false, path, error: { code: error.code, message: error.message } })}\n`);
    }
    throw error;
  }
}

/** Runs all checks. @throws NewsgroupsError for the first that fails. */
function check(path: string, { sha256, expect = [] }: LoadCheckOptions) {
  const where = printable(path);
  const fail = (what: string): never => {
    throw new NewsgroupsError("check", `${where}: ${what}`);
  };
  if (expect.length % 2 !== 0) {
    throw new NewsgroupsError(
      "usage",
      `--expect ${expect.join(" ")}: give pairs of <label> <text>, and the model before --expect`,
    );
  }
  const bytes = readBytes(path);
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== undefined && sha256 !== digest) {
    throw new NewsgroupsError(
      "digest",
      `${where}: expected SHA-256 ${sha256}, got ${digest}; this is a different file`,
    );
  }
  const model = checkArtifact(bytes, where);
  const classifier = new Classifier(model);
  for (let i = 0; i < expect.length; i += 2) {
    const [label, text] = [expect[i]!, expect[i + 1]!];
    if (!model.targets.includes(label))
      fail(`--expect ${label}: not a category of this model; its categories are ${model.targets.join(", ")}`);
    const { category } = classifier.predict(text);
    if (category !== label) fail(`${JSON.stringify(text)}: expected ${label}, got ${category}`);
  }
  return { path, ...describeModel(model), bytes: bytes.length, sha256: digest };
}

function report(found: ReturnType<typeof check>): string {
  const { estimator, alpha, maxTerms, keepEmails, settings } = found.provenance;
  const { calibration } = found;
  const documents = found.documents.reduce((sum, n) => sum + n, 0);
  const rows: readonly (readonly [string, string])[] = [
    ["format", `version ${found.format}`],
    ["sha256", found.sha256],
    ["size", `${found.bytes} bytes`],
    ["categories", `${found.targets.length}`],
    ["terms", `${found.terms}, including ${found.bigrams} bigrams`],
    ["documents", `${documents}`],
    [
      "estimator",
      `${estimator}, alpha ${alpha}, at most ${maxTerms} terms, e-mail addresses ${keepEmails ? "kept" : "dropped"}`,
    ],
    [
      "made with",
      Object.entries(settings)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ],
    [
      "accuracy",
      calibration.documents > 0
        ? `${(calibration.right / calibration.documents).toFixed(3)}, leave-one-out (${calibration.right} of ${calibration.documents} documents)`
        : "unknown: no document could be left out",
    ],
    [
      "probabilities",
      `softmax, temperature ${calibration.temperature} × (standard deviation of the scores)^${calibration.spread}`,
    ],
    ["predictions", `all ${found.recordedPredictions} recorded predictions are reproduced`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const categories = found.targets.map((target, i) => `  ${target}\t${found.documents[i]}`);
  return [
    `${printable(found.path)}: ok`,
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${printable(value)}`),
    "documents by category",
    ...categories,
    "",
  ].join("\n");
}
