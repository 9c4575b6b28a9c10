/** The memory that kernels work in: made, and made larger. */

import { NewsgroupsError } from "../core/errors.js";
import { engine, type Memory } from "./web-assembly.js";

/** Bytes of a page, and how many pages a memory may have. */
const PAGE = 1 << 16;
const MAX_PAGES = 1 << 16;
/** Whatever is in a memory begins at a multiple of this. */
const ALIGNMENT = 16;

/** The next multiple at which something can begin. */
export const aligned = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

/**
 * Makes a memory of zeros, which may grow to 4 GB.
 *
 * @param size bytes that it has at first, or a little more. Default 1.
 * @throws NewsgroupsError `input` if the process may not have so many addresses.
 */
export function newMemory(size: number = 1): Memory {
  try {
    return new engine.Memory({ initial: Math.ceil(size / PAGE), maximum: MAX_PAGES, shared: true });
  } catch (cause) {
    throw new NewsgroupsError(
      "input",
      "not enough addresses to train: Node 20 reserves 10 GB of them for each of two memories, and uses few; let the process have 24 GB (ulimit -v 24000000), which takes no memory",
      { cause },
    );
  }
}

/**
 * Makes a memory so large that it has `size` bytes. What it gets in addition holds anything.
 *
 * @throws NewsgroupsError `input` if it cannot be so large.
 */
export function makeRoom(memory: Memory, size: number): void {
  const missing = size - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / PAGE));
  } catch (cause) {
    const [needed, most] = [size, MAX_PAGES * PAGE].map((bytes) => `${(bytes / 2 ** 30).toFixed(1)} GB`);
    throw new NewsgroupsError(
      "input",
      `too many documents to train on at once: they need ${needed} of memory, and can have ${most} if the machine has them; train with --no-documents, or on fewer documents`,
      { cause },
    );
  }
}
