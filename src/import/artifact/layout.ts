/** Layout: the plan of an imported model → the arrays of its artifact. */

import { type ScikitLearnArrays, slotsFor } from "../../core/models/scikit-learn/arrays.js";
import { fillSlots } from "../../core/models/scikit-learn/features/term-table.js";
import type { Origin } from "../../core/models/scikit-learn/settings.js";
import type { ClassifierPlan, FeaturePlan, PlannedOperation } from "../plan.js";
import { layOutWeights } from "./weights.js";

/** Lays out a model. */
export function layOut(
  targets: readonly string[],
  features: FeaturePlan,
  classifier: ClassifierPlan,
  origin: Origin,
): ScikitLearnArrays {
  const operations = [...features.operations, ...classifier.operations];
  const planned = [...features.blocks.flatMap((block) => block.operations), ...operations];
  return {
    targets,
    features: {
      blocks: features.blocks.map((block) => ({
        vectorizer: block.settings,
        operations: operationsOf(block.operations),
      })),
      operations: operationsOf(operations),
    },
    classifier: classifier.settings,
    origin,
    ...terms(features),
    ...stopWords(features),
    factors: joined(planned.flatMap(({ factors }) => factors ?? [])),
    ...layOutWeights(classifier.functions, features.features),
    calibration: Float64Array.from(classifier.calibration),
  };
}

const operationsOf = (planned: readonly PlannedOperation[]) => planned.map(({ operation }) => operation);

function joined(arrays: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}

const encoder = new TextEncoder();
/** Bytes that a UTF-16 unit takes in UTF-8, at most. */
const MAX_BYTES_PER_UNIT = 3;

/** The UTF-8 of texts, one behind the other, and where each starts. */
function packed(texts: readonly string[]): { bytes: Uint8Array; starts: Uint32Array } {
  const starts = new Uint32Array(texts.length + 1);
  let bytes = new Uint8Array(16 * texts.length + 64);
  let at = 0;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    const most = at + MAX_BYTES_PER_UNIT * text.length;
    if (most > bytes.length) bytes = grown(bytes, 2 * most);
    // Most terms are ASCII, and a call for each would take longer than the loop.
    let unit = 0;
    for (let code = text.charCodeAt(0); code < 0x80; code = text.charCodeAt(++unit)) bytes[at + unit] = code;
    at += unit === text.length ? unit : encodeInto(text, bytes.subarray(at));
    starts[i + 1] = at;
  }
  return { bytes: bytes.slice(0, at), starts };
}

/** Half a surrogate pair is no text, but a term may have one: as three bytes, it differs from all others and is never found. */
function encodeInto(text: string, bytes: Uint8Array): number {
  if (!/[\ud800-\udfff]/u.test(text)) return encoder.encodeInto(text, bytes).written;
  let at = 0;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const isHalf = point >= 0xd800 && point <= 0xdfff;
    if (isHalf) bytes.set([0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)], at);
    at += isHalf ? 3 : encoder.encodeInto(character, bytes.subarray(at)).written;
  }
  return at;
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

function terms({ blocks }: FeaturePlan): Pick<ScikitLearnArrays, "termBytes" | "termStarts" | "termSlots"> {
  const vocabularies = blocks.flatMap(({ terms: own }) => (own ? [own] : []));
  const { bytes, starts } = packed(vocabularies.length === 1 ? vocabularies[0]! : vocabularies.flat());
  const slots = new Uint32Array(vocabularies.reduce((sum, { length }) => sum + slotsFor(length), 0));
  let [term, slot] = [0, 0];
  for (const { length } of vocabularies) {
    fillSlots(bytes, starts.subarray(term, term + length + 1), slots.subarray(slot, slot + slotsFor(length)));
    term += length;
    slot += slotsFor(length);
  }
  return { termBytes: bytes, termStarts: starts, termSlots: slots };
}

function stopWords({ blocks }: FeaturePlan): Pick<ScikitLearnArrays, "stopWordBytes" | "stopWordStarts"> {
  const { bytes, starts } = packed(blocks.flatMap((block) => block.stopWords));
  return { stopWordBytes: bytes, stopWordStarts: starts };
}
