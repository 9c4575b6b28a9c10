/** The published package on other runtimes: the same counts, artifacts and imported models as here, and the same predictions. */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import { dump, importModel, train } from "../../../src/index.js";
import { LEXICON } from "../../../src/train/sentiment/lexicon.js";
import { decodeFlat } from "../../support/flat-model.js";
import { dumpOf } from "../../support/imported.js";
import type { Labelled } from "../../support/labelled.js";
import { INSTALLING_MS } from "../../support/npm.js";
import { project } from "../../support/project.js";
import { seeded } from "../../support/random.js";
import { SAMPLES } from "../../support/sample-corpus.js";
import {
  filesOf,
  importCases,
  importDifferences,
  importedDifferences,
  importedModels,
  textsForImported,
} from "./imported-models.js";
import { BUN, DENO, NODE_RUNTIMES, type Runtime, workerd } from "./runtimes.js";
import { differences, NEW_LETTERS, textsToClassify } from "./texts.js";

/** A runtime may have to be downloaded first. */
const timeout = INSTALLING_MS;
/** A program that hangs is to fail its own test and no other. */
const LONGEST_RUN_MS = 60_000;

const { folder, file, json, need } = project(new URL("programs", import.meta.url));
const model = file("node_modules/newsgroups/data/20newsgroups.model");
const texts = await textsToClassify();
const imported = await importedModels();
const importedTexts = textsForImported();
const cases = await importCases();

/** The words of the samples, with new letters in each document. */
const DOCUMENTS = SAMPLES.map(({ label, text }, i) => {
  const [one, other] = [NEW_LETTERS[i % 4], NEW_LETTERS[(i + 1) % 4]];
  return { label, text: `${text} the ${one} or${one}bit ${other}Word` };
});

/** Words that categories share, so that they are told apart by how often these occur and with which others. */
const SHARED = Array.from({ length: 60 }, (_, i) => `word${i}`);
const feltWords = (isWanted: (strength: number) => boolean): string[] =>
  LEXICON.filter(([strength]) => isWanted(strength)).flatMap(([, words]) => words.split(" "));
const LIKED = feltWords((strength) => strength > 2);
const DISLIKED = feltWords((strength) => strength < -2);

/** 120 documents a category, enough for a linear model: words by chance, and sometimes one that says how the category feels. */
function manyDocuments(labels: readonly string[], feelings: readonly (readonly string[])[]): Labelled[] {
  const random = seeded(16);
  const oneOf = (words: readonly string[]): string => words[Math.floor(random() * words.length)]!;
  return Array.from({ length: 120 * labels.length }, (_, i) => {
    const category = i % labels.length;
    const own = SHARED.filter((_, word) => word % labels.length === category);
    const words = Array.from({ length: 20 }, () => oneOf(random() < 0.4 ? own : SHARED));
    return { label: labels[category]!, text: `${words.join(" ")} not so ${oneOf(feelings[category] ?? SHARED)}` };
  });
}

/** Corpora for which `dump` chooses a linear model, with sentiment terms where they pay. */
const FITTED = [
  { documents: manyDocuments(["letters", "maps", "songs"], []), sentiment: false },
  { documents: manyDocuments(["praise", "complaint"], [DISLIKED, LIKED]), sentiment: true },
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The counts and the artifact of documents. */
async function madeHere(documents: readonly Labelled[]): Promise<readonly [Uint8Array, Uint8Array]> {
  const counts = await train(documents);
  return [counts, await dump(counts)];
}

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

/** Writes the imported models as files; returns their paths. */
function importedFiles(): string[] {
  return imported.map(({ name, artifact }) => {
    writeFileSync(file(`${name}.model`), artifact);
    return file(`${name}.model`);
  });
}

describe.each([...NODE_RUNTIMES, BUN, DENO])("$name", { timeout }, (runtime) => {
  it("classifies with newsgroups/core as the library does here", (context) => {
    const predictions = printed(context, runtime, file("classify.js"), model, json("texts.json", texts));
    expect(differences(texts, predictions)).toEqual([]);
  });

  it("classifies in a worker thread", (context) => {
    const predictions = printed(
      context,
      runtime,
      file("thread.js"),
      "newsgroups/core",
      json("texts.json", texts),
      model,
    );
    expect(differences(texts, predictions)).toEqual([]);
  });

  it("classifies with imported models, in a worker thread too", (context) => {
    const args = (): string[] => [json("imported.json", importedTexts), ...importedFiles()];
    const here = printed(context, runtime, file("classify-imported.js"), ...args());
    expect(importedDifferences(imported, importedTexts, here)).toEqual([]);
    const inThread = printed(context, runtime, file("thread.js"), "newsgroups/core/scikit-learn", ...args());
    expect(inThread).toBe(here);
  });

  it("imports dumps of scikit-learn to the same models, and refuses the same with the same words", (context) => {
    // BernoulliNB is imported with logarithms and exponentials, whose last bits differ there.
    const compared = [BUN, DENO].includes(runtime) ? cases.filter(({ name }) => !/nb-bernoulli/.test(name)) : cases;
    const dumps = json("dumps.json", filesOf(compared));
    expect(importDifferences(compared, printed(context, runtime, file("import.js"), dumps))).toEqual([]);
  });

  it("makes the same counts and artifact of letters that its Unicode tables may not know", async (context) => {
    const trained = JSON.parse(printed(context, runtime, file("train.js"), json("documents.json", DOCUMENTS)));
    const [counts, model] = await madeHere(DOCUMENTS);
    expect(trained).toEqual({ counts: hex(counts), model: hex(model) });
  });

  it.for(FITTED)(
    "makes the same counts and artifact of a linear model, sentiment terms: $sentiment",
    async ({ documents, sentiment }, context) => {
      const [counts, model] = await madeHere(documents);
      expect(decodeFlat(model).provenance).toMatchObject({ estimator: "linear", sentiment });
      const trained = JSON.parse(printed(context, runtime, file("train.js"), json("documents.json", documents)));
      expect(trained.counts === hex(counts)).toBe(true);
      expect(trained.model === hex(model)).toBe(true);
    },
  );
});

describe.each(NODE_RUNTIMES)("$name", { timeout }, (runtime) => {
  it("trains in a script that is given on the command line", (context) => {
    const script = `
      import { train } from "newsgroups";
      const counts = await train([{ label: "a", text: "the engine" }, { label: "b", text: "the orbit" }]);
      console.log(Buffer.from(counts).toString("latin1", 0, 8));`;
    expect(printed(context, runtime, "--input-type=module", "--eval", script)).toBe("NGCOUNTS");
  });

  it("imports a dump with the command line", async (context) => {
    const command = file("node_modules/.bin/newsgroups");
    expect(
      printed(context, runtime, command, "import", dumpOf("tutorial"), "--output", file("command.model"), "--quiet"),
    ).toBe("");
    expect(readFileSync(file("command.model")).equals(await importModel(dumpOf("tutorial")))).toBe(true);
    expect(printed(context, runtime, command, "predict", "-m", file("command.model"), "let the dough rise")).toBe(
      "baking.bread",
    );
  });
});

describe("workerd", { timeout }, () => {
  /** What a worker answers to a body. */
  async function answer(context: TestContext, body: object): Promise<string> {
    const path = need(context, workerd);
    for (const name of ["core.js", "core-scikit-learn.js"]) {
      copyFileSync(file(`node_modules/newsgroups/dist/${name}`), file(name));
    }
    copyFileSync(model, file("20newsgroups.model"));
    const server = spawn(path, ["serve", "--control-fd=1", file("worker.capnp")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void server.kill("SIGKILL"));
    const [line] = await once(createInterface(server.stdout), "line");
    const url = `http://127.0.0.1:${JSON.parse(line).port}`;
    return (await fetch(url, { method: "POST", body: JSON.stringify(body) })).text();
  }

  it("classifies in a worker that has the model as a module", async (context) => {
    expect(differences(texts, await answer(context, { texts }))).toEqual([]);
  });

  it("classifies with imported models that it gets in a request", async (context) => {
    const models = imported.map(({ artifact }) => Buffer.from(artifact).toString("base64"));
    const printed = await answer(context, { texts: importedTexts, models });
    expect(importedDifferences(imported, importedTexts, printed)).toEqual([]);
  });
});
