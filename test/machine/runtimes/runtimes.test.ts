/** The published package on other runtimes: the same counts and artifacts as here, byte for byte, and the same predictions. */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import { dump, train } from "../../../src/index.js";
import { INSTALLING_MS } from "../../support/npm.js";
import { project } from "../../support/project.js";
import { SAMPLES } from "../../support/sample-corpus.js";
import { BUN, DENO, NODE_RUNTIMES, type Runtime, workerd } from "./runtimes.js";
import { differences, NEW_LETTERS, textsToClassify } from "./texts.js";

/** A runtime may have to be downloaded first. */
const timeout = INSTALLING_MS;
/** A program that hangs is to fail its own test and no other. */
const LONGEST_RUN_MS = 60_000;

const { folder, file, json, need } = project(new URL("programs", import.meta.url));
const model = file("node_modules/newsgroups/data/20newsgroups.model");
const texts = await textsToClassify();

/** The words of the samples, with new letters in each document. */
const DOCUMENTS = SAMPLES.map(({ label, text }, i) => {
  const [one, other] = [NEW_LETTERS[i % 4], NEW_LETTERS[(i + 1) % 4]];
  return { label, text: `${text} the ${one} or${one}bit ${other}Word` };
});

/** What a runtime prints, given the path of a program and its arguments. */
function printed(context: TestContext, { command }: Runtime, ...args: readonly string[]): string {
  const [path, ...before] = need(context, command);
  const { status, stdout, stderr } = spawnSync(path!, [...before, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: LONGEST_RUN_MS,
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.trimEnd();
}

describe.each([...NODE_RUNTIMES, BUN, DENO])("$name", { timeout }, (runtime) => {
  it("classifies with newsgroups/core as the library does here", (context) => {
    const predictions = printed(context, runtime, file("classify.js"), model, json("texts.json", texts));
    expect(differences(texts, predictions)).toEqual([]);
  });

  it("classifies in a worker thread", (context) => {
    const predictions = printed(context, runtime, file("thread.js"), model, json("texts.json", texts));
    expect(differences(texts, predictions)).toEqual([]);
  });

  it("makes the same counts and artifact of letters that its Unicode tables may not know", async (context) => {
    const trained = JSON.parse(printed(context, runtime, file("train.js"), json("documents.json", DOCUMENTS)));
    const counts = await train(DOCUMENTS);
    expect(trained).toEqual({
      counts: Buffer.from(counts).toString("hex"),
      model: Buffer.from(await dump(counts)).toString("hex"),
    });
  });
});

describe.each(NODE_RUNTIMES)("$name", { timeout }, (runtime) => {
  it("trains in a script that is given on the command line", (context) => {
    const script = `
      import { train } from "newsgroups";
      const counts = await train([{ label: "a", text: "the engine" }, { label: "b", text: "the orbit" }]);
      console.log(Buffer.from(counts).toString("latin1", 0, 8));`;
    expect(printed(context, runtime, "--input-type=module", "--eval", script)).toBe("NGCOUNTS");
  });
});

describe("workerd", { timeout }, () => {
  it("classifies in a worker that has the model as a module", async (context) => {
    const path = need(context, workerd);
    copyFileSync(file("node_modules/newsgroups/dist/core.js"), file("core.js"));
    copyFileSync(model, file("20newsgroups.model"));
    const server = spawn(path, ["serve", "--control-fd=1", file("worker.capnp")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void server.kill("SIGKILL"));
    const [line] = await once(createInterface(server.stdout), "line");
    const url = `http://127.0.0.1:${JSON.parse(line).port}`;
    const response = await fetch(url, { method: "POST", body: JSON.stringify(texts) });
    expect(differences(texts, await response.text())).toEqual([]);
  });
});
