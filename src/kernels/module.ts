/** The compiled kernels, ready for use: compiled once for all of a process. */

import { KERNELS } from "./bytes.js";

let compiled: WebAssembly.Module | undefined;

/** Returns the kernels. */
export function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNELS, "base64"));
  return compiled;
}
