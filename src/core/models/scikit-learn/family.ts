/** The scikit-learn family: its part of the artifact → a model. */

import { sum } from "../../sum.js";
import type { Family, Sections } from "../family.js";
import type { ScikitLearnArrays } from "./arrays.js";
import { checkArrays } from "./check-arrays.js";
import { checkClassifier, checkFeatures, checkOrigin } from "./check-settings.js";
import { BLOCK } from "./linear-functions.js";
import { ScikitLearnModel } from "./model.js";

/** Members of {@link ScikitLearnArrays} in the header, in their order there. */
const KEYS = ["features", "classifier", "origin"] as const;

type SectionName = Exclude<keyof ScikitLearnArrays, "targets" | (typeof KEYS)[number]>;

/** Numbers of items by which the sizes of sections are checked. */
type Sizes = Readonly<Record<"features" | "weights", number>>;

/** How each member of {@link ScikitLearnArrays} that is a section is read, in their order there. */
const READERS: {
  readonly [Name in SectionName]: (sections: Sections, sizes: Sizes) => ScikitLearnArrays[Name];
} = {
  termBytes: (sections) => sections.bytes("termBytes"),
  termStarts: (sections) => sections.uint32("termStarts"),
  termSlots: (sections) => sections.uint32("termSlots"),
  stopWordBytes: (sections) => sections.bytes("stopWordBytes"),
  stopWordStarts: (sections) => sections.uint32("stopWordStarts"),
  factors: (sections) => sections.float64("factors"),
  baseWeights: (sections) => sections.float64("baseWeights"),
  intercepts: (sections) => sections.float64("intercepts"),
  weightCounts: (sections, { features }) => sections.integers("weightCounts", features),
  weightBlocks: (sections) => sections.uint32("weightBlocks"),
  weightFunctions: (sections, { weights }) => sections.integers("weightFunctions", weights),
  weights: (sections, { weights }) => sections.floats("weights", weights),
  calibration: (sections) => sections.float64("calibration"),
};

/** Members of {@link ScikitLearnArrays} that are sections, in their order there. */
export const SECTIONS = Object.keys(READERS) as readonly SectionName[];

/** Models that scikit-learn made. */
export const SCIKIT_LEARN: Family = {
  name: ScikitLearnModel.FAMILY,
  keys: KEYS,
  sections: SECTIONS,
  since: 3,
  minTargets: 1,
  // Of equal scores the first wins, so the order of the classes matters, and names given to them need not be in order.
  areTargetsSorted: false,
  decode(targets, header, sections, isTrusted) {
    const features = checkFeatures(header["features"]);
    const count = sum(features.blocks.map(({ vectorizer }) => vectorizer.features));
    const sizes = { features: count, weights: weightsIn(sections, count) };
    const read = Object.fromEntries(SECTIONS.map((name) => [name, READERS[name](sections, sizes)]));
    const arrays = {
      ...(read as unknown as Pick<ScikitLearnArrays, SectionName>),
      targets,
      features,
      classifier: checkClassifier(header["classifier"], targets.length),
      origin: checkOrigin(header["origin"]),
    };
    if (!isTrusted) checkArrays(arrays);
    return new ScikitLearnModel(arrays);
  },
};

/** Number of weights: where the last block starts, and those of its features. */
function weightsIn(sections: Sections, features: number): number {
  const start = sections.uint32("weightBlocks").at(-1) ?? 0;
  const last = Math.floor((features - 1) / BLOCK) * BLOCK;
  return start + sum(sections.integers("weightCounts", features).subarray(last));
}
