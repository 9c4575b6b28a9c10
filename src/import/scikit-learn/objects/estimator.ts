/** Estimators: an instance of one of scikit-learn's classes, and where in a dump it is. */

import { NdArray, PyFloat, type PyGlobal, PyObject, type PyValue } from "../../pickle/values.js";
import { Refusal } from "../../refusal.js";
import { pythonRepr } from "./python-repr.js";
import { parseVersion, type Version } from "./version.js";

/** What to do about an estimator that was saved too early. */
const FIT_FIRST = "save it after fit, and import that file";

/** An instance of a class of scikit-learn. */
export class Estimator {
  readonly object: PyObject;
  /** What messages call the place: `step 'tfidf'`, or the class where there is no step. */
  readonly where: string;
  readonly version: Version;

  /**
   * @param place where it is, if it is a part of something.
   * @param version of what it is a part of; not every object says its own.
   */
  constructor(object: PyObject, place?: string, version?: Version) {
    this.object = object;
    this.where = place ?? object.type.name;
    const own = object.get("_sklearn_version");
    this.version = typeof own === "string" ? parseVersion(own) : (version ?? parseVersion(null));
  }

  get className(): string {
    return this.object.type.name;
  }

  get(name: string): PyValue | undefined {
    return this.object.get(name);
  }

  /** A parameter that is True or False, or None in the place of False. */
  flag(name: string, ifAbsent: boolean): boolean {
    const value = this.get(name);
    if (value === undefined) return ifAbsent;
    if (typeof value === "boolean") return value;
    if (value === null) return false;
    if (value === 0 || value === 1) return value === 1;
    throw this.unsupported(name, "True or False");
  }

  /** A parameter that is one of a few words or None. */
  choice<const T extends string>(name: string, choices: readonly T[], ifAbsent: T | null): T | null {
    const value = this.get(name);
    if (value === undefined) return ifAbsent;
    if (value === null) return null;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw this.unsupported(name, [...choices.map((choice) => `'${choice}'`), "None"].join(", "));
  }

  /** A number, whether it is an int, a float, or a scalar of numpy. */
  number(name: string): number {
    return numberOf(this.fitted(name)) ?? this.#throw(this.unsupported(name, "a number"));
  }

  /** An attribute that `fit` sets. @throws Refusal `not-fitted` */
  fitted(name: string): PyValue {
    const value = this.get(name);
    if (value !== undefined && value !== null) return value;
    throw new Refusal("not-fitted", `${this.at}: ${this.className} is not fitted: it has no ${name}; ${FIT_FIRST}`);
  }

  /** An estimator within this one. */
  part(value: PyValue | undefined, name: string, place = `${this.where}: ${name}`): Estimator {
    if (value instanceof PyObject) return new Estimator(value, place, this.version);
    throw new Refusal("not-fitted", `${this.at}: ${this.className} is not fitted: it has no ${name}; ${FIT_FIRST}`);
  }

  /** What begins a message: the place, and the class if the place does not say it. */
  get at(): string {
    return this.where === this.className ? this.where : `${this.where} (${this.className})`;
  }

  /** @param expected what is supported. */
  unsupported(name: string, expected: string): Refusal {
    const got = pythonRepr(this.get(name));
    return new Refusal(
      "parameter",
      `${this.where}: ${name}=${got} is not supported; expected ${expected}; fit the pipeline again with that, and save it`,
    );
  }

  #throw(error: Error): never {
    throw error;
  }
}

/** Returns the number that a value is; undefined if it is none. */
export function numberOf(value: PyValue | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (value instanceof PyFloat) return value.value;
  if (value instanceof NdArray && value.size === 1 && "fiu".includes(value.dtype.kind)) return value.float64()[0]!;
  return undefined;
}

/** Whether a class or function is scikit-learn's own. */
export function isScikitLearn({ module }: PyGlobal): boolean {
  return module === "sklearn" || module.startsWith("sklearn.");
}

/** What to say of a class that cannot be read in this place. */
export function unsupportedClass({ where, object }: Estimator): Refusal {
  return new Refusal(
    "class",
    `${where}: ${object.type.path} is not supported here; docs/import.md lists the classes that are: fit a pipeline of them, or keep ` +
      "this model in Python",
  );
}
