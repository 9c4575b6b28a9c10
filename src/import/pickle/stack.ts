/** Opcodes of the machine itself: protocol, frames, marks, the memo. */

import type { Machine, Opcode } from "./machine.js";
import { parseInteger } from "./numbers.js";

/** The newest protocol that Python has. */
const MAX_PROTOCOL = 5;

function readProtocol(machine: Machine): void {
  const protocol = machine.input.byte();
  if (protocol > MAX_PROTOCOL) {
    throw machine.fault(`the pickle is of protocol ${protocol}; expected 0 to ${MAX_PROTOCOL}`);
  }
  machine.protocol = protocol;
}

/** A frame only tells how much can be read at once; its opcodes follow as they would without it. */
function readFrame(machine: Machine): void {
  const length = machine.input.uint64();
  const { left } = machine.input;
  if (length > left) throw machine.fault(`a frame has ${length} bytes, and the file only ${left} more,`);
}

function readIndex(machine: Machine): number {
  const index = parseInteger(machine.input.line());
  if (typeof index !== "number" || index < 0) throw machine.fault("the pickle has an invalid index of its memo");
  return index;
}

function binary(run: (machine: Machine) => void): (machine: Machine) => void {
  return (machine) => {
    machine.isBinary = true;
    run(machine);
  };
}

/** Opcodes of the machine. STOP is not one of them: it ends the loop that runs them. */
export const STACK: readonly Opcode[] = [
  [0x80, "PROTO", readProtocol],
  [0x95, "FRAME", readFrame],
  [0x28, "MARK", (machine) => machine.mark()],
  [0x30, "POP", (machine) => machine.discard()],
  [0x31, "POP_MARK", (machine) => machine.popMark()],
  [0x32, "DUP", (machine) => machine.push(machine.peek())],
  [0x67, "GET", (machine) => machine.get(readIndex(machine))],
  [0x68, "BINGET", (machine) => machine.get(machine.input.byte())],
  [0x6a, "LONG_BINGET", (machine) => machine.get(machine.input.uint32())],
  [0x70, "PUT", (machine) => machine.put(readIndex(machine))],
  [0x71, "BINPUT", binary((machine) => machine.put(machine.input.byte()))],
  [0x72, "LONG_BINPUT", binary((machine) => machine.put(machine.input.uint32()))],
  [0x94, "MEMOIZE", (machine) => machine.memoize()],
];
