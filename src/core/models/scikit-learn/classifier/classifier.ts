/** Classifiers of scikit-learn: the sums of linear functions → the scores of the classes, and probabilities. */

import type { ClassifierSettings } from "../settings.js";
import { Calibrated } from "./calibrated.js";
import { createCalibrator } from "./calibrator.js";
import { Linear } from "./linear.js";
import { NaiveBayes } from "./naive-bayes.js";
import { OneVersusRest } from "./one-versus-rest.js";
import type { Calibration, ClassScorer } from "./scorer.js";

/** Makes the classifier that the settings describe. */
export function createScorer(settings: ClassifierSettings, calibration: Calibration): ClassScorer {
  switch (settings.kind) {
    case "naive-bayes":
      return new NaiveBayes(settings);
    case "linear":
      return new Linear(settings);
    case "one-versus-rest":
      return new OneVersusRest(
        settings,
        settings.members.map((member) => createScorer(member, calibration)),
      );
    case "calibrated":
      return new Calibrated(
        settings.members.map(({ classifier, calibrators }) => ({
          scorer: createScorer(classifier, calibration),
          calibrators: calibrators.map((calibrator) => createCalibrator(calibrator, calibration)),
          isTemperature: calibrators[0]!.kind === "temperature",
        })),
      );
  }
}
