/** Callables: functions that a step was given. Their code is not in the file, so a step that needs one is refused. */

import { PyGlobal, PyObject, type PyValue } from "../../pickle/values.js";
import { Refusal } from "../../refusal.js";
import type { Estimator } from "./estimator.js";
import { pythonRepr } from "./python-repr.js";

/** Modules whose objects are the code of functions. */
const CODE_MODULES = /^(dill|cloudpickle|marshal|types)(\.|$)/;

/** Whether an object is code that dill or cloudpickle wrote. */
export const isCode = (value: PyValue | undefined): boolean =>
  value instanceof PyObject && CODE_MODULES.test(value.type.module);

/** Returns the method of str that a value is, such as `split`; undefined if it is none. */
export function methodOfStr(value: PyValue | undefined): string | undefined {
  if (value instanceof PyGlobal) return isBuiltin(value) ? /^str\.(\w+)$/.exec(value.name)?.[1] : undefined;
  if (!(value instanceof PyObject) || value.type.name !== "getattr" || !isBuiltin(value.type)) return undefined;
  const [owner, name] = value.args;
  const isStr = owner instanceof PyGlobal && isBuiltin(owner) && owner.name === "str";
  return isStr && typeof name === "string" ? name : undefined;
}

const isBuiltin = ({ module }: PyGlobal): boolean => module === "builtins" || module === "__builtin__";

/** What to say of a parameter that is a callable. @param remedy what to use in its place. */
export function refusedCallable({ where }: Estimator, name: string, value: PyValue, remedy: string): Refusal {
  if (isCode(value)) {
    return new Refusal(
      "pickled-code",
      `${where}: ${name} is code that ${(value as PyObject).type.module.split(".")[0]} wrote into the file, and no code of a file is ` +
        `ever run; ${remedy}`,
    );
  }
  return new Refusal("callable", `${where}: ${name} is ${nameOf(value)}, whose code is not in the file; ${remedy}`);
}

function nameOf(value: PyValue): string {
  if (value instanceof PyObject && value.type.name === "getattr") {
    const [owner, name] = value.args;
    const of = owner instanceof PyObject ? owner.type.path : pythonRepr(owner);
    return `${of}.${typeof name === "string" ? name : "?"}`;
  }
  return value instanceof PyGlobal ? value.path : value instanceof PyObject ? value.type.path : pythonRepr(value);
}
