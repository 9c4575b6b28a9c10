/** `OneVsRestClassifier` → one classifier of two classes for each class. */

import type { ClassifierInput, ClassifierPlan, ReadMember } from "../../plan.js";
import { Refusal } from "../../refusal.js";
import { classCount } from "../objects/classes.js";
import type { Estimator } from "../objects/estimator.js";
import { isBefore } from "../objects/version.js";

/** Reads a `OneVsRestClassifier`. @throws Refusal */
export function readOneVersusRest(classifier: Estimator, input: ClassifierInput, read: ReadMember): ClassifierPlan {
  const classes = classCount(classifier);
  const estimators = classifier.fitted("estimators_");
  const expected = classes <= 2 ? 1 : classes;
  if (!Array.isArray(estimators) || estimators.length !== expected) {
    const found = Array.isArray(estimators) ? estimators.length : "no list";
    throw new Refusal(
      "mismatch",
      `${classifier.where}: estimators_: ${found}; expected ${expected}; save the model again`,
    );
  }
  if (classes === 1) return onlyClass(input);
  const members = estimators.map((estimator, i) => {
    const member = classifier.part(estimator, "estimators_", `${classifier.where}: estimator ${i}`);
    if (member.className === "_ConstantPredictor") throw constant(member);
    return read(member, input);
  });
  return {
    settings: {
      kind: "one-versus-rest",
      classes,
      lastWins: isBefore(classifier.version, 1, 8),
      members: members.map(({ settings }) => settings),
    },
    functions: members.flatMap(({ functions }) => functions),
    calibration: members.flatMap(({ calibration }) => calibration),
    operations: members[0]!.operations,
  };
}

/** One class alone: its score is always 0, and its probability 1. */
function onlyClass({ features }: ClassifierInput): ClassifierPlan {
  return {
    settings: { kind: "linear", classes: 1, link: "softmax" },
    functions: [
      { weights: new Float64Array(features), first: 0, step: 1, from: 0, to: features, intercept: 0, isSingle: false },
    ],
    calibration: [],
    operations: [],
  };
}

function constant({ where }: Estimator): Refusal {
  return new Refusal(
    "class",
    `${where}: it always gives the same answer, because its class had all texts or none; fit the model to texts of every class`,
  );
}
