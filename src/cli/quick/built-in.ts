/**
 * The built-in model of the quick answer: its file → a classifier. The build notes what the model is and where in the file its arrays are, so
 * that only the arrays have to be read.
 */

import { closeSync, openSync, readSync } from "node:fs";
import type { LinearArrays } from "../../core/models/linear/arrays.js";
import { LinearModel } from "../../core/models/linear/model.js";
import { Classifier } from "../../core/predict/classifier.js";
import { summedMemory } from "./checksum.js";

/** The types of arrays that a linear model has. */
const TYPES = [Uint8Array, Uint16Array, Uint32Array, Float32Array] as const;

/** What the build notes of a model. */
interface Note {
  /** Bytes of the file. */
  readonly size: number;
  readonly checksum: string;
  /** What is no array of numbers, as it is. */
  readonly plain: object;
  /** The arrays of numbers, each with its place among the types and in the file. */
  readonly arrays: readonly (readonly [name: string, type: number, offset: number, length: number])[];
}

/** The note of the built-in model; the build puts it here. */
declare const BUILT_IN: Note;

/** Notes what a model is. @param file its bytes, on which it works. */
export function noteModel(file: Uint8Array, { arrays }: LinearModel): Note {
  const members = Object.entries(arrays);
  const { bytes, checksum } = summedMemory(file.length);
  bytes.set(file);
  return {
    size: file.length,
    checksum: checksum(),
    plain: Object.fromEntries(members.filter(([, value]) => !ArrayBuffer.isView(value))),
    arrays: members
      .filter(([, value]) => ArrayBuffer.isView(value))
      .map(([name, array]) => [
        name,
        TYPES.findIndex((type) => array instanceof type),
        array.byteOffset - file.byteOffset,
        array.length,
      ]),
  };
}

/** Reads the built-in model. @throws Error if the file is not the one that the build has seen. */
export function builtInModel(path: string): Classifier {
  const { size, checksum: expected, plain, arrays } = BUILT_IN;
  const { bytes, checksum } = summedMemory(size);
  const file = openSync(path, "r");
  // The first byte behind the end would be one too many.
  const isRead = readSync(file, bytes) === size && readSync(file, new Uint8Array(1)) === 0;
  closeSync(file);
  if (!isRead || checksum() !== expected) throw new Error("another model, or a damaged one");
  const views = arrays.map(([name, type, offset, length]) => [name, new TYPES[type]!(bytes.buffer, offset, length)]);
  return new Classifier(new LinearModel({ ...plain, ...Object.fromEntries(views) } as LinearArrays));
}
