/** The compiled kernels, ready for use: compiled once for all of a process. */

import { KERNELS } from "./bytes.js";
import { engine, type Module } from "./web-assembly.js";

let compiled: Module | undefined;

/** Returns the kernels. */
export function kernelModule(): Module {
  compiled ??= new engine.Module(Buffer.from(KERNELS, "base64"));
  return compiled;
}
