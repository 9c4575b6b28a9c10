/** The examples of the documentation: run as a reader would, in a fresh folder for each file, they print what is said. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Block, blocksOf, type Command, commandsOf, printsOf, ROOT, requirePrinted } from "../docs/blocks.js";
import { sharedFolder } from "../support/folders.js";
import { skippedWithout } from "../support/programs.js";

const FILES = [
  "README.md",
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Where the documents' server listens; the one that is started for them takes any free port instead. */
const PORT = "8000";
/** Programs that blocks of a language need. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { console: ["bash"], python: ["python3"] };
const OURS = new RegExp(`\\b(localhost|127\\.0\\.0\\.1):${PORT}\\b`, "g");

const isRun = ({ remarks }: Block): boolean => remarks["not run"] === undefined;

describe.each(FILES.filter((file) => blocksOf(file).some(isRun)))("%s", (file) => {
  const folder = sharedFolder();
  let server: ChildProcess | undefined;
  let port = PORT;
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: `${folder}/bin:${process.env["PATH"]}` });

  beforeAll(() => {
    for (const name of ["bin", "node_modules", "data"]) mkdirSync(join(folder, name));
    symlinkSync(`${ROOT}bin/newsgroups.js`, join(folder, "bin/newsgroups"));
    symlinkSync(ROOT, join(folder, "node_modules/newsgroups"));
    symlinkSync(`${ROOT}data/sample`, join(folder, "data/sample"));
    symlinkSync(`${ROOT}test/scikit-learn/fixtures`, join(folder, "dumps"));
    writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  });

  afterAll(async () => {
    if (server?.exitCode === null) {
      const ended = once(server, "close");
      server.kill("SIGKILL");
      await ended;
    }
  });

  /** Starts a server, and leaves it to the blocks that follow. */
  async function serve({ where, command, output }: Command): Promise<void> {
    server = spawn("bash", ["-c", `exec 2>&1; exec ${command} --port 0`], { cwd: folder, env: env() });
    let printed = "";
    await new Promise<void>((resolve) => {
      server!.once("close", resolve);
      server!.stdout!.on("data", (chunk) => {
        printed += chunk;
        if (printed.split("\n").length > output.length) resolve();
      });
    });
    port = /listening at \S+:(\d+)/.exec(printed)?.[1] ?? PORT;
    requirePrinted(where, command, output, printed.replaceAll(`:${port}`, `:${PORT}`));
  }

  const run: Record<string, (block: Block) => Promise<void> | void> = {
    async console(block) {
      const commands = commandsOf(block);
      expect(commands, `${block.where}: no command`).not.toEqual([]);
      for (const each of commands) {
        if (/^newsgroups serve\b/.test(each.command)) await serve(each);
        else {
          const { stdout } = spawnSync("bash", ["-c", `exec 2>&1; ${each.command.replace(OURS, `$1:${port}`)}`], {
            cwd: folder,
            env: env(),
            encoding: "utf8",
          });
          requirePrinted(each.where, each.command, each.output, stdout.replaceAll(`:${port}`, `:${PORT}`));
        }
      }
    },
    ts(block) {
      writeFileSync(join(folder, "example.ts"), block.lines.join("\n"));
      const types = ["--strict", "--types", "node", "--typeRoots", `${ROOT}node_modules/@types`];
      const target = ["--module", "nodenext", "--target", "es2023", "--lib", "es2023"];
      const { stdout } = spawnSync(
        "node",
        [`${ROOT}node_modules/typescript/bin/tsc`, ...types, ...target, "example.ts"],
        {
          cwd: folder,
          encoding: "utf8",
        },
      );
      requirePrinted(block.where, "tsc", [], stdout);
      if (block.remarks["only compiled"] === undefined)
        print(block, "node", "example.js", readFileSync(join(folder, "example.js"), "utf8"));
    },
    js: (block) => print(block, "node", "example.mjs"),
    python: (block) => print(block, "python3", "example.py"),
  };

  /** Runs a program, and compares what it prints with its comments. */
  function print(block: Block, runner: string, name: string, source: string = block.lines.join("\n")): void {
    writeFileSync(join(folder, name), source.replace(OURS, `$1:${port}`));
    const { stdout, stderr } = spawnSync(runner, [name], { cwd: folder, encoding: "utf8" });
    const said = printsOf(block);
    expect(said, `${block.where}: prints nothing that could be wrong`).not.toEqual([]);
    requirePrinted(block.where, runner, said, stdout + stderr);
  }

  // What a block leaves behind, such as a server, later ones build upon: they are skipped with it.
  const needed: string[] = [];
  for (const block of blocksOf(file).filter(isRun)) {
    const { where, language, remarks } = block;
    needed.push(...(NEEDS[language] ?? []), ...(remarks.needs?.split(" ") ?? []));
    const without = skippedWithout(...new Set(needed));
    it.skipIf(without)(`${language} at ${where}${without}`, async () => {
      expect(Object.keys(run)).toContain(language);
      if (remarks.given !== undefined) execFileSync("bash", ["-ec", remarks.given], { cwd: folder, env: env() });
      await run[language]!(block);
    });
  }
});
