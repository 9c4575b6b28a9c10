/** The command `evaluate`: metrics of a corpus that can be counted by hand, and the files it writes. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { load, readCorpus } from "../../src/index.js";
import { put, temporaryFolder } from "../support/folders.js";
import { runHere } from "../support/run-command.js";
import { putArchive, putFolder, putModel, putNdjson, SAMPLES, type Sample } from "../support/sample-corpus.js";

/**
 * Of 6 documents, 4 are predicted correctly. autos: 3 documents, 2 correct, 3 predictions. hockey: 2 documents, both
 * correct, 3 predictions. space: 1 document, wrong, no predictions.
 */
const EVALUATED: readonly Sample[] = [
  { label: "autos", name: "1", text: "engine wheel" },
  { label: "autos", name: "2", text: "garage" },
  { label: "autos", name: "3", text: "goalie puck" },
  { label: "hockey", name: "1", text: "rink" },
  { label: "hockey", name: "2", text: "overtime playoff" },
  { label: "space", name: "1", text: "brake engine" },
];
const THIRDS = 2 / 3;
const MACRO_F1 = (THIRDS + 0.8 + 0) / 3;

const rows = (stdout: string): string[] => stdout.trimEnd().split("\n");

describe("evaluate", () => {
  it("prints accuracy, macro-F1, a line for each category and the most frequent confusions", async () => {
    const folder = temporaryFolder();
    const model = await putModel(folder);
    const { code, stdout, stderr } = await runHere([
      "evaluate",
      putFolder(folder, "evaluated", EVALUATED),
      "-m",
      model,
    ]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    const metrics = { accuracy: THIRDS, "macro-F1": MACRO_F1 };
    for (const [name, value] of Object.entries(metrics)) {
      expect(stdout).toMatch(new RegExp(`^${name} +${value.toFixed(4)}  \\(\\d\\.\\d{4} to \\d\\.\\d{4}\\)$`, "m"));
    }
    for (const name of ["calibration error", "Brier score", "log loss"]) {
      expect(stdout).toMatch(new RegExp(`^${name} +\\d+\\.\\d{4}  \\(\\d+\\.\\d{4} to \\d+\\.\\d{4}\\)$`, "m"));
    }
    expect(rows(stdout)[0]).toMatch(/^documents +6$/);
    expect(
      rows(stdout)
        .map((row) => row.trim().split(/\s+/))
        .slice(6),
    ).toEqual([
      [""],
      ["category", "precision", "recall", "F1", "documents"],
      ["autos", "0.6667", "0.6667", "0.6667", "3"],
      ["hockey", "0.6667", "1.0000", "0.8000", "2"],
      ["space", "0.0000", "0.0000", "0.0000", "1"],
      [""],
      ["most", "frequent", "confusions", "(documents,", "label,", "predicted)"],
      ["1", "autos", "hockey"],
      ["1", "space", "autos"],
    ]);
  });

  it("prints all metrics and the confusion matrix as one JSON object with --json", async () => {
    const folder = temporaryFolder();
    const args = ["evaluate", putNdjson(folder, "evaluated.ndjson", EVALUATED), "-m", await putModel(folder), "--json"];
    const { code, stdout } = await runHere(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const metrics = JSON.parse(stdout);
    expect(metrics.documents).toBe(6);
    expect(metrics.accuracy).toBeCloseTo(4 / 6, 12);
    expect(metrics.macroF1).toBeCloseTo(MACRO_F1, 12);
    expect(metrics.categories.map(({ category }: { category: string }) => category)).toEqual([
      "autos",
      "hockey",
      "space",
    ]);
    expect(metrics.categories[1]).toMatchObject({ precision: THIRDS, recall: 1, documents: 2 });
    expect(metrics.matrix).toEqual([
      [2, 1, 0],
      [0, 2, 0],
      [1, 0, 0],
    ]);
  });

  it("lists at most the five most frequent confusions, and none if every prediction is correct", async () => {
    const folder = temporaryFolder();
    const model = await putModel(folder);
    const word: Record<string, string> = { autos: "engine", hockey: "puck", space: "orbit" };
    const pairs = Object.keys(word).flatMap((label) => Object.keys(word).map((taken) => [label, taken] as const));
    const wrong = pairs.filter(([label, taken]) => label !== taken);
    const confused = wrong.flatMap(([label, taken], i) =>
      Array.from({ length: i + 1 }, (_, n) => ({ label, name: `${taken}${n}`, text: word[taken]! })),
    );
    const { stdout } = await runHere(["evaluate", putFolder(folder, "wrong", confused), "-m", model]);
    const listed = rows(stdout).slice(-5);
    const expected = wrong.map(([label, taken], i) => `${i + 1} ${label} ${taken}`);
    expect(listed.map((row) => row.trim().replace(/\s+/g, " "))).toEqual(expected.toReversed().slice(0, 5));
    expect(rows(stdout).at(-6)).toContain("confusions");
    const right = [{ label: "autos", name: "1", text: "engine" }];
    const perfect = await runHere(["evaluate", putFolder(folder, "right", right), "-m", model]);
    expect(perfect.stdout).toMatch(/^accuracy +1\.0000 /m);
    expect(perfect.stdout).not.toContain("confusions");
  });

  it("evaluates several corpora together, and a subset of an archive", async () => {
    const folder = temporaryFolder();
    const model = await putModel(folder);
    const whole = await runHere(["evaluate", putFolder(folder, "whole", EVALUATED), "-m", model]);
    const parts = [putFolder(folder, "a", EVALUATED.slice(0, 2)), putNdjson(folder, "b.ndjson", EVALUATED.slice(2))];
    expect(await runHere(["evaluate", ...parts, "-m", model])).toEqual(whole);
    const archive = await putArchive(folder, "both.tgz", { train: EVALUATED.slice(0, 1), test: EVALUATED });
    expect(await runHere(["evaluate", archive, "--subset", "test", "-m", model])).toEqual(whole);
  });

  it("uses the model of $NEWSGROUPS_MODEL, or the embedded one", async () => {
    const folder = temporaryFolder();
    const env = { NEWSGROUPS_MODEL: await putModel(folder) };
    const corpus = putFolder(folder, "evaluated", EVALUATED.slice(0, 2));
    expect((await runHere(["evaluate", corpus], { env })).stdout).toMatch(/^accuracy +1\.0000 /m);
    const hockey = [{ label: "rec.sport.hockey", name: "1", text: "goalie puck playoff" }];
    const embedded = await runHere(["evaluate", putFolder(folder, "hockey", hockey)]);
    expect(embedded).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^accuracy +1\.0000 /m) });
  });

  it.each([
    ["headers", "From: someone\nSubject: puck goalie\n\nengine wheel"],
    ["footers", "engine wheel\n--\npuck goalie rink overtime playoff"],
    ["quotes", "engine wheel\n> puck goalie rink overtime playoff"],
    ["headers,quotes", "Subject: puck rink\n\nengine wheel\n> puck goalie rink overtime playoff"],
    ["quotes,footers", "engine wheel\n> goalie puck rink overtime\n---\npuck goalie rink overtime playoff"],
  ])("strips %s before it classifies", async (parts, text) => {
    const folder = temporaryFolder();
    const model = await putModel(folder);
    const corpus = putFolder(folder, "corpus", [{ label: "autos", name: "1", text }]);
    expect((await runHere(["evaluate", corpus, "-m", model])).stdout).toMatch(/^accuracy +0\.0000 /m);
    const stripped = await runHere(["evaluate", corpus, "-m", model, "--strip", parts]);
    expect(stripped.stdout).toMatch(/^accuracy +1\.0000 /m);
  });

  it("warns of labels that the model does not know, and counts them as wrong", async () => {
    const folder = temporaryFolder();
    const model = await putModel(folder);
    const strange = [
      ...EVALUATED,
      { label: "chess", name: "1", text: "engine" },
      { label: "go", name: "1", text: "puck" },
    ];
    const corpus = putFolder(folder, "strange", strange);
    const { code, stdout, stderr } = await runHere(["evaluate", corpus, "-m", model, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).accuracy).toBeCloseTo(4 / 8, 12);
    expect(stderr).toMatch(/^newsgroups: warning: [^\n]*label that the model does not know[^\n]*: chess, go\n$/);
    expect((await runHere(["evaluate", corpus, "-m", model, "-q"])).stderr).toBe("");
  });

  it("fails if a corpus cannot be read or is empty, or if the model cannot be loaded", async () => {
    const folder = temporaryFolder();
    const model = await putModel(folder);
    const corpus = putFolder(folder, "evaluated", EVALUATED);
    for (const [args, word] of [
      [[join(folder, "none"), "-m", model], "none"],
      [[putNdjson(folder, "empty.ndjson", []), "-m", model], "no documents"],
      [[corpus, "-m", join(folder, "none.model")], "none.model"],
      [[corpus, "-m", join(corpus, "autos/1")], "not a newsgroups model"],
    ] as const) {
      const { code, stdout, stderr } = await runHere(["evaluate", ...args]);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
      expect(stderr).toContain(word);
    }
  });

  it("writes a line for each document with --predictions, in the order of the corpus", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "out.ndjson");
    const model = await putModel(folder);
    const corpus = putFolder(folder, "evaluated", [...EVALUATED, { label: "chess", name: "1", text: "engine" }]);
    const args = ["evaluate", corpus, "-m", model, "-q"];
    const { code, stdout } = await runHere([...args, "--predictions", path]);
    expect([code, stdout]).toEqual([0, (await runHere(args)).stdout]);
    const written = readFileSync(path, "utf8");
    expect(written.endsWith("}\n")).toBe(true);
    const answers = rows(written).map((line) => JSON.parse(line));
    const classifier = load(model);
    const expected: unknown[] = [];
    for await (const { id, label, text } of readCorpus(corpus)) {
      const { category, probability, knownTerms, top } = classifier.predict(text, 3);
      const labelProbability = top.find((ranked) => ranked.category === label)?.probability ?? 0;
      expected.push({ id, label, category, probability, labelProbability, knownTerms });
    }
    expect(answers).toEqual(expected);
    expect(answers.map(({ label }) => label)).toContain("chess");
    await runHere([...args, "--predictions", path]);
    expect(readFileSync(path, "utf8")).toBe(written);
  });

  it("writes all predictions or none", async () => {
    const folder = temporaryFolder();
    const model = await putModel(folder);
    const path = put(folder, "out.ndjson", "old");
    const lines = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ label: "autos", text: `engine ${i}` }));
    const broken = put(folder, "broken.ndjson", `${[...lines, "{"].join("\n")}\n`);
    expect((await runHere(["evaluate", broken, "-m", model, "--predictions", path])).code).toBe(1);
    expect(readFileSync(path, "utf8")).toBe("old");
    const whole = put(folder, "whole.ndjson", `${lines.join("\n")}\n`);
    expect((await runHere(["evaluate", whole, "-m", model, "--predictions", path])).code).toBe(0);
    const ids = rows(readFileSync(path, "utf8")).map((line) => JSON.parse(line).id);
    expect(ids).toEqual(lines.map((_, i) => `${whole}:${i + 1}`));
  });

  it("writes the same page each time with --report", async () => {
    const folder = temporaryFolder();
    const [one, other] = [join(folder, "one.html"), join(folder, "other.html")];
    const args = [
      "evaluate",
      putFolder(folder, "evaluated", EVALUATED),
      "-m",
      await putModel(folder),
      "--strip",
      "headers",
    ];
    const { code, stdout, stderr } = await runHere([...args, "--report", one]);
    expect([code, stderr]).toEqual([0, `newsgroups: wrote ${one}\n`]);
    expect(stdout).toBe((await runHere(args)).stdout);
    await runHere([...args, "--report", other]);
    const page = readFileSync(one, "utf8");
    expect(readFileSync(other, "utf8")).toBe(page);
    expect(page).toContain("6 documents in\n3 categories");
    expect(page).toContain("without headers");
  });

  it("finds training documents again whatever became of their outer blanks and line ends", async () => {
    const folder = temporaryFolder();
    const text = "Subject: engine\n\nwheel brake\n  clutch oil";
    const trained = putNdjson(folder, "trained.ndjson", [...SAMPLES, { label: "autos", name: "4", text }]);
    const counts = join(folder, "trained.counts");
    await runHere(["train", "-q", trained, "-o", counts]);
    const variants = [text, `${text}\n`, `\n ${text} \n\n`, text.replaceAll("\n", "\r\n"), `${text}\r\n\t`];
    const others = [text.replace("clutch", "gear"), text.replace("brake", "brake ")];
    for (const [texts, seen] of [
      [variants, `${variants.length} of ${variants.length} documents (100.0%) were seen in`],
      [others, `None of the ${others.length} documents was seen in training.`],
    ] as const) {
      const lines = texts.map((one) => `${JSON.stringify({ text: one, label: "autos" })}\n`).join("");
      const evaluated = put(folder, "evaluated.ndjson", lines);
      const report = join(folder, "report.html");
      const model = ["-m", await putModel(folder)];
      await runHere(["evaluate", evaluated, ...model, "--report", report, "--counts", counts]);
      expect(readFileSync(report, "utf8")).toContain(seen);
    }
  });

  it("leaves out the intervals by --no-intervals, and nothing else", async () => {
    const folder = temporaryFolder();
    const args = ["evaluate", putFolder(folder, "evaluated", EVALUATED), "-m", await putModel(folder)];
    const report = join(folder, "report.html");
    const [text, plain] = [await runHere(args), await runHere([...args, "--no-intervals", "--report", report])];
    expect(plain.stdout).toBe(text.stdout.replace(/ {2}\(.*\)$/gm, (range) => (range.includes(" to ") ? "" : range)));
    expect(plain.stdout).not.toBe(text.stdout);
    const [json, plainJson] = await Promise.all(
      [[], ["--no-intervals"]].map(async (more) => JSON.parse((await runHere([...args, "--json", ...more])).stdout)),
    );
    const { intervals, ...rest } = json;
    expect(Object.keys(intervals)).toContain("accuracy");
    expect(plainJson).toEqual(rest);
    const page = readFileSync(report, "utf8");
    expect(page).toContain("Accuracy");
    expect(page).not.toContain("95% interval");
  });

  it("fails below --min-accuracy, after everything is printed and written", async () => {
    const folder = temporaryFolder();
    const [report, predictions] = [join(folder, "report.html"), join(folder, "out.ndjson")];
    const args = ["evaluate", putFolder(folder, "evaluated", EVALUATED), "-m", await putModel(folder)];
    const without = await runHere(args);
    const outputs = ["--report", report, "--predictions", predictions];
    const { code, stdout, stderr } = await runHere([...args, ...outputs, "--min-accuracy", "0.7"]);
    expect([code, stdout]).toEqual([1, without.stdout]);
    expect(stderr).toMatch(
      /^newsgroups: wrote .*report\.html\nnewsgroups: wrote .*out\.ndjson\nnewsgroups: accuracy 0\.6667 \(4 of 6 documents\) is below --min-accuracy 0\.7\n$/,
    );
    expect([existsSync(report), rows(readFileSync(predictions, "utf8")).length]).toEqual([true, 6]);
    for (const min of ["0", "0.66", `${4 / 6}`]) {
      expect(await runHere([...args, "--min-accuracy", min])).toEqual(without);
    }
    expect((await runHere([...args, "--min-accuracy", "1"])).code).toBe(1);
  });

  it.each(["", " ", "-0.1", "1.1", "85%", "NaN"])("rejects --min-accuracy %j as wrong usage", async (value) => {
    const { code, stdout, stderr } = await runHere(["evaluate", "corpus", "--min-accuracy", value]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^newsgroups: .*--min-accuracy.* Give a number from 0 to 1/);
  });

  it("rejects outputs that cannot be written before it reads anything, and two outputs in one file", async () => {
    const folder = temporaryFolder();
    const corpus = join(folder, "no corpus");
    for (const option of ["--report", "--predictions"]) {
      const { code, stderr } = await runHere(["evaluate", corpus, option, join(folder, "none", "out")]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^newsgroups: [^\n]*none\/out: cannot write[^\n]*\n$/);
    }
    const path = join(folder, "out");
    const both = await runHere(["evaluate", corpus, "--report", path, "--predictions", `${folder}/./out`]);
    expect(both.code).toBe(2);
    expect(both.stderr).toContain("give two different files");
    const texts = putNdjson(folder, "texts.ndjson");
    for (const option of ["--report", "--predictions"]) {
      const { code, stderr } = await runHere(["evaluate", texts, option, texts]);
      expect(code).toBe(2);
      expect(stderr).toContain("texts.ndjson: is an input file");
    }
    const counts = await runHere(["evaluate", corpus, "--counts", "x.counts"]);
    expect(counts.code).toBe(2);
    expect(counts.stderr).toContain("--counts needs --report");
  });

  it.each(["", "header", "headers,", "headers;quotes"])("rejects --strip %j as wrong usage", async (value) => {
    const { code, stdout, stderr } = await runHere(["evaluate", "corpus", "--strip", value]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^newsgroups: .*--strip/);
    expect(stderr).toContain("headers,footers,quotes");
  });
});
