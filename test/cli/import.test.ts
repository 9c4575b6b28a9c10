/** The command `import`: dumps of scikit-learn to a model, what it reports, and what it refuses. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { load } from "../../src/index.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";
import { runBin, runHere } from "../support/run-command.js";

const FIXTURES = fileURLToPath(new URL("../scikit-learn/fixtures/1.9.1/", import.meta.url));
const fixture = (name: string): string => join(FIXTURES, name);
const TUTORIAL = fixture("tutorial.joblib");
const PAIR = [fixture("pair-vectorizer.pkl"), fixture("pair-model.pkl")];

/** Imports into `folder`; returns the path of the model. */
async function imported(folder: string, files: readonly string[], ...options: string[]): Promise<string> {
  const output = join(folder, "imported.model");
  const outcome = await runHere(["import", ...files, "-o", output, ...options]);
  expect(outcome).toMatchObject({ code: 0, stdout: options.includes("--json") ? expect.any(String) : "" });
  return output;
}

describe("import", () => {
  it("writes newsgroups.model in the working folder by default, and reports on stderr what it found", async () => {
    const folder = temporaryFolder();
    put(folder, "newsgroups_model.joblib", readFileSync(TUTORIAL));
    const { code, stdout, stderr } = await runBin(["import", "newsgroups_model.joblib"], { cwd: folder });
    expect([code, stdout]).toEqual([0, ""]);
    const [before, after] = [contentOf(TUTORIAL)!.length, contentOf(join(folder, "newsgroups.model"))!.length];
    expect(stderr.trimEnd().split("\n")).toEqual([
      "newsgroups: newsgroups_model.joblib: zlib joblib file, protocol 4",
      "newsgroups: scikit-learn 1.9.1",
      "newsgroups: TfidfVectorizer(min_df=2)",
      "newsgroups: MultinomialNB()",
      "newsgroups: 37 terms",
      "newsgroups: 3 categories: baking.bread, sport.football, sci.space",
      `newsgroups: newsgroups.model: ${after} bytes, from ${before}`,
    ]);
    expect(readdirSync(folder).sort()).toEqual(["newsgroups.model", "newsgroups_model.joblib"]);
    const predicted = await runBin(["predict", "-m", "newsgroups.model", "let the dough rise"], { cwd: folder });
    expect(predicted).toEqual({ code: 0, stdout: "baking.bread\n", stderr: "" });
  });

  it("prints the report as one JSON object with --json, on stdout alone what programs need", async () => {
    const folder = temporaryFolder();
    const output = join(folder, "x.model");
    const { code, stdout } = await runHere(["import", TUTORIAL, "-o", output, "--json"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      output,
      files: [
        {
          name: "tutorial.joblib",
          bytes: contentOf(TUTORIAL)!.length,
          container: "zlib",
          writer: "joblib",
          protocol: 4,
        },
      ],
      version: "1.9.1",
      steps: ["TfidfVectorizer(min_df=2)", "MultinomialNB()"],
      terms: 37,
      features: 37,
      categories: ["baking.bread", "sport.football", "sci.space"],
      hints: [],
      bytesBefore: contentOf(TUTORIAL)!.length,
      bytesAfter: contentOf(output)!.length,
    });
  });

  it("takes several files in any order, and each is reported", async () => {
    const folder = temporaryFolder();
    const one = contentOf(await imported(folder, PAIR))!;
    const other = contentOf(await imported(folder, PAIR.toReversed()))!;
    const targets = ["1", "2", "3"];
    expect([load(one).targets, load(other).targets]).toEqual([targets, targets]);
    const three = ["counts", "weights", "model", "labels"].map((part) => fixture(`three-files-${part}.joblib`));
    const { stderr } = await runHere(["import", ...three, "-o", join(folder, "three.model")]);
    for (const path of three) {
      expect(stderr).toMatch(new RegExp(`${basename(path)}: zlib (joblib|pickle) file, protocol 4\n`));
    }
    expect(stderr).toContain("3 categories: cooking, football, space\n");
  });

  it("names hashed features, and a file whose version is not known", async () => {
    const { stderr } = await runHere([
      "import",
      fixture("text-hashing-1024.joblib"),
      "-o",
      join(temporaryFolder(), "m"),
    ]);
    expect(stderr).toContain("newsgroups: 0 terms and 1024 hashed features\n");
  });

  it("names the categories as --targets says, in the order of the classes", async () => {
    const folder = temporaryFolder();
    const model = await imported(folder, PAIR, "--targets", "cooking, sport,space");
    expect(load(model).targets).toEqual(["cooking", "sport", "space"]);
    const { stdout } = await runHere(["predict", "-m", model, "the", "goalkeeper", "and", "the", "striker"]);
    expect(stdout).toBe("sport\n");
  });

  it("takes the names that stand beside the model, or the classes as text", async () => {
    const folder = temporaryFolder();
    expect(load(await imported(folder, [TUTORIAL])).targets).toEqual(["baking.bread", "sport.football", "sci.space"]);
    expect(load(await imported(folder, [fixture("dict.joblib")])).targets).toEqual([
      "ball games",
      "cooking",
      "the sky",
    ]);
    expect(load(await imported(folder, [fixture("classes-bool.joblib")])).targets).toEqual(["False", "True"]);
  });

  it("writes the same bytes each time", async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const bytes = contentOf(await imported(first, [TUTORIAL]))!;
    expect(contentOf(await imported(second, [TUTORIAL]))!.equals(bytes)).toBe(true);
  });

  it("reads the .npy files beside a dump of an old joblib", async () => {
    const old = fileURLToPath(new URL("../scikit-learn/fixtures/0.18.2/old-joblib.pkl", import.meta.url));
    const model = await imported(temporaryFolder(), [old]);
    expect(load(model).targets).toEqual(["baking.bread", "sport.football", "sci.space"]);
  });
});

describe("import that fails", () => {
  /** Runs an import over an old model, which must stay as it was. */
  async function refused(files: readonly string[], ...options: string[]) {
    const folder = temporaryFolder();
    const output = put(folder, "old.model", "old");
    const { code, stdout, stderr } = await runHere(["import", ...files, "-o", output, ...options]);
    expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
    expect(readdirSync(folder)).toEqual(["old.model"]);
    expect(contentOf(output)!.toString()).toBe("old");
    return { code, stdout, message: stderr.slice("newsgroups: ".length, -1) };
  }

  it.each([
    ["a function of the author's", ["refuse-own-tokenizer.joblib"], "step 'tfidfvectorizer': tokenizer is "],
    ["a string", ["refuse-string.pkl.gz"], "it holds 'model.pkl'; expected a fitted pipeline"],
    ["a vectorizer alone", ["refuse-vectorizer-alone.joblib"], "TfidfVectorizer: a vectorizer without its model"],
    ["a model alone", ["refuse-model-alone.joblib"], "MultinomialNB: a model without its vectorizer"],
    [
      "a vectorizer and a model of another",
      ["refuse-mismatch-vectorizer.joblib", "refuse-mismatch-model.joblib"],
      "features",
    ],
    ["a truncated file", ["refuse-truncated.joblib"], "damaged: "],
    [
      "a class that is not known",
      ["refuse-forest.joblib"],
      "sklearn.ensemble._forest.RandomForestClassifier is not supported",
    ],
    ["a pipeline that was never fitted", ["refuse-not-fitted.joblib"], "is not fitted: it has no vocabulary_"],
  ])("with 1: %s; one line names the file and the place, and nothing is written", async (_what, names, words) => {
    const { code, stdout, message } = await refused(names.map(fixture));
    expect([code, stdout]).toEqual([1, ""]);
    expect(message.startsWith(fixture(names[0]!))).toBe(true);
    expect(message).toContain(words);
  });

  it("with 1 for a file that is missing, a folder, or no dump at all", async () => {
    const folder = temporaryFolder();
    expect(await refused([join(folder, "none.pkl")])).toMatchObject({
      code: 1,
      message: expect.stringContaining("no such file"),
    });
    expect(await refused([folder])).toMatchObject({
      code: 1,
      message: expect.stringContaining("expected a file, got a folder"),
    });
    const text = put(folder, "notes.txt", "These are notes, and no dump.\n");
    expect(await refused([text])).toMatchObject({ code: 1, message: expect.stringContaining(text) });
  });

  it("with 1, and the code of the error in JSON, with --json", async () => {
    const { code, stdout, message } = await refused([fixture("refuse-string.pkl.gz")], "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "no-model", message } });
  });

  it("with 2 if --targets does not fit, and says which classes there are", async () => {
    expect(await refused(PAIR, "--targets", "ham,spam")).toMatchObject({
      code: 2,
      message: "--targets: 2 names for 3 classes (1, 2, 3); give one for each, in this order",
    });
    expect(await refused(PAIR, "--targets", "a,b,a")).toMatchObject({
      code: 2,
      message: '--targets: "a": expected distinct printable names',
    });
    expect((await runHere(["import", ...PAIR, "--targets", "a,,b"])).code).toBe(2);
  });

  it("with 2 without a file, or if the output is one of the inputs, which stay as they were", async () => {
    expect((await runHere(["import"])).code).toBe(2);
    const folder = temporaryFolder();
    const before = readFileSync(TUTORIAL);
    const path = put(folder, "model.joblib", before);
    const { code, stderr } = await runHere(["import", path, "-o", path]);
    expect([code, stderr]).toEqual([
      2,
      `newsgroups: ${path}: is an input file, and would be overwritten; write to another file\n`,
    ]);
    expect(contentOf(path)!.equals(before)).toBe(true);
  });

  it("with 1 before it reads anything if the output cannot be written", async () => {
    const output = join(temporaryFolder(), "none/my.model");
    const { code, stderr } = await runHere(["import", "none.joblib", "-o", output]);
    expect(code).toBe(1);
    expect(stderr).toContain(`${output}: cannot write`);
  });
});

describe("a dump where a model should be", () => {
  it.each([
    ["predict", (path: string) => ["predict", "-m", path, "a text"]],
    ["terms", (path: string) => ["terms", "-m", path]],
    ["load-check", (path: string) => ["load-check", path]],
    ["evaluate", (path: string) => ["evaluate", "-m", path, FIXTURES]],
    ["serve", (path: string) => ["serve", "-m", path, "--port", "0"]],
  ])("%s says how to convert it", async (_command, argumentsFor) => {
    const { code, stdout, stderr } = await runBin(argumentsFor(TUTORIAL));
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `newsgroups: ${TUTORIAL}: this is a joblib or pickle dump, not a newsgroups model; convert it with \`newsgroups import ${TUTORIAL}\`\n`,
    );
  });

  it.each([
    "container-joblib.joblib",
    "container-gzip.pkl.gz",
    "container-joblib-bz2.joblib",
    "container-joblib-xz.joblib",
    "pickle-0.pkl",
    "pickle-1.pkl",
    "pickle-2.pkl",
    "pickle-3.pkl",
    "pickle-4.pkl",
    "pickle-5.pkl",
  ])("is known by its bytes: %s", async (name) => {
    const { code, stderr } = await runHere(["predict", "-m", fixture(name), "a text"]);
    expect(code).toBe(1);
    expect(stderr).toContain(`convert it with \`newsgroups import ${fixture(name)}\``);
  });
});
