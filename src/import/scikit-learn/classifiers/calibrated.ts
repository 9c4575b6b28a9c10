/** `CalibratedClassifierCV` → classifiers, and a calibrator for each of their classes. */

import type { CalibratorSettings } from "../../../core/models/scikit-learn/settings.js";
import type { ClassifierInput, ClassifierPlan, ReadMember } from "../../plan.js";
import { Refusal } from "../../refusal.js";
import { classCount } from "../objects/classes.js";
import { type Estimator, unsupportedClass } from "../objects/estimator.js";
import { finite, vectorOf } from "../objects/matrix.js";

interface Calibrator {
  readonly settings: CalibratorSettings;
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
        calibrators: calibrators.map((calibrator) => calibrator.settings),
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
  const expected = classes === 2 || member.get("method") === "temperature" ? 1 : classes;
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
      return withNumbers(calibrator, "sigmoid", [calibrator.number("a_"), calibrator.number("b_")]);
    case "_TemperatureScaling":
      return withNumbers(calibrator, "temperature", [calibrator.number("beta_")]);
    case "IsotonicRegression":
      return isotonic(calibrator);
    default:
      throw unsupportedClass(calibrator);
  }
}

function withNumbers(calibrator: Estimator, kind: "sigmoid" | "temperature", numbers: readonly number[]): Calibrator {
  finite(calibrator, kind, Float64Array.from(numbers));
  return { settings: { kind, points: 0, isSingle: false }, numbers };
}

/** Until 0.23 its points have other names. */
function isotonic(calibrator: Estimator): Calibrator {
  const isOld = calibrator.get("_necessary_X_") !== undefined;
  const xs = vectorOf(calibrator, isOld ? "_necessary_X_" : "X_thresholds_");
  const ys = vectorOf(calibrator, isOld ? "_necessary_y_" : "y_thresholds_");
  const points = xs.values.length;
  if (points === 0 || ys.values.length !== points) {
    throw new Refusal("damaged", `${calibrator.where}: ${points} x and ${ys.values.length} y; save the model again`);
  }
  if (xs.values.some((x, i) => i > 0 && x <= xs.values[i - 1]!) || ys.values.some((y) => y < 0 || y > 1)) {
    throw new Refusal(
      "damaged",
      `${calibrator.where}: its points do not ascend, or are not probabilities; save the model again`,
    );
  }
  const numbers = [
    ...finite(calibrator, "X_thresholds_", xs.values),
    ...finite(calibrator, "y_thresholds_", ys.values),
  ];
  return { settings: { kind: "isotonic", points, isSingle: xs.isSingle }, numbers };
}
