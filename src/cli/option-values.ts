/** Option values: strings from the command line → numbers, digests, lists. */

import { InvalidArgumentError } from "commander";
import { STRIPPABLE, type Strippable } from "../evaluate/strip.js";

export function positive(value: string): number {
  const number = Number(value);
  if (!(Number.isFinite(number) && number > 0)) throw new InvalidArgumentError("Give a number above 0.");
  return number;
}

export function fraction(value: string): number {
  const number = Number(value);
  if (!(value.trim() !== "" && number >= 0 && number <= 1))
    throw new InvalidArgumentError("Give a number from 0 to 1.");
  return number;
}

export function whole(value: string): number {
  const number = Number(value);
  if (!(Number.isSafeInteger(number) && number >= 1)) throw new InvalidArgumentError("Give a whole number, 1 or more.");
  return number;
}

const MAX_FOLDS = 20;

export function folds(value: string): number {
  const number = Number(value);
  if (!(Number.isInteger(number) && number >= 2 && number <= MAX_FOLDS)) {
    throw new InvalidArgumentError(`Give a whole number from 2 to ${MAX_FOLDS}.`);
  }
  return number;
}

const MAX_PORT = 65_535;

export function port(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > MAX_PORT) {
    throw new InvalidArgumentError(`Give a whole number from 0 to ${MAX_PORT}.`);
  }
  return number;
}

/** The largest text that V8 can hold as a string, even if lower-casing doubles its length. */
const MAX_BYTES = 2 ** 28;

export function maxBytes(value: string): number {
  const number = whole(value);
  if (number > MAX_BYTES) throw new InvalidArgumentError(`Give a whole number, at most ${MAX_BYTES}.`);
  return number;
}

export function sha256(value: string): string {
  if (!/^[0-9a-f]{64}$/i.test(value)) throw new InvalidArgumentError("Give 64 hexadecimal digits.");
  return value.toLowerCase();
}

export function strippable(value: string): Strippable[] {
  const parts = value.split(",");
  const unknown = parts.find((part) => !STRIPPABLE.includes(part as Strippable));
  if (unknown !== undefined) throw new InvalidArgumentError(`Give one or more of ${STRIPPABLE.join(",")}.`);
  return parts as Strippable[];
}

/** Splits names at commas. */
export function names(value: string): string[] {
  const parts = value.split(",").map((name) => name.trim());
  if (parts.includes("")) throw new InvalidArgumentError("Give names with commas between them.");
  return parts;
}

/** Adds `old=new` to the renamings of earlier options. */
export function renaming(value: string, before: readonly string[] = []): readonly string[] {
  // Which = it is that parts the two names is known once the counts are read.
  if (!/\S.*=.*\S/s.test(value)) throw new InvalidArgumentError("Give old=new.");
  return [...before, value];
}
