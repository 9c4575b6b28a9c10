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
writeFileSync(
  `${FOLDER}/../bytes.ts`,
  `/** The compiled kernels. Made by \`npm run build\`. */

export const KERNELS: string = "${Buffer.from(bytes).toString("base64")}";
`,
);
