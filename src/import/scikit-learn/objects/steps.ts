/** Steps: what a pipeline consists of, without the wrappers around it. */

import { PyObject } from "../../pickle/values.js";
import { Refusal } from "../../refusal.js";
import { Estimator, isScikitLearn } from "./estimator.js";
import { pythonRepr } from "./python-repr.js";

/** Deepest nesting of pipelines and wrappers. */
const MAX_DEPTH = 8;

/** Wrappers that answer as the estimator within does, and the attribute that holds it. */
const WRAPPERS: Readonly<Record<string, string>> = {
  GridSearchCV: "best_estimator_",
  RandomizedSearchCV: "best_estimator_",
  HalvingGridSearchCV: "best_estimator_",
  HalvingRandomSearchCV: "best_estimator_",
  FrozenEstimator: "estimator",
};

/** Returns the estimator within searches and frozen estimators. @throws Refusal `not-fitted` if a search has none. */
export function unwrapped(estimator: Estimator, depth: number = MAX_DEPTH): Estimator {
  const attribute = isScikitLearn(estimator.object.type) ? WRAPPERS[estimator.className] : undefined;
  if (attribute === undefined) return estimator;
  if (depth === 0)
    throw new Refusal("limit", `${estimator.at}: nested too deeply; save the estimator within by itself`);
  return unwrapped(estimator.part(estimator.get(attribute), attribute, estimator.where), depth - 1);
}

/** Most steps of a pipeline, those of pipelines within it too. */
const MAX_STEPS = 100;

/** Returns the estimators that a text goes through, in their order; of no pipeline, itself. @throws Refusal */
export function stepsOf(given: Estimator, depth: number = MAX_DEPTH): Estimator[] {
  const estimator = unwrapped(given);
  if (estimator.className !== "Pipeline" || !isScikitLearn(estimator.object.type)) return [estimator];
  if (depth === 0) throw new Refusal("limit", `${estimator.at}: nested too deeply; save a plain pipeline`);
  const steps = estimator.fitted("steps");
  if (!Array.isArray(steps)) throw estimator.unsupported("steps", "a list");
  const found: Estimator[] = [];
  for (const step of steps) {
    const [name, value] = Array.isArray(step) ? step : [];
    if (value === null || value === "passthrough") continue;
    const place = `step ${pythonRepr(name)}`;
    if (!(value instanceof PyObject)) {
      throw new Refusal(
        "class",
        `${place}: expected an estimator, got ${pythonRepr(value)}; save a pipeline of estimators`,
      );
    }
    found.push(...stepsOf(new Estimator(value, place, estimator.version), depth - 1));
    if (found.length > MAX_STEPS)
      throw new Refusal("limit", `${estimator.at}: more than ${MAX_STEPS} steps; save a shorter pipeline`);
  }
  return found;
}
