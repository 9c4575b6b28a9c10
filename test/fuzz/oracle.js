// @ts-check
/** The oracle: all that may happen when the package reads arbitrary bytes. */

import { readFileSync } from "node:fs";
import { decodeArtifact } from "../../dist/core/models/read-artifact.js";
import { dump, load, NewsgroupsError } from "../../dist/index.js";
import { nodeDigest } from "../../dist/node-digest.js";
import { forgetDocuments } from "../../dist/train/combine/forget.js";
import { mergeCounts } from "../../dist/train/combine/merge.js";
import { decodeCounts, encodeCounts } from "../../dist/train/counts/counts.js";
import { encodeArtifact } from "../../dist/train/model/write-artifact.js";
import { isSealed } from "./files.js";

/** Neither a typed error nor a working model. */
export class Defect extends Error {}

/** Codes that cannot occur here: the arguments are valid, and no file is read. */
const FOREIGN_CODES = new Set(["usage", "file", "fetch", "check"]);
/** Every quoted word above the class: its type and its documentation. */
const DOCUMENTED_CODES = new Set(
  readFileSync(new URL("../../src/core/errors.ts", import.meta.url), "utf8")
    .split("class NewsgroupsError")[0]
    .match(/(?<=["`])[\w-]+(?=["`])/g),
);

/** An error message is one line for a terminal, whatever the file. */
const MAX_MESSAGE_LENGTH = 1000;
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

const TEXTS = [
  "",
  "red goalie stops the puck, the shuttle reaches its orbit",
  "entirely unheard of",
  "From: someone@example.com\nSubject: Re: red goalie 冰球\n\n> the puck and the shuttle\nwrite to someone@example.com",
  "__proto__ constructor toString hasOwnProperty",
  "🚀🚀 \ud800 naïve \u0000 \u202e 冰球",
  "How long should the beans simmer? A shared word49 here; computer cpu memory ram",
  "Bake the bread dough in a hot oven. The striker scored a goal; the rocket reached orbit, İstanbul ﬁne naïve café",
];
/** Used rarely: it takes many times as long as all the others. */
const LONG_TEXT = `${TEXTS.join(" ")} `.repeat(60);
const LONG_EVERY = 64;

/**
 * Options of `dump`, of which the bytes of the counts choose one.
 *
 * @type {import("../../dist/index.js").DumpOptions[]}
 */
const OPTIONS = [
  {},
  { estimator: "multinomial" },
  { alpha: 1e-10 },
  { alpha: 1e6, keepEmails: true },
  { estimator: "multinomial", alpha: 1e-10, maxTerms: 3 },
  { maxTerms: 1 },
];

/**
 * Loads the bytes of an artifact and tries the model.
 *
 * @returns "accepted", or the code of the error.
 * @throws Defect if it is neither rejected as documented nor a working model.
 */
export function examineArtifact(bytes) {
  let classifier;
  try {
    classifier = load(bytes);
  } catch (error) {
    return codeOf(error);
  }
  if (!isSealed(bytes)) throw new Defect("accepted, though its digest is wrong");
  const { version, model, recorded } = decodeArtifact(bytes, { where: "artifact", digest: nodeDigest });
  // The package writes format 3 alone.
  if (version === 3 && Buffer.compare(encodeArtifact(model.arrays, recorded), bytes) !== 0) {
    throw new Defect("accepted, though it is not as the package would write the same model");
  }
  requireInRange(model.arrays);
  for (const text of textsFor(bytes)) requireSound(classifier, text);
  return "accepted";
}

/**
 * Reads the bytes of a counts file: alone, and merged with themselves or with `others`.
 *
 * @param others valid counts.
 * @returns and throws as {@link examineArtifact}.
 */
export async function examineCounts(bytes, others) {
  const options = OPTIONS[bytes.at(-1) % OPTIONS.length];
  let artifact;
  try {
    artifact = await dump(bytes, options);
  } catch (error) {
    return codeOf(error);
  }
  if (!isSealed(bytes)) throw new Defect("accepted, though its digest is wrong");
  if (Buffer.compare(encodeCounts(decodeCounts(bytes, "counts")), bytes) !== 0) {
    throw new Defect("accepted, though it is not as the package would write the same counts");
  }
  requireAccepted(artifact);
  for (const combine of [added, subtracted]) requireReadable(combine, bytes, others);
  try {
    artifact = await dump([bytes.at(-2) % 2 === 0 ? bytes : others, bytes], options);
  } catch (error) {
    codeOf(error);
    return "accepted";
  }
  requireAccepted(artifact);
  return "accepted";
}

const named = (bytes, where) => ({ counts: decodeCounts(bytes, where), where });
const added = (bytes, others) =>
  mergeCounts([named(bytes, "counts"), named(others, "others")], { allowDuplicates: true });
const subtracted = (bytes, others) => forgetDocuments(named(bytes, "counts"), named(others, "others"));

/** Requires that the result of combining counts can be read, unless they are rejected. */
function requireReadable(combine, bytes, others) {
  let file;
  try {
    file = encodeCounts(combine(bytes, others));
  } catch (error) {
    codeOf(error);
    return;
  }
  try {
    for (const rows = decodeCounts(file, "counts").rows(); rows.next(); );
  } catch (error) {
    throw new Defect(`${combine.name}, and the counts are then refused: ${error}`);
  }
}

function requireAccepted(artifact) {
  try {
    load(artifact);
  } catch (error) {
    throw new Defect(`dumped, and the artifact is then refused: ${error}`);
  }
  examineArtifact(artifact);
}

/** The code of an error. @throws Defect if it is no error that the package documents. */
export function codeOf(error) {
  if (!(error instanceof NewsgroupsError)) {
    throw new Defect(`not a NewsgroupsError: ${error instanceof Error ? error.stack : error}`);
  }
  const { code, message } = error;
  if (FOREIGN_CODES.has(code) || !DOCUMENTED_CODES.has(code)) throw new Defect(`code ${code}: ${message}`);
  if (message.length > MAX_MESSAGE_LENGTH || UNPRINTABLE.test(message)) {
    throw new Defect(
      `code ${code} with a message that is no printable line: ${JSON.stringify(message.slice(0, 2000))}`,
    );
  }
  return code;
}

/** What predictions would not show: JavaScript reads beyond an array without an error. */
function requireInRange({ targets, wordLengths, secondWords, categories, ...model }) {
  const isBelow = (limit) => (item) => item < limit;
  if (!secondWords.every(isBelow(wordLengths.length))) throw new Defect("accepted with a second word that is none");
  if (!categories.every(isBelow(targets.length))) throw new Defect("accepted with a posting of no target");
  for (const name of ["commonLevels", "deltaLevels", "offset", "scale", "bias"]) {
    if (!model[name].every(Number.isFinite)) throw new Defect(`accepted with a number in ${name} that is not finite`);
  }
}

/** The texts to try on a model of these bytes. */
export const textsFor = (bytes) => (bytes.at(-1) % LONG_EVERY === 0 ? [...TEXTS, LONG_TEXT] : TEXTS);

/** Requires a valid prediction: all targets, best first, with probabilities that add up to 1. */
export function requireSound(classifier, text) {
  const { targets } = classifier;
  const { category, probability, top, knownTerms } = classifier.predict(text, targets.length);
  const fail = (what) => {
    throw new Defect(`a prediction for ${JSON.stringify(text.slice(0, 100))}: ${what}`);
  };
  if (!(Number.isInteger(knownTerms) && knownTerms >= 0)) fail(`${knownTerms} known terms`);
  if (top[0].category !== category || top[0].probability !== probability) fail("the first is not the answer");
  if (classifier.predict(text).category !== category) fail("another one when only the best is asked for");
  const ranked = new Set(top.map((one) => one.category));
  if (ranked.size !== targets.length || !targets.every((target) => ranked.has(target))) fail("not all targets once");
  let sum = 0;
  let before = 1;
  for (const one of top) {
    if (!(one.probability >= 0 && one.probability <= before)) fail(`probability ${one.probability} after ${before}`);
    before = one.probability;
    sum += one.probability;
  }
  if (!(Math.abs(sum - 1) < 1e-9)) fail(`probabilities that add up to ${sum}`);
}
