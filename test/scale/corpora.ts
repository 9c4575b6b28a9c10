/** A corpus to count and a backlog to answer, and what one machine makes of them. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../docs/blocks.js";
import { pathIn } from "./machines.js";
import { writeRecipes } from "./recipes.js";

/** What one process makes of all of it. */
export interface Whole {
  readonly counts: Buffer;
  readonly model: Buffer;
}

/** Makes a corpus of so many documents in the folder, shards of it, and the recipes beside them. */
export function makeCorpus(folder: string, documents: number): Whole {
  const run = (command: string): void => {
    const env = { ...process.env, PATH: pathIn(folder) };
    execFileSync("bash", ["-ec", command], { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  };
  writeRecipes(folder);
  run(`node ${ROOT}bench/scale/corpus.js made ${documents} 1 2>&1 && mv made/0.ndjson corpus.ndjson && bash shard.sh`);
  run("newsgroups train corpus.ndjson -o one.counts -q && newsgroups dump one.counts -o one.model -q");
  const whole = { counts: readFileSync(join(folder, "one.counts")), model: readFileSync(join(folder, "one.model")) };
  rmSync(join(folder, "one.counts"));
  rmSync(join(folder, "one.model"));
  return whole;
}

/** Names of the shards. */
export const shardsIn = (folder: string): string[] =>
  readdirSync(join(folder, "shards"))
    .filter((name) => name.endsWith(".ndjson"))
    .sort();

/** Removes all that the recipes write but shards. */
export function clearCounts(folder: string): void {
  for (const name of readdirSync(join(folder, "shards"))) {
    if (!name.endsWith(".ndjson")) rmSync(join(folder, "shards", name));
  }
  for (const name of readdirSync(folder)) {
    if (/^corpus\.(counts|model)$|^(count|merge)(-\d+)?\.log$/.test(name)) rmSync(join(folder, name));
  }
}

/** Writes records with ids 0, 1, 2, ..., every tenth of them followed by a line that is no text. */
export function makeBacklog(folder: string, records: number): void {
  const lines = readFileSync(join(folder, "corpus.ndjson"), "utf8").trimEnd().split("\n");
  const backlog: string[] = [];
  for (let id = 0; id < records; id++) {
    backlog.push(JSON.stringify({ id, text: JSON.parse(lines[id % lines.length]!).text }));
    if (id % 10 === 0) backlog.push(id % 20 === 0 ? "" : "no JSON");
  }
  writeFileSync(join(folder, "backlog.ndjson"), backlog.map((line) => `${line}\n`).join(""));
}
