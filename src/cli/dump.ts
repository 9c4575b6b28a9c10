/** `newsgroups dump`: counts files → a model. */

import { dumpNamed } from "../dump.js";
import { printable } from "../errors.js";
import { requireWritable, writeFile } from "../files/write.js";
import { readBytes } from "../load.js";
import type { CompileOptions } from "../model/compile.js";
import { DONE } from "./exit-codes.js";
import type { Io } from "./io.js";

export type DumpOptions = Required<CompileOptions> & { readonly output: string };

export async function dumpCommand(io: Io, counts: readonly string[], options: DumpOptions): Promise<number> {
  requireWritable(options.output);
  const parts = counts.map((path) => ({ where: printable(path), bytes: readBytes(path) }));
  const artifact = await dumpNamed(parts, options);
  await writeFile(options.output, artifact);
  io.tell(`${printable(options.output)}: ${artifact.length} bytes`);
  return DONE;
}
