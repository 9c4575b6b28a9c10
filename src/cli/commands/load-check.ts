/** `newsgroups load-check`: a model → whether it is whole and works as it did, and what it is. */

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

export async function loadCheckCommand(io: Io, asked: string | undefined, options: LoadCheckOptions): Promise<number> {
  const path = modelPath(io, asked);
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

/** Runs all checks; throws NewsgroupsError with the first that says no. */
function check(path: string, { sha256, expect = [] }: LoadCheckOptions) {
  const where = printable(path);
  const refuse = (what: string): never => {
    throw new NewsgroupsError("check", `${where}: ${what}`);
  };
  if (expect.length % 2 !== 0) {
    throw new NewsgroupsError(
      "usage",
      `--expect ${expect.join(" ")}: pairs of <label> <text> expected, and the model before --expect`,
    );
  }
  const bytes = readBytes(path);
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== undefined && sha256 !== digest) {
    throw new NewsgroupsError(
      "digest",
      `${where}: its SHA-256 is ${digest}, and ${sha256} was required; it is another file`,
    );
  }
  const model = checkArtifact(bytes, where);
  const classifier = new Classifier(model);
  for (let i = 0; i < expect.length; i += 2) {
    const [label, text] = [expect[i]!, expect[i + 1]!];
    if (!model.targets.includes(label))
      refuse(`--expect ${label}: no category of it; its categories are ${model.targets.join(", ")}`);
    const { category } = classifier.predict(text);
    if (category !== label) refuse(`${JSON.stringify(text)} gives ${category}, and ${label} was expected`);
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
    ["terms", `${found.terms}, of which ${found.bigrams} are bigrams`],
    ["documents", `${documents}`],
    [
      "estimator",
      `${estimator}, alpha ${alpha}, at most ${maxTerms} terms, e-mail addresses ${keepEmails ? "kept" : "left out"}`,
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
        ? `${(calibration.right / calibration.documents).toFixed(3)}, by leaving out one document: ${calibration.right} of ${calibration.documents}`
        : "not known: no document could be left out",
    ],
    [
      "probabilities",
      `softmax, temperature ${calibration.temperature} × (standard deviation of the scores)^${calibration.spread}`,
    ],
    ["predictions", `all ${found.recordedPredictions} that were recorded come out the same`],
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
