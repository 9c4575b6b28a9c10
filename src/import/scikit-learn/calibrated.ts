/** `CalibratedClassifierCV` → classifiers, and a calibrator for each of their classes. */

import { Refusal } from "../refusal.js";
import type { ClassifierInput } from "./classifier.js";
import type { Estimator } from "./estimator.js";
import { classCount } from "./labels.js";
import { vectorOf } from "./matrix.js";
import type { ReadMember } from "./one-versus-rest.js";
import type { ClassifierPlan } from "./plan.js";
import { finite } from "./transformers.js";

interface Calibrator {
  /** 0 for a sigmoid. */
  readonly points: number;
  readonly numbers: readonly number[];
}

/** Reads a `CalibratedClassifierCV`. @throws Refusal */
export function readCalibrated(classifier: Estimator, input: ClassifierInput, read: ReadMember): ClassifierPlan {
  const classes = classCount(classifier);
  const list = classifier.fitted("calibrated_classifiers_");
  if (!Array.isArray(list) || list.length === 0) throw classifier.unsupported("calibrated_classifiers_", "a list");
  if (classes < 2) throw new Refusal("class", `${classifier.at}: one class alone; import the model within it`);
  const members = list.map((item, i) => {
    const member = classifier.part(item, "calibrated_classifiers_", `${classifier.where}: classifier ${i}`);
    const within = member.get("estimator") ?? member.get("base_estimator");
    const plan = read(classifier.part(within, "estimator", member.where), input);
    return { plan, calibrators: calibratorsOf(member, classes, plan) };
  });
  return {
    settings: {
      kind: "calibrated",
      classes,
      members: members.map(({ plan, calibrators }) => ({
        classifier: plan.settings,
        calibrators: calibrators.map(({ points }) => points),
      })),
    },
    functions: members.flatMap(({ plan }) => plan.functions),
    calibration: members.flatMap(({ plan, calibrators }) => [
      ...plan.calibration,
      ...calibrators.flatMap(({ numbers }) => numbers),
    ]),
    operations: members[0]!.plan.operations,
  };
}

function calibratorsOf(member: Estimator, classes: number, { settings }: ClassifierPlan): Calibrator[] {
  const list = member.get("calibrators") ?? member.fitted("calibrators_");
  if (member.get("method") === "temperature") throw member.unsupported("method", "'sigmoid', 'isotonic'");
  const expected = classes === 2 ? 1 : classes;
  if (!Array.isArray(list) || list.length !== expected || settings.classes !== classes) {
    throw new Refusal(
      "mismatch",
      `${member.where}: ${Array.isArray(list) ? list.length : "no"} calibrators for a classifier of ${settings.classes} classes; expected ` +
        `${expected} and ${classes}: a part of the cross-validation lacked a class; fit again with more texts of each`,
    );
  }
  return list.map((item, i) => readCalibrator(member.part(item, "calibrators", `${member.where}: calibrator ${i}`)));
}

function readCalibrator(calibrator: Estimator): Calibrator {
  switch (calibrator.className) {
    case "_SigmoidCalibration":
      return {
        points: 0,
        numbers: [...finite(calibrator, "a_, b_", Float64Array.of(calibrator.number("a_"), calibrator.number("b_")))],
      };
    case "IsotonicRegression": {
      const old = calibrator.get("_necessary_X_") !== undefined;
      const xs = vectorOf(calibrator, old ? "_necessary_X_" : "X_thresholds_").values;
      const ys = vectorOf(calibrator, old ? "_necessary_y_" : "y_thresholds_").values;
      if (xs.length !== ys.length || xs.length === 0) {
        throw new Refusal("damaged", `${calibrator.where}: ${xs.length} x and ${ys.length} y; save the model again`);
      }
      return {
        points: xs.length,
        numbers: [...finite(calibrator, "X_thresholds_", xs), ...finite(calibrator, "y_thresholds_", ys)],
      };
    }
    default:
      throw new Refusal(
        "class",
        `${calibrator.where}: ${calibrator.object.type.path} is not supported; use 'sigmoid' or 'isotonic'`,
      );
  }
}
