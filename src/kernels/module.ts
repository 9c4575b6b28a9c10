/** The compiled kernels, ready for use: compiled once for all of a process. */

import { KERNELS } from "./bytes.js";

let compiled: WebAssembly.Module | undefined;

/** Returns the kernels, which take their memory as `env.memory`. */
export function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNELS, "base64"));
  return compiled;
}
