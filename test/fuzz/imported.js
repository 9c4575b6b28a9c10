// @ts-check
/** The oracle for imports: all that may happen when the package reads arbitrary dumps, and models that were made of dumps. */

import { readFileSync } from "node:fs";
import { concatenated } from "../../dist/core/container/write.js";
import { FAMILIES } from "../../dist/core/models/families.js";
import { decodeArtifact } from "../../dist/core/models/read-artifact.js";
import { SCIKIT_LEARN } from "../../dist/core/models/scikit-learn/family.js";
import { artifactPieces } from "../../dist/core/models/write-artifact.js";
import { load } from "../../dist/index.js";
import { importFiles } from "../../dist/library/import.js";
import { nodeDigest } from "../../dist/node-digest.js";
import { isSealed } from "./files.js";
import { codeOf, Defect, textsFor } from "./oracle.js";

/** Every quoted word above the type: its documentation. An import has no other codes: nothing else is wrong with its arguments. */
const DUMP_FAULTS = new Set(
  readFileSync(new URL("../../src/core/errors.ts", import.meta.url), "utf8")
    .split("export type DumpFault")[0]
    .split("Why a dump")[1]
    .match(/(?<=`)[\w-]+(?=`:)/g),
);

/** How far probabilities may be from adding up to 1. */
const TOLERANCE = 1e-9;
/** By how much more, relative to the score: a likelihood has lost what is smaller. numpy's answers are no better. */
const ROUNDING = 2 ** -50;

/**
 * Imports the files of a dump and tries the model.
 *
 * @param {import("../../dist/import/read-dump.js").DumpFile[]} files
 * @returns "imported", or the code of the error.
 * @throws Defect if it is neither refused as documented nor a working model.
 */
export async function examineDump(files) {
  let artifact;
  try {
    artifact = await artifactOf(files);
  } catch (error) {
    const code = codeOf(error);
    if (!DUMP_FAULTS.has(code)) throw new Defect(`code ${code}, which no import has: ${error.message}`);
    return code;
  }
  const outcome = examineImported(artifact);
  if (outcome !== "accepted") throw new Defect(`imported, and the artifact is then refused: ${outcome}`);
  return "imported";
}

/** The bytes of the artifact that files are imported to. */
export const artifactOf = async (files) => concatenated((await importFiles(files, {})).artifact);

/** Loads the bytes of an artifact of an imported model and tries it. @returns and throws as `examineArtifact`. */
export function examineImported(bytes) {
  let classifier;
  try {
    classifier = load(bytes);
  } catch (error) {
    return codeOf(error);
  }
  if (!isSealed(bytes)) throw new Defect("accepted, though its digest is wrong");
  const { model, recorded } = decodeArtifact(bytes, { where: "artifact", digest: nodeDigest, families: FAMILIES });
  if (model.family === SCIKIT_LEARN.name) {
    if (Buffer.compare(concatenated(artifactPieces(SCIKIT_LEARN, model.arrays, recorded, nodeDigest)), bytes) !== 0) {
      throw new Defect("accepted, though it is not as the package would write the same model");
    }
    requireInRange(model.arrays);
  }
  for (const text of textsFor(bytes)) requireSound(classifier, text);
  return "accepted";
}

/** What predictions would not show: JavaScript reads beyond an array without an error. */
function requireInRange({ baseWeights, intercepts, weightCounts, weightFunctions, weights, ...model }) {
  const require = (isRight, what) => {
    if (!isRight) throw new Defect(`accepted with ${what}`);
  };
  const sum = weightCounts.reduce((total, count) => total + count, 0);
  require(sum === weights.length && sum === weightFunctions.length, "weights of no feature");
  require(intercepts.length === baseWeights.length, "functions without an intercept");
  require(weightFunctions.every((k) => k < baseWeights.length), "a weight of no function");
  for (const [starts, bytes] of [
    [model.termStarts, model.termBytes],
    [model.stopWordStarts, model.stopWordBytes],
  ]) {
    require(starts[0] === 0 && starts.at(-1) === bytes.length, "bytes of no term");
    require(starts.every((start, i) => i === 0 || starts[i - 1] <= start), "a term that ends before it starts");
  }
  require(model.termSlots.every((term) => term < model.termStarts.length), "a slot of no term");
  for (const numbers of [baseWeights, intercepts, weights, model.factors, model.calibration]) {
    require(numbers.every(Number.isFinite), "a number that is not finite");
  }
}

/** Requires a valid prediction: all targets, highest score first, all numbers finite, probabilities that add up to 1 or are all 0. */
function requireSound(classifier, text) {
  const { targets, hasProbabilities } = classifier;
  const { category, score, probability, top, knownTerms } = classifier.predict(text, targets.length);
  const fail = (what) => {
    throw new Defect(`a prediction for ${JSON.stringify(text.slice(0, 100))}: ${what}`);
  };
  if (!(Number.isInteger(knownTerms) && knownTerms >= 0)) fail(`${knownTerms} known terms`);
  const [first] = top;
  if (first.category !== category || first.score !== score || first.probability !== probability) {
    fail("the first is not the answer");
  }
  if (classifier.predict(text).category !== category || classifier.categoryOf(text) !== category) {
    fail("another one when only the best is asked for");
  }
  const ranked = new Set(top.map((one) => one.category));
  if (ranked.size !== targets.length || !targets.every((target) => ranked.has(target))) fail("not all targets once");
  let [sum, before] = [0, Number.POSITIVE_INFINITY];
  for (const one of top) {
    if (!(Number.isFinite(one.score) && one.score <= before)) fail(`score ${one.score} after ${before}`);
    before = one.score;
    if (hasProbabilities !== (one.probability !== undefined)) fail(`probability ${one.probability}`);
    if (hasProbabilities && !(one.probability >= 0 && one.probability <= 1)) fail(`probability ${one.probability}`);
    sum += one.probability;
  }
  const tolerance = TOLERANCE + ROUNDING * Math.abs(score) * targets.length;
  if (hasProbabilities && sum !== 0 && !(Math.abs(sum - 1) < tolerance)) fail(`probabilities that add up to ${sum}`);
}
