/** Opcodes that name classes and functions, and make objects of them: inert ones, or values by a closed list of calls. */

import { setArrayState } from "../numpy/calls.js";
import { Refusal } from "../refusal.js";
import { callKnown } from "./calls.js";
import { COST, type Machine, type Opcode } from "./machine.js";
import { decodeUtf8 } from "./text.js";
import { NdArray, PyGlobal, PyObject, type PyValue } from "./values.js";

function pushGlobal(machine: Machine, module: PyValue, name: PyValue): void {
  if (typeof module !== "string" || typeof name !== "string") {
    throw machine.fault("the pickle names a class by a value that is not text");
  }
  machine.allowance.take(COST.global);
  machine.push(new PyGlobal(module, name));
}

function readName(machine: Machine): string {
  const bytes = machine.input.lineBytes();
  machine.allowance.take(COST.text + 2 * bytes.length);
  const name = decodeUtf8(bytes, 0, bytes.length);
  if (name === undefined) throw machine.fault("the pickle names a class by what is not UTF-8");
  return name;
}

function readGlobal(machine: Machine): void {
  const module = readName(machine);
  pushGlobal(machine, module, readName(machine));
}

function stackGlobal(machine: Machine): void {
  const name = machine.pop();
  pushGlobal(machine, machine.pop(), name);
}

/** What a call gives: a value if the closed list has the function, else an object that says what was to be called. */
function call(machine: Machine, callable: PyValue, args: PyValue): PyValue {
  if (!Array.isArray(args)) throw machine.fault("the pickle has arguments that are not a tuple");
  if (callable instanceof PyGlobal) return callKnown(machine, callable, args) ?? newObject(machine, callable, args);
  // A class or function that is itself made by a call, as cloudpickle and dill do it.
  if (callable instanceof PyObject) {
    machine.allowance.take(COST.item * args.length);
    return newObject(machine, callable.type, [callable, ...args]);
  }
  throw machine.fault("the pickle calls a value that is not a class or function");
}

function newObject(machine: Machine, type: PyGlobal, args: readonly PyValue[]): PyObject {
  machine.allowance.take(COST.object);
  return new PyObject(type, args);
}

function reduce(machine: Machine): void {
  const args = machine.pop();
  machine.push(call(machine, machine.pop(), args));
}

/** NEWOBJ_EX: arguments with names become one more argument, a dict. */
function newObjectWithNames(machine: Machine): void {
  const names = machine.pop();
  const args = machine.pop();
  if (!(names instanceof Map) || !Array.isArray(args))
    throw machine.fault("the pickle has arguments that are not a tuple and a dict");
  machine.allowance.take(COST.item * args.length);
  machine.push(call(machine, machine.pop(), names.size === 0 ? args : [...args, names]));
}

/** INST: the class is named behind the opcode, its arguments lie above the mark. */
function instance(machine: Machine): void {
  const module = readName(machine);
  const type = new PyGlobal(module, readName(machine));
  machine.push(call(machine, type, machine.popMark()));
}

/** OBJ: the class is the first value above the mark. */
function object(machine: Machine): void {
  const [type, ...args] = machine.popMark();
  if (type === undefined) throw machine.fault("the pickle makes an object without a class");
  machine.push(call(machine, type, args));
}

/** BUILD: sets the state of the topmost value. */
function build(machine: Machine): void {
  const state = machine.pop();
  const target = machine.peek();
  if (target instanceof NdArray) {
    setArrayState(machine, target, state);
  } else if (target instanceof PyObject) {
    setState(machine, target, state);
    if (machine.replace) {
      machine.pop();
      machine.push(machine.replace(target, machine));
    }
  } else if (!(target instanceof Map || target instanceof Set || Array.isArray(target) || target instanceof PyGlobal)) {
    throw machine.fault("the pickle sets the state of a value that cannot have one");
  }
  // Attributes of dicts, lists, sets and classes themselves are not kept.
}

function setState(machine: Machine, target: PyObject, state: PyValue): void {
  const before = target.state;
  if (!(before instanceof Map && state instanceof Map)) {
    target.state = state;
    return;
  }
  // Python adds attributes to those that were set before.
  machine.allowance.take(COST.map + COST.entry * (before.size + state.size));
  target.state = new Map([...before, ...state]);
}

const REFUSED: readonly (readonly [code: number, name: string, what: string])[] = [
  [0x50, "PERSID", "it refers to things outside the pickle (as torch does)"],
  [0x51, "BINPERSID", "it refers to things outside the pickle (as torch does)"],
  [0x82, "EXT1", "it uses numbers for classes (copyreg.add_extension)"],
  [0x83, "EXT2", "it uses numbers for classes (copyreg.add_extension)"],
  [0x84, "EXT4", "it uses numbers for classes (copyreg.add_extension)"],
  [0x97, "NEXT_BUFFER", "its arrays lie outside the pickle (buffer_callback)"],
  [0x98, "READONLY_BUFFER", "its arrays lie outside the pickle (buffer_callback)"],
];

/** Opcodes of classes and objects. */
export const OBJECTS: readonly Opcode[] = [
  [0x63, "GLOBAL", readGlobal],
  [0x93, "STACK_GLOBAL", stackGlobal],
  [0x52, "REDUCE", reduce],
  [0x81, "NEWOBJ", reduce],
  [0x92, "NEWOBJ_EX", newObjectWithNames],
  [0x69, "INST", instance],
  [0x6f, "OBJ", object],
  [0x62, "BUILD", build],
  ...REFUSED.map(([code, name, what]): Opcode => [code, name, (machine) => refuse(machine, what)]),
];

function refuse(machine: Machine, what: string): never {
  const place = machine.input.place(machine.offset);
  throw new Refusal(
    "foreign",
    `a pickle that is not whole by itself: ${what} at ${place}; save the model with joblib.dump(model, file)`,
  );
}
