/** The commands at work on imported models: with and without probabilities, hashed, calibrated, of one class. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { importModel } from "../../src/index.js";
import { pickleOf } from "../import/scikit-learn/pickle-of.js";
import { bayes, counts, floats, instance, pipeline } from "../import/scikit-learn/python-values.js";
import answers from "../scikit-learn/fixtures/1.9.1/answers.json" with { type: "json" };
import texts from "../scikit-learn/texts.json" with { type: "json" };
import { put, temporaryFolder } from "../support/folders.js";
import { runBin, runHere } from "../support/run-command.js";

const FIXTURES = fileURLToPath(new URL("../scikit-learn/fixtures/1.9.1/", import.meta.url));

/** What scikit-learn answered, by the names of the categories. */
interface Answers {
  readonly names: readonly string[];
  readonly texts: readonly string[];
  readonly predictions: readonly string[];
  readonly probabilities: readonly (readonly number[])[] | null;
  readonly decision: readonly (number | readonly number[])[] | null;
}

function answersOf(name: string): Answers {
  const fixture = answers.fixtures.find((some) => some.name === name)!;
  const { classes = [], predictions = [], probabilities = null, decision = null } = fixture;
  const names = "categories" in fixture ? fixture.categories! : classes;
  return {
    names,
    texts: fixture.texts === "all" ? texts.evaluate : texts.core.map((index) => texts.evaluate[index]!),
    predictions: predictions.map((label) => names[classes.indexOf(label)]!),
    probabilities,
    decision,
  };
}

async function putImported(name: string): Promise<string> {
  return put(temporaryFolder(), `${name}.model`, await importModel(join(FIXTURES, `${name}.joblib`)));
}

const rows = (stdout: string): string[][] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
/** Texts that are no empty lines, of which predict makes no answer. */
const isLine = (text: string): boolean => text.trim() !== "" && !/[\n\r]/.test(text);

describe("predict with an imported model", () => {
  it.each(["tutorial", "svc", "text-hashing", "calibrated-sigmoid"])(
    "answers lines as scikit-learn does: %s",
    async (name) => {
      const { texts: asked, predictions } = answersOf(name);
      const lines = asked.flatMap((text, i) => (isLine(text) ? [{ text, expected: predictions[i]! }] : []));
      expect(lines.length).toBeGreaterThan(5);
      const model = await putImported(name);
      const { code, stdout } = await runHere(["predict", "-m", model, "--lines", "-q"], {
        stdin: lines.map(({ text }) => `${text}\n`).join(""),
      });
      expect(code).toBe(0);
      expect(stdout.trimEnd().split("\n")).toEqual(lines.map(({ expected }) => expected));
    },
  );

  it("prints probabilities with --top, and in JSON, where the class has some", async () => {
    const { names, texts: asked, probabilities } = answersOf("tutorial");
    const model = await putImported("tutorial");
    const best = probabilities![1]!.map((probability, i) => ({ category: names[i]!, probability }));
    best.sort((a, b) => b.probability - a.probability);
    const { stdout } = await runHere(["predict", "-m", model, "--top", "3", asked[1]!]);
    expect(rows(stdout)).toEqual(best.map(({ category, probability }) => [category, probability.toFixed(4)]));
    const json = JSON.parse((await runHere(["predict", "-m", model, "--json", asked[1]!])).stdout);
    expect(json.top.map(({ category }: { category: string }) => category)).toEqual(
      best.map(({ category }) => category),
    );
    expect(json.probability).toBeCloseTo(best[0]!.probability, 5);
    expect(json.knownTerms).toBe(4);
  });

  it("prints decision values where the class has no probabilities", async () => {
    const { names, texts: asked, decision } = answersOf("svc");
    const model = await putImported("svc");
    const best = (decision![0] as number[]).map((score, i) => ({ category: names[i]!, score }));
    best.sort((a, b) => b.score - a.score);
    const { stdout } = await runHere(["predict", "-m", model, "-k", "3", asked[0]!]);
    expect(rows(stdout)).toEqual(best.map(({ category, score }) => [category, score.toFixed(4)]));
    const json = JSON.parse((await runHere(["predict", "-m", model, "--json", "-k", "1", asked[0]!])).stdout);
    expect(json).toMatchObject({ category: "cooking", score: Number(best[0]!.score.toPrecision(6)) });
    expect(json).not.toHaveProperty("probability");
  });

  it("answers below --min-probability with a question mark or null, and refuses the option without probabilities", async () => {
    const model = await putImported("tutorial");
    const text = answersOf("tutorial").texts[1]!;
    const sure = await runHere(["predict", "-m", model, "--min-probability", "0.5", text]);
    expect(sure.stdout).toMatch(/^sci\.space/);
    const unsure = await runHere(["predict", "-m", model, "--min-probability", "0.9", "--json", text]);
    expect(JSON.parse(unsure.stdout).category).toBeNull();
    const { code, stderr } = await runHere([
      "predict",
      "-m",
      await putImported("svc"),
      "--min-probability",
      "0.5",
      "x",
    ]);
    expect([code, stderr]).toEqual([2, "newsgroups: --min-probability: this model gives scores, not probabilities\n"]);
  });

  it("gives a text without known terms what scikit-learn gives it, with 0 known terms and a warning", async () => {
    const { texts: asked, predictions } = answersOf("svc");
    const expected = predictions[asked.indexOf("")]!;
    const { stdout } = await runHere(["predict", "-m", await putImported("svc"), "--json", "qwxzy"]);
    expect(JSON.parse(stdout)).toMatchObject({ category: expected, knownTerms: 0 });
    const plain = await runHere(["predict", "-m", await putImported("svc"), "qwxzy"]);
    expect(plain.stdout).toBe(`${expected}\n`);
    expect(plain.stderr).toMatch(/^newsgroups: warning: no known words; /);
  });

  it("takes the text as it is: a message has no head for it", async () => {
    const model = await putImported("tutorial");
    const text = "Subject: the rocket\n\nthe rocket";
    const json = JSON.parse((await runHere(["predict", "-m", model, "--json"], { stdin: text })).stdout);
    const words = JSON.parse((await runHere(["predict", "-m", model, "--json", "the rocket the rocket"])).stdout);
    expect(json.top).toEqual(words.top);
  });
});

describe("predict --why with an imported model", () => {
  it.each(["tutorial", "svc", "logistic-two", "ovr-svc"])("shows shares that add up to the lead: %s", async (name) => {
    const text = answersOf(name).texts[0]!;
    const { code, stdout } = await runHere(["predict", "-m", await putImported(name), "--why", text]);
    expect(code).toBe(0);
    const [, lead, ...shares] = stdout.trimEnd().split("\n");
    const [, category, against, difference] = / (\S+) leads (\S+) by (\d+\.\d{4})$/.exec(lead!)!;
    expect([category, answersOf(name).names.includes(against!)]).toEqual([answersOf(name).predictions[0], true]);
    const sum = shares.reduce((total, line) => total + Number(/^ +([+-]\d+\.\d{4}) /.exec(line)![1]), 0);
    expect(sum).toBeCloseTo(Number(difference), 6);
    expect(shares.join("\n")).toContain("garlic");
  });

  it.each([
    ["text-hashing", "HashingVectorizer"],
    ["calibrated-sigmoid", "CalibratedClassifierCV"],
  ])("is a usage error that names the class: %s", async (name, className) => {
    const model = await putImported(name);
    for (const args of [
      ["predict", "-m", model, "--why", "garlic"],
      ["predict", "-m", model, "--why", "--json", "garlic"],
      ["terms", "-m", model],
    ]) {
      const { code, stdout, stderr } = await runHere(args);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
      expect(stderr).toContain(className);
    }
  });

  it("has no second category to compare with where a model has one alone", async () => {
    const model = await putImported("nb-one-class");
    const [category] = answersOf("nb-one-class").names;
    expect((await runHere(["predict", "-m", model, "garlic"])).stdout).toBe(`${category}\n`);
    const { stdout, stderr } = await runHere(["predict", "-m", model, "--why", "add the garlic and the tomatoes"]);
    expect(stdout + stderr).not.toMatch(/NaN|undefined/);
    const json = await runHere(["predict", "-m", model, "--why", "--json", "add the garlic and the tomatoes"]);
    expect(json.stdout + json.stderr).not.toMatch(/NaN|undefined|"difference":null/);
  });
});

describe("terms of an imported model", () => {
  it("are the terms that favour a category, the most first", async () => {
    const { code, stdout } = await runHere(["terms", "-m", await putImported("tutorial"), "--top", "5"]);
    expect(code).toBe(0);
    const lines = rows(stdout);
    const { names } = answersOf("tutorial");
    expect(lines.map(([category]) => category)).toEqual(names.flatMap((name) => Array(5).fill(name)));
    for (const name of names) {
      const shares = lines.filter(([category]) => category === name).map(([, , share]) => Number(share));
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      expect(shares.at(-1)).toBeGreaterThan(0);
    }
  });

  it("take one line each, whatever characters they have", async () => {
    const terms = ["a\nb", "a\tb", "\u001b[2J"];
    const dump = pickleOf(
      pipeline(
        counts({ analyzer: "char", ngram_range: [1, 4] }, terms),
        bayes({ feature_log_prob_: floats([-1, -2, -3, -3, -2, -1], [2, 3]) }),
      ),
    );
    const model = put(temporaryFolder(), "odd.model", await importModel(dump));
    const listed = await runHere(["terms", "-m", model]);
    expect(listed.stdout).not.toContain("\u001b");
    for (const line of rows(listed.stdout)) expect(line).toHaveLength(3);
    const why = await runHere(["predict", "-m", model, "--why", "xa\nb a\tb \u001b[2J"]);
    expect(why.stdout).not.toContain("\u001b");
    for (const line of why.stdout.trimEnd().split("\n").slice(1)) expect(line).toMatch(/^ {2}/);
  });
});

describe("load-check of an imported model", () => {
  it.each(["tutorial", "svc", "text-hashing", "calibrated-sigmoid"])(
    "repeats its predictions, and tells where it came from: %s",
    async (name) => {
      const model = await putImported(name);
      const { code, stdout, stderr } = await runHere(["load-check", model]);
      expect([code, stderr]).toEqual([0, ""]);
      const told = stdout.split("\n").map((line) => line.split(/ {2,}/));
      const value = (key: string) => told.find(([first]) => first === key)?.[1];
      expect(stdout.startsWith(`${model}: ok\n`)).toBe(true);
      expect(value("family")).toBe("scikit-learn");
      expect(value("made with")).toBe("scikit-learn 1.9.1");
      expect(value("imported from")).toMatch(new RegExp(`^${name}\\.joblib: \\d+ bytes, zlib, joblib, protocol 4$`));
      expect(value("step")).toMatch(/^\w+Vectorizer\(/);
      expect(value("predictions")).toMatch(/^all [1-9]\d* recorded/);
      expect(value("categories")).toBe(`${answersOf(name).names.length}`);
    },
  );

  it("tells the same in JSON, and checks --expect", async () => {
    const model = await putImported("tutorial");
    const [, text] = answersOf("tutorial").texts as [string, string];
    const { stdout } = await runHere(["load-check", model, "--json", "--expect", "sci.space", text]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      family: "scikit-learn",
      targets: answersOf("tutorial").names,
      terms: 37,
      features: 37,
      origin: {
        files: [{ name: "tutorial.joblib" }],
        version: "1.9.1",
        steps: ["TfidfVectorizer(min_df=2)", "MultinomialNB()"],
      },
    });
    const wrong = await runHere(["load-check", model, "--expect", "baking.bread", text]);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining("expected baking.bread, got sci.space")]);
  });

  it("shows no control characters of a dump's parameters", async () => {
    const dump = pickleOf(pipeline(counts({ decode_error: "\u001b[2J\nmore" }), bayes()));
    const model = put(temporaryFolder(), "odd.model", await importModel(dump));
    const { stdout } = await runHere(["load-check", model]);
    expect(stdout).toContain("decode_error=");
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("\nmore");
  });

  it("refuses one that was damaged", async () => {
    const bytes = await importModel(join(FIXTURES, "tutorial.joblib"));
    const path = put(temporaryFolder(), "damaged.model", bytes.with(bytes.length - 50, bytes.at(-50)! ^ 1));
    expect((await runHere(["load-check", path])).code).toBe(1);
    expect((await runBin(["predict", "-m", path, "x"])).code).toBe(1);
  });
});

describe("evaluate with an imported model", () => {
  it.each(["tutorial", "svc", "nb-one-class"])("counts what scikit-learn would get right: %s", async (name) => {
    const { texts: asked, predictions, names } = answersOf(name);
    const labelled = asked.flatMap((text, i) =>
      text.trim() ? [{ text, label: names[i % names.length]!, right: predictions[i] }] : [],
    );
    const right = labelled.filter((one) => one.right === one.label).length;
    const corpus = put(
      temporaryFolder(),
      "c.ndjson",
      labelled.map(({ text, label }) => `${JSON.stringify({ text, label })}\n`).join(""),
    );
    const { code, stdout } = await runHere(["evaluate", corpus, "-m", await putImported(name), "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ documents: labelled.length, accuracy: right / labelled.length });
    expect(stdout).not.toContain("null");
  });
});

it("an object that is no estimator is refused by its name in full", async () => {
  const path = put(temporaryFolder(), "x.pkl", pickleOf(instance("app.models.TextModel")));
  const { code, stderr } = await runHere(["import", path, "-o", join(temporaryFolder(), "m")]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(`${path}: TextModel: app.models.TextModel is not supported`),
  ]);
});
