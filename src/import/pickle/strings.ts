/** Opcodes that push text or bytes. */

import { readScalar } from "../numpy/scalars.js";
import { COST, type Machine, type Opcode } from "./machine.js";
import { decodeRawUnicodeEscape, decodeRepr, decodeUtf8, MAX_TEXT_BYTES } from "./text.js";

function pushUtf8(machine: Machine, length: number): void {
  if (length > MAX_TEXT_BYTES) throw machine.limit(`a text has ${length} bytes; at most ${MAX_TEXT_BYTES} are read`);
  const { input } = machine;
  const start = input.skip(length);
  // One character beyond latin-1, and all take two bytes.
  machine.allowance.take(COST.text + 2 * length);
  const text = decodeUtf8(input.bytes, start, input.at);
  if (text === undefined) throw machine.fault("the pickle has a text that is not UTF-8");
  machine.push(text);
}

/** A `str` of Python 2: bytes, of which each becomes the character of its number. */
function pushLatin1(machine: Machine, length: number): void {
  if (length < 0) throw machine.fault("the pickle has a string of negative length");
  if (length > MAX_TEXT_BYTES) throw machine.limit(`a string has ${length} bytes; at most ${MAX_TEXT_BYTES} are read`);
  const { input } = machine;
  const start = input.skip(length);
  machine.allowance.take(COST.text + length);
  machine.push(input.bytes.toString("latin1", start, input.at));
}

function pushBytes(machine: Machine, length: number): void {
  const view = machine.input.view(length);
  machine.allowance.take(COST.view);
  machine.push(view);
}

function pushLine(machine: Machine, decode: (line: Buffer) => string | undefined): void {
  const line = machine.input.lineBytes();
  if (line.length > MAX_TEXT_BYTES)
    throw machine.limit(`a line has ${line.length} bytes; at most ${MAX_TEXT_BYTES} are read`);
  // Decoded once, and then copied: two bytes for each character.
  machine.allowance.take(COST.text + 4 * line.length);
  const text = decode(line);
  if (text === undefined) throw machine.fault("the pickle has an invalid text");
  machine.push(text);
}

function pushShortBytes(machine: Machine): void {
  const length = machine.input.byte();
  if (!readScalar(machine, length)) pushBytes(machine, length);
}

/** Opcodes of text and bytes. */
export const STRINGS: readonly Opcode[] = [
  [0x53, "STRING", (machine) => pushLine(machine, decodeRepr)],
  [0x54, "BINSTRING", (machine) => pushLatin1(machine, machine.input.int32())],
  [0x55, "SHORT_BINSTRING", (machine) => pushLatin1(machine, machine.input.byte())],
  [0x56, "UNICODE", (machine) => pushLine(machine, decodeRawUnicodeEscape)],
  [0x58, "BINUNICODE", (machine) => pushUtf8(machine, machine.input.uint32())],
  [0x8c, "SHORT_BINUNICODE", (machine) => pushUtf8(machine, machine.input.byte())],
  [0x8d, "BINUNICODE8", (machine) => pushUtf8(machine, machine.input.uint64())],
  [0x42, "BINBYTES", (machine) => pushBytes(machine, machine.input.uint32())],
  [0x43, "SHORT_BINBYTES", pushShortBytes],
  [0x8e, "BINBYTES8", (machine) => pushBytes(machine, machine.input.uint64())],
  [0x96, "BYTEARRAY8", (machine) => pushBytes(machine, machine.input.uint64())],
];
