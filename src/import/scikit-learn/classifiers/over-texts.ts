/** Classifiers over pipelines: `CalibratedClassifierCV` and `OneVsRestClassifier` whose members have vectorizers of their own. */

import { MAX_NESTING } from "../../../core/models/scikit-learn/check-settings.js";
import { PyObject, type PyValue } from "../../pickle/values.js";
import type { ClassifierInput, ClassifierPlan, FeaturePlan, PlannedBlock } from "../../plan.js";
import { Refusal } from "../../refusal.js";
import { readFeatures, VECTORIZERS } from "../features/features.js";
import { Estimator } from "../objects/estimator.js";
import { stepsOf } from "../objects/steps.js";
import { readCalibrated } from "./calibrated.js";
import { readClassifier } from "./classifier.js";
import { readOneVersusRest } from "./one-versus-rest.js";

/** Most pairs of a function and a feature: each is looked at, though few have a weight. */
const MAX_WEIGHTS = 2 ** 28;

/** Whether the members of a classifier begin with a vectorizer. */
export function isOverTexts(classifier: Estimator): boolean {
  const members = classifier.get("calibrated_classifiers_") ?? classifier.get("estimators_");
  const first = Array.isArray(members) ? members[0] : undefined;
  if (!(first instanceof PyObject)) return false;
  const member = first.get("estimator") ?? first.get("base_estimator") ?? first;
  return isPipelineOfText(member) || isPipelineOfText(first);
}

function isPipelineOfText(value: PyValue): boolean {
  if (!(value instanceof PyObject)) return false;
  const steps = stepsOf(new Estimator(value));
  return steps.length > 1 && VECTORIZERS.includes(steps[0]!.className);
}

/** Reads such a classifier: the vectorizers of all members stand side by side, and each member looks at its own alone. @throws Refusal */
export function readOverTexts(classifier: Estimator): { features: FeaturePlan; classifier: ClassifierPlan } {
  const members: { readonly block: PlannedBlock; readonly plan: ClassifierPlan }[] = [];
  const read = (member: Estimator, { depth }: ClassifierInput): ClassifierPlan => {
    const steps = stepsOf(member);
    const features = readFeatures(steps[0]!, steps.slice(1, -1));
    const plan = readClassifier(steps.at(-1)!, { features: features.features, depth });
    members.push({ block: onlyBlock(member, features, plan), plan });
    return plan;
  };
  const input = { features: 0, depth: MAX_NESTING - 1 };
  const whole =
    classifier.className === "CalibratedClassifierCV"
      ? readCalibrated(classifier, input, read)
      : readOneVersusRest(classifier, input, read);
  const features = members.reduce((sum, { block }) => sum + block.settings.features, 0);
  const isSingle = members.every(({ block }) => block.isSingle);
  let first = 0;
  const functions = members.flatMap(({ block, plan }) => {
    const from = first;
    first += block.settings.features;
    return plan.functions.map((own) => ({ ...own, from: from + own.from, to: from + own.to }));
  });
  if (functions.length * features > MAX_WEIGHTS) {
    throw new Refusal(
      "limit",
      `${classifier.at}: ${functions.length} classifiers with ${features} features in all; put one vectorizer before them`,
    );
  }
  const operation = { name: isSingle ? "float32" : "float64" } as const;
  return {
    features: { blocks: members.map(({ block }) => block), operations: [{ operation }], features, isSingle },
    classifier: { ...whole, functions, operations: [] },
  };
}

/** What comes behind the vectorizer of a member is done to its features alone. */
function onlyBlock({ where }: Estimator, features: FeaturePlan, plan: ClassifierPlan): PlannedBlock {
  const [block] = features.blocks;
  if (features.blocks.length > 1) {
    throw new Refusal(
      "class",
      `${where}: a FeatureUnion within is not supported; put it before the classifier, in a pipeline around both`,
    );
  }
  return {
    ...block!,
    operations: [...block!.operations, ...features.operations, ...plan.operations],
    isSingle: features.isSingle,
  };
}
