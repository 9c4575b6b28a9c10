/** The header of a container: its bytes → JSON that is checked to be written exactly as this package writes it. */

import { Fault } from "./fault.js";
import type { Header, Outline } from "./format.js";

/** Deepest nesting of lists and objects in a header. */
const MAX_DEPTH = 16;

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `value` is an object of exactly these keys, in this order. */
export function hasKeys(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  // One by one: a key may contain the comma that a joined list would have between two.
  const found = Object.keys(value);
  return found.length === keys.length && found.every((key, i) => key === keys[i]);
}

/**
 * Parses a header.
 *
 * @param outlineOf what the container of such a header must hold.
 * @throws Fault `header-json` or `header-keys`, and what `outlineOf` throws.
 */
export function parseHeader(
  bytes: Uint8Array,
  outlineOf: (header: Header) => Outline,
): { readonly header: Header; readonly outline: Outline } {
  if (isDeep(bytes)) throw new Fault("header-json", `its header is nested more than ${MAX_DEPTH} deep`);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  } catch {
    throw new Fault("header-json", "its header is not JSON");
  }
  if (!isRecord(header)) throw new Fault("header-json", "its header is not an object");
  const outline = outlineOf(header);
  const keys = [...outline.keys, "sections"];
  if (!hasKeys(header, keys)) {
    throw new Fault("header-keys", `its header must have exactly these keys, in this order: ${keys.join(", ")}`);
  }
  // A repeated key, stray white space, or bytes that are not UTF-8 do not survive this.
  const expected = new TextEncoder().encode(JSON.stringify(header));
  if (expected.length !== bytes.length || expected.some((byte, i) => byte !== bytes[i])) {
    throw new Fault("header-keys", "its header repeats a key, or is not written as this program writes JSON");
  }
  return { header, outline };
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Whether lists and objects are nested deeper than in any header; engines differ in how deep they can parse. */
function isDeep(json: Uint8Array): boolean {
  let depth = 0;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (byte === QUOTE) i = endOfString(json, i);
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** Where the string that begins at `start` ends. Most of a header is in strings: the engine leaps over them. */
function endOfString(json: Uint8Array, start: number): number {
  let end = start;
  let backslashes: number;
  do {
    end = json.indexOf(QUOTE, end + 1);
    if (end < 0) return json.length;
    backslashes = 0;
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes++;
  } while (backslashes % 2 === 1);
  return end;
}
