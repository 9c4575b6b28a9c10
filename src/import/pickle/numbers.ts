/** Opcodes that push one number, None, True or False. */

import { COST, type Machine, type Opcode } from "./machine.js";
import { PyFloat, type PyValue } from "./values.js";

/** Python reads no longer numbers as text. */
const MAX_DIGITS = 4300;
/** Longest integer in bytes: about as long as the longest in text. */
const MAX_INTEGER_BYTES = 2048;

/** An integer as a value: a number where that is exact. */
function integer(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Parses an integer as Python prints it; undefined if it is none. */
export function parseInteger(text: string): number | bigint | undefined {
  if (text.length > MAX_DIGITS || !/^[+-]?\d+$/.test(text)) return undefined;
  return text.startsWith("-") ? integer(-BigInt(text.slice(1))) : integer(BigInt(text.replace("+", "")));
}

/** Parses a float as Python prints it; undefined if it is none. */
export function parseFloat64(text: string): number | undefined {
  const match = /^([+-]?)(?:(inf(?:inity)?)|(nan)|((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))$/i.exec(text);
  if (!match || text.length > MAX_DIGITS) return undefined;
  const [, sign, infinity, nan, digits] = match;
  const size = infinity ? Number.POSITIVE_INFINITY : nan ? Number.NaN : Number(digits);
  return sign === "-" ? -size : size;
}

function readInteger(machine: Machine, suffix: string): number | bigint {
  const line = machine.input.line();
  machine.allowance.take(COST.number);
  const value = parseInteger(suffix !== "" && line.endsWith(suffix) ? line.slice(0, -suffix.length) : line);
  if (value === undefined) throw machine.fault("the pickle has an invalid integer");
  return value;
}

/** INT: protocol 0 writes True and False as integers with a zero before. */
function readIntegerOrBoolean(machine: Machine): PyValue {
  const { input } = machine;
  const text = input.bytes.toString("latin1", input.at, input.at + 3);
  if (text !== "00\n" && text !== "01\n") return readInteger(machine, "");
  input.line();
  return text === "01\n";
}

/** LONG1 and LONG4: two's complement, least significant byte first. */
function readLong(machine: Machine, length: number): number | bigint {
  if (length < 0) throw machine.fault("the pickle has an integer of negative length");
  if (length > MAX_INTEGER_BYTES) {
    throw machine.limit(`an integer has ${length} bytes; at most ${MAX_INTEGER_BYTES} are read`);
  }
  if (length === 0) return 0;
  machine.allowance.take(COST.number + 2 * length);
  const bytes = Buffer.from(machine.input.view(length)).reverse();
  return integer(BigInt.asIntN(8 * length, BigInt(`0x${bytes.toString("hex")}`)));
}

function readFloat(machine: Machine): number {
  const value = parseFloat64(machine.input.line());
  if (value === undefined) throw machine.fault("the pickle has an invalid float");
  return value;
}

function pushFloat(machine: Machine, value: number): void {
  machine.allowance.take(COST.number);
  machine.push(new PyFloat(value));
}

/** Opcodes of numbers. */
export const NUMBERS: readonly Opcode[] = [
  [0x4e, "NONE", (machine) => machine.push(null)],
  [0x88, "NEWTRUE", (machine) => machine.push(true)],
  [0x89, "NEWFALSE", (machine) => machine.push(false)],
  [0x49, "INT", (machine) => machine.push(readIntegerOrBoolean(machine))],
  [0x4a, "BININT", (machine) => machine.push(machine.input.int32())],
  [0x4b, "BININT1", (machine) => machine.push(machine.input.byte())],
  [0x4d, "BININT2", (machine) => machine.push(machine.input.uint16())],
  [0x4c, "LONG", (machine) => machine.push(readInteger(machine, "L"))],
  [0x8a, "LONG1", (machine) => machine.push(readLong(machine, machine.input.byte()))],
  [0x8b, "LONG4", (machine) => machine.push(readLong(machine, machine.input.int32()))],
  [0x46, "FLOAT", (machine) => pushFloat(machine, readFloat(machine))],
  [0x47, "BINFLOAT", (machine) => pushFloat(machine, machine.input.float64BigEndian())],
];
