/** Items of arrays: their bytes → numbers, truth values, text. Nothing here knows of shapes. */

import { endianness } from "node:os";
import { damaged } from "../damage.js";
import type { Dtype } from "./dtype.js";

/** An item that is no object: floats are numbers here, integers numbers where those are exact. */
export type Item = boolean | number | bigint | string | Uint8Array;

/** Reads the item that starts at a byte. */
export type ReadItem<T> = (view: DataView, at: number) => T;

const IS_LITTLE_ENDIAN = endianness() === "LE";
const FLOAT64_BYTES = 8;

/** Whether items of a dtype are numbers: booleans, integers of up to 64 bits, floats of 16, 32 or 64. */
export const isNumeric = (dtype: Dtype): boolean => numberReader(dtype) !== undefined;

/**
 * Returns numbers as float64, in the order in which they lie in memory; 64-bit integers are rounded to the nearest.
 *
 * @param bytes whole items of a numeric dtype.
 * @returns a view of `bytes` where they are what is asked for already.
 */
export function float64Items(bytes: Uint8Array, dtype: Dtype): Float64Array {
  const length = bytes.length / dtype.itemSize;
  if (dtype.kind === "f" && dtype.itemSize === FLOAT64_BYTES && dtype.isBigEndian !== IS_LITTLE_ENDIAN) {
    if (bytes.byteOffset % FLOAT64_BYTES === 0) return new Float64Array(bytes.buffer, bytes.byteOffset, length);
    const copy = new Float64Array(length);
    new Uint8Array(copy.buffer).set(bytes);
    return copy;
  }
  const read = numberReader(dtype)!;
  const view = viewOf(bytes);
  const items = new Float64Array(length);
  for (let i = 0; i < length; i++) items[i] = read(view, i * dtype.itemSize);
  return items;
}

/** Returns the reader of one item; undefined if items of this dtype are not read, or are objects. */
export function itemReader(dtype: Dtype): ReadItem<Item> | undefined {
  const { kind, itemSize, isBigEndian } = dtype;
  if (kind === "U") return (view, at) => textAt(view, at, itemSize, isBigEndian);
  if (kind === "S") return (view, at) => bytesAt(view, at, itemSize);
  const read = numberReader(dtype);
  if (read === undefined || kind === "f") return read;
  if (kind === "b") return (view, at) => read(view, at) !== 0;
  if (itemSize < FLOAT64_BYTES) return read;
  const readExact: ReadItem<bigint> =
    kind === "i" ? (view, at) => view.getBigInt64(at, !isBigEndian) : (view, at) => view.getBigUint64(at, !isBigEndian);
  return (view, at) => {
    const rounded = read(view, at);
    return Number.isSafeInteger(rounded) ? rounded : readExact(view, at);
  };
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function numberReader({ kind, itemSize, isBigEndian }: Dtype): ReadItem<number> | undefined {
  const isLittle = !isBigEndian;
  switch (`${kind}${itemSize}`) {
    case "b1":
    case "u1":
      return (view, at) => view.getUint8(at);
    case "i1":
      return (view, at) => view.getInt8(at);
    case "u2":
      return (view, at) => view.getUint16(at, isLittle);
    case "i2":
      return (view, at) => view.getInt16(at, isLittle);
    case "u4":
      return (view, at) => view.getUint32(at, isLittle);
    case "i4":
      return (view, at) => view.getInt32(at, isLittle);
    case "u8":
      return (view, at) => highAt(view, at, isLittle, false) * 2 ** 32 + lowAt(view, at, isLittle);
    case "i8":
      return (view, at) => highAt(view, at, isLittle, true) * 2 ** 32 + lowAt(view, at, isLittle);
    case "f2":
      return (view, at) => float16(view.getUint16(at, isLittle));
    case "f4":
      return (view, at) => view.getFloat32(at, isLittle);
    case "f8":
      return (view, at) => view.getFloat64(at, isLittle);
    default:
      return undefined;
  }
}

const lowAt = (view: DataView, at: number, isLittle: boolean): number =>
  view.getUint32(isLittle ? at : at + 4, isLittle);

function highAt(view: DataView, at: number, isLittle: boolean, isSigned: boolean): number {
  const high = isLittle ? at + 4 : at;
  return isSigned ? view.getInt32(high, isLittle) : view.getUint32(high, isLittle);
}

/** The number with a sign bit, five bits of exponent and ten of fraction (IEEE 754 binary16). */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 0x400) * 2 ** (exponent - 15);
}

const MAX_CODE_POINT = 0x10ffff;

/** Code points of 32 bits; zeros at the end only fill up. */
function textAt(view: DataView, at: number, itemSize: number, isBigEndian: boolean): string {
  let end = at + itemSize;
  while (end > at && view.getUint32(end - 4) === 0) end -= 4;
  let text = "";
  for (let i = at; i < end; i += 4) {
    const point = view.getUint32(i, !isBigEndian);
    if (point > MAX_CODE_POINT) {
      throw damaged(`an array of text has character ${point}; expected at most ${MAX_CODE_POINT}`);
    }
    text += String.fromCodePoint(point);
  }
  return text;
}

/** Bytes; zeros at the end only fill up. */
function bytesAt(view: DataView, at: number, itemSize: number): Uint8Array {
  let end = at + itemSize;
  while (end > at && view.getUint8(end - 1) === 0) end--;
  return new Uint8Array(view.buffer, view.byteOffset + at, end - at);
}
