/** Values of options: words on the command line → what they stand for. */

import { InvalidArgumentError } from "commander";
import { STRIPPABLE, type Strippable } from "../evaluate/strip.js";

export function positive(value: string): number {
  const number = Number(value);
  if (!(Number.isFinite(number) && number > 0)) throw new InvalidArgumentError("A number above 0 expected.");
  return number;
}

export function fraction(value: string): number {
  const number = Number(value);
  if (!(value.trim() !== "" && number >= 0 && number <= 1))
    throw new InvalidArgumentError("A number of 0 to 1 expected.");
  return number;
}

export function whole(value: string): number {
  const number = Number(value);
  if (!(Number.isSafeInteger(number) && number >= 1))
    throw new InvalidArgumentError("A whole number of 1 or more expected.");
  return number;
}

const MOST_PORT = 65_535;

export function port(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > MOST_PORT) {
    throw new InvalidArgumentError(`A whole number of 0 to ${MOST_PORT} expected.`);
  }
  return number;
}

/** So many bytes are a string that V8 can make, even if each becomes a character and lower case makes two of it. */
const MOST_BYTES = 2 ** 28;

export function maxBytes(value: string): number {
  const number = whole(value);
  if (number > MOST_BYTES) throw new InvalidArgumentError(`A whole number of ${MOST_BYTES} or less expected.`);
  return number;
}

export function sha256(value: string): string {
  if (!/^[0-9a-f]{64}$/i.test(value)) throw new InvalidArgumentError("64 hexadecimal digits expected.");
  return value.toLowerCase();
}

export function strippable(value: string): Strippable[] {
  const parts = value.split(",");
  const unknown = parts.find((part) => !STRIPPABLE.includes(part as Strippable));
  if (unknown !== undefined) throw new InvalidArgumentError(`Some of ${STRIPPABLE.join(",")} expected.`);
  return parts as Strippable[];
}

/** Adds `old=new` to the names that were given before. */
export function renaming(value: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = value.indexOf("=");
  if (at < 1 || at === value.length - 1) throw new InvalidArgumentError("old=new expected.");
  const [old, name] = [value.slice(0, at), value.slice(at + 1)];
  if (Object.hasOwn(before, old)) throw new InvalidArgumentError(`${old} is renamed twice.`);
  return Object.fromEntries([...Object.entries(before), [old, name]]);
}
