/** Compiles the kernels, and writes them as a module of TypeScript, so that whatever bundles the package finds them. */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
/** Pages of 64 kB: what a module of 32 bits can have. */
const MAX_PAGES = 65536;

let bytes = new Uint8Array();
const { error, stderr } = await asc.main(
  [
    "index.ts",
    ...["--outFile", "kernels.wasm", "--runtime", "stub", "-O3", "--noAssert", "--use", "abort="],
    ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", String(MAX_PAGES)],
    ...["--enable", "simd", "--enable", "threads"],
    ...["--baseDir", FOLDER],
  ],
  {
    writeFile(name, contents) {
      if (name.endsWith(".wasm")) bytes = contents;
    },
  },
);
if (error) throw new Error(stderr.toString(), { cause: error });
if (hasData(bytes)) {
  throw new Error(
    "the kernels have data of their own, which would lie where arrays are: use no strings and no array literals",
  );
}
writeFileSync(
  `${FOLDER}/../bytes.ts`,
  `/** The compiled kernels. Made by \`npm run build\`. */

export const KERNELS: string = "${Buffer.from(bytes).toString("base64")}";
`,
);

/** Whether a module has a data section: each instance would write it into the memory that all share. */
function hasData(module) {
  const DATA = 11;
  // Behind the magic number and the version come sections: a byte that says which, the length in sevens of bits, and so many bytes.
  for (let at = 8; at < module.length; ) {
    if (module[at++] === DATA) return true;
    let length = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = module[at++];
      length += (byte & 0x7f) * 2 ** shift;
      more = byte >= 0x80;
    }
    at += length;
  }
  return false;
}
