/** Artifacts that are whole, digest and all, but whose content was changed. */

import type { NewsgroupsError } from "../../src/core/errors.js";
import { errorOrNone } from "./errors.js";
import { decodeFlat, encodeFlat, type FlatModel } from "./flat-model.js";

/** Any change, of types that the compiler would not allow as well. */
export type Change = Partial<Record<keyof FlatModel, unknown>>;

export function tampered(model: FlatModel, change: Change): Uint8Array {
  return encodeFlat({ ...model, ...change } as FlatModel);
}

/** The error with which an artifact is refused; undefined if it is not. */
export function refusal(bytes: Uint8Array): NewsgroupsError | undefined {
  return errorOrNone(() => decodeFlat(bytes, "test.model"));
}

/** A copy of an array with one item changed. */
export function withItem<A extends { slice(): A; [index: number]: number }>(array: A, index: number, value: number): A {
  const copy = array.slice();
  copy[index] = value;
  return copy;
}

/** A copy of an array with one item more or less at the end. */
export function resized<A extends Uint8Array | Uint16Array | Uint32Array | Float32Array>(array: A, by: number): A {
  const copy = new (array.constructor as new (length: number) => A)(array.length + by);
  copy.set(array.subarray(0, copy.length));
  return copy;
}

/** A copy of an array with two neighbours exchanged. */
export function swapped<A extends { slice(): A; [index: number]: number }>(array: A, first: number): A {
  return withItem(withItem(array, first, array[first + 1]!), first + 1, array[first]!);
}
