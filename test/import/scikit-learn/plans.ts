/** Plans of what is read of values, as an import makes them. */

import type { PyValue } from "../../../src/import/pickle/values.js";
import type { ClassifierPlan, FeaturePlan } from "../../../src/import/plan.js";
import { readOutermost } from "../../../src/import/scikit-learn/classifiers/classifier.js";
import { readOverTexts } from "../../../src/import/scikit-learn/classifiers/over-texts.js";
import { readFeatures } from "../../../src/import/scikit-learn/features/features.js";
import { findParts } from "../../../src/import/scikit-learn/parts.js";

/** Reads the values of one dump or of several: features first, then the classifier. */
export function plansOf(...values: readonly PyValue[]): { features: FeaturePlan; classifier: ClassifierPlan } {
  const places = values.length > 1 ? values.map((_, i) => `file${i + 1}.pkl`) : [""];
  const parts = findParts(values.map((value, i) => ({ value, place: places[i]! })));
  if (!parts.vectorizer) return readOverTexts(parts.classifier);
  const features = readFeatures(parts.vectorizer, parts.transformers);
  return { features, classifier: readOutermost(parts.classifier, features.features) };
}
