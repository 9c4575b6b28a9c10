/** `newsgroups load-check`: a model file → whether it is intact and reproduces its predictions, and its description. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { readArtifact } from "../../library/artifact.js";
import { checkArtifact } from "../../library/check.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { modelPath } from "../model-path.js";

export interface LoadCheckOptions {
  readonly json: boolean;
  readonly sha256?: string;
  readonly expect?: readonly string[];
}

export async function loadCheckCommand(io: Io, given: string | undefined, options: LoadCheckOptions): Promise<number> {
  const path = modelPath(io.streams.env, given);
  try {
    const found = check(path, options);
    await io.print(options.json ? `${JSON.stringify({ ok: true, ...found.description })}\n` : report(found));
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
  const { classifier, description, lines } = checkArtifact(readArtifact(path), { ...(sha256 && { sha256 }) });
  const { targets } = classifier;
  for (let i = 0; i < expect.length; i += 2) {
    const [label, text] = [expect[i]!, expect[i + 1]!];
    if (!targets.includes(label)) {
      fail(`--expect ${label}: not a category of this model; its categories are ${targets.join(", ")}`);
    }
    const { category } = classifier.predict(text);
    if (category !== label) fail(`${JSON.stringify(text)}: expected ${label}, got ${category}`);
  }
  return { description: { path, ...description }, lines };
}

function report({ description, lines }: ReturnType<typeof check>): string {
  const { path, format, family, sha256, bytes, targets, documents, recordedPredictions } = description;
  const rows: readonly (readonly [string, string])[] = [
    ["format", `version ${format}`],
    ["family", family],
    ["sha256", sha256],
    ["size", `${bytes} bytes`],
    ["categories", `${targets.length}`],
    ...lines,
    ["predictions", `all ${recordedPredictions} recorded predictions are reproduced`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `${printable(path)}: ok`,
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${printable(value)}`),
    ...(documents ? ["documents by category", ...targets.map((target, i) => `  ${target}\t${documents[i]}`)] : []),
    "",
  ].join("\n");
}
