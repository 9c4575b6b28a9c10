/** What commands print on a real terminal, which `script` makes. */

import { execFileSync, spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/folders.js";
import { skippedWithout } from "../support/programs.js";
import { BIN } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";
import { categoryOf, Serving } from "../support/serve-command.js";

const WITHOUT_TERMINAL = skippedWithout("script");
const ESCAPE = "\u001b";

describe.skipIf(WITHOUT_TERMINAL)(`the log of serve${WITHOUT_TERMINAL}`, () => {
  /** What a terminal shows of a server that answers one request and ends. */
  async function shown(...args: string[]): Promise<string> {
    const command = ["exec", process.execPath, BIN, "serve", "--port", "0", ...args].join(" ");
    const terminal = new Serving(spawn("script", ["-qec", `echo pid $$; ${command}`, "/dev/null"], { stdio: "pipe" }));
    const [, url] = await terminal.logged(/listening at (http:\/\/[^,\s]+)/);
    await categoryOf(url!, "goalie");
    process.kill(Number(/pid (\d+)/.exec(terminal.stdout)![1]), "SIGTERM");
    expect(await terminal.ended).toEqual([0, null]);
    return terminal.stdout;
  }

  it("is off by default", async () => {
    expect(await shown()).not.toContain("{");
    expect(await shown("--log")).toMatch(/^\{.*"url":"\/prediction".*\}\r$/m);
  });
});

describe.skipIf(WITHOUT_TERMINAL)(`predict --why${WITHOUT_TERMINAL}`, () => {
  it("colours the words", async () => {
    const model = await putModel(temporaryFolder());
    const command = `'${process.execPath}' '${BIN}' predict -m '${model}' --why Orbit rocket puck`;
    const env = { PATH: process.env["PATH"], TERM: "xterm" };
    const shown = execFileSync("script", ["-qec", command, "/dev/null"], { env, encoding: "utf8" });
    expect(shown).toMatch(/^space\r\n {2}space leads hockey by /);
    expect(shown).toMatch(new RegExp(`${ESCAPE}\\[(1;)?36mOrbit${ESCAPE}\\[0m`));
  });
});
