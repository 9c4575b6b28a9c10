/** The command `load-check`: the description of an intact model, and a failure for each fault. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bucketShift } from "../../src/core/models/linear/arrays.js";
import { wilson } from "../../src/core/predict/interval.js";
import { hashForm } from "../../src/core/text/hash.js";
import { embeddedModel } from "../../src/package-files.js";
import { sha256 } from "../support/digest.js";
import { decodeFlat, encodeFlat } from "../support/flat-model.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";
import { type Outcome, runBin, runHere } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

function expectRefusal({ code, stdout, stderr }: Outcome, ...words: string[]): void {
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
  for (const word of words) expect(stderr).toContain(word);
}

describe("load-check", () => {
  it("describes a model and reproduces its recorded predictions", async () => {
    const path = await putModel(temporaryFolder());
    const bytes = contentOf(path)!;
    const { recorded, calibration } = decodeFlat(bytes, path);
    const { code, stdout, stderr } = await runHere(["load-check", path]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout.split("\n")[0]).toBe(`${path}: ok`);
    const told = new Map(stdout.split("\n").map((line) => line.split(/ {2,}/) as [string, string]));
    expect(told.get("format")).toBe("version 5");
    expect(told.get("sha256")).toBe(sha256(bytes));
    expect(told.get("size")).toBe(`${bytes.length} bytes`);
    expect(told.get("categories")).toBe("3");
    expect(told.get("documents")).toBe("9");
    expect(told.get("estimator")).toMatch(/^complement, alpha 0\.05, .* addresses dropped, stop words kept$/);
    expect(told.get("made with")).toMatch(/wink-nlp \d.*ml-naivebayes \d.*newsgroups \d/);
    const { right, documents: tested, folds, base, spread, brevity } = calibration;
    const [low, high] = wilson(right, tested).map((share) => share.toFixed(3));
    expect(told.get("accuracy")).toBe(
      `${(right / tested).toFixed(3)} (95 % interval ${low} to ${high}), by ${folds} folds (${right} of ${tested} documents)`,
    );
    expect(told.get("choice")).toMatch(/^complement, by accuracy on held-out documents: complement .* \d/);
    expect(told.get("probabilities")).toBe(
      `softmax, temperature ${base} + ${spread} × standard deviation of the scores + ${brevity} ⁄ known terms`,
    );
    expect(told.get("predictions")).toContain(`all ${recorded.length} `);
    expect(recorded.length).toBeGreaterThan(2);
    expect(stdout).toContain("\n  autos\t3\n  hockey\t3\n  space\t3\n");
  });

  it("prints the same as one JSON object with --json", async () => {
    const path = await putModel(temporaryFolder());
    const bytes = contentOf(path)!;
    const { code, stdout } = await runHere(["load-check", "--json", path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      path,
      format: 5,
      sha256: sha256(bytes),
      bytes: bytes.length,
      targets: ["autos", "hockey", "space"],
      documents: [3, 3, 3],
      provenance: { estimator: "complement", keepEmails: false, stopWords: "keep" },
    });
  });

  it("says why it was this estimator, if the model knows", async () => {
    const model = decodeFlat(contentOf(await putModel(temporaryFolder()))!, "model");
    const choice = "it was right more often";
    const path = put(
      temporaryFolder(),
      "chosen.model",
      encodeFlat({ ...model, provenance: { ...model.provenance, choice } }),
    );
    expect((await runHere(["load-check", path])).stdout).toMatch(/^choice {2,}it was right more often$/m);
    const { provenance } = JSON.parse((await runHere(["load-check", "--json", path])).stdout);
    expect(provenance).toMatchObject({ choice });
  });

  it("names no alpha of a model that has none, and no accuracy of one that predicted no document", async () => {
    const model = decodeFlat(contentOf(await putModel(temporaryFolder()))!, "model");
    const provenance = { ...model.provenance, estimator: "linear" as const };
    const calibration = { ...model.calibration, documents: 0, right: 0, folds: 0 };
    const path = put(temporaryFolder(), "linear.model", encodeFlat({ ...model, provenance, calibration }));
    const { stdout } = await runHere(["load-check", path]);
    expect(stdout).toMatch(/^estimator +linear, at most/m);
    expect(stdout).toMatch(/^accuracy +unknown: no document was held out$/m);
  });

  it("reports that e-mail addresses were kept", async () => {
    const model = decodeFlat(contentOf(await putModel(temporaryFolder()))!, "model");
    const provenance = { ...model.provenance, keepEmails: true };
    const path = put(temporaryFolder(), "kept.model", encodeFlat({ ...model, provenance }));
    expect((await runHere(["load-check", path])).stdout).toContain("e-mail addresses kept");
  });

  it("reports that stop words were dropped", async () => {
    const model = decodeFlat(contentOf(await putModel(temporaryFolder()))!, "model");
    const provenance = { ...model.provenance, stopWords: "drop" } as const;
    const path = put(temporaryFolder(), "dropped.model", encodeFlat({ ...model, provenance }));
    expect((await runHere(["load-check", path])).stdout).toContain("stop words dropped");
  });

  it("checks the model that predict would use: the embedded one, or that of $NEWSGROUPS_MODEL", async () => {
    const path = await putModel(temporaryFolder());
    expect((await runHere(["load-check"])).stdout).toMatch(`${embeddedModel()}: ok\n`);
    expect((await runHere(["load-check"], { env: { NEWSGROUPS_MODEL: path } })).stdout).toMatch(`${path}: ok\n`);
    expect((await runHere(["load-check"], { env: { NEWSGROUPS_MODEL: "" } })).stdout).toMatch(`${embeddedModel()}: ok`);
    const gone = await runHere(["load-check"], { env: { NEWSGROUPS_MODEL: "elsewhere" } });
    expectRefusal(gone, "elsewhere", "fix or unset $NEWSGROUPS_MODEL");
    const asked = await runHere(["load-check", path], { env: { NEWSGROUPS_MODEL: "elsewhere" } });
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining(`${path}: ok\n`) });
  });

  it("accepts the digest of the file in either case, and refuses any other", async () => {
    const path = await putModel(temporaryFolder());
    const digest = sha256(contentOf(path)!);
    expect((await runHere(["load-check", path, "--sha256", digest])).code).toBe(0);
    expect((await runHere(["load-check", path, "--sha256", digest.toUpperCase()])).code).toBe(0);
    const other = sha256(Buffer.from("other"));
    expectRefusal(await runHere(["load-check", path, "--sha256", other]), path, digest, other);
  });

  it("checks each --expect", async () => {
    const path = await putModel(temporaryFolder());
    const right = ["--expect", "autos", "engine wheel", "--expect", "space", "lunar orbit"];
    expect((await runHere(["load-check", path, ...right])).code).toBe(0);
    const wrong = await runHere(["load-check", path, ...right, "--expect", "hockey", "rocket probe"]);
    expectRefusal(wrong, path, '"rocket probe": expected hockey, got space');
    const unknown = await runHere(["load-check", path, "--expect", "chess", "rocket"]);
    expectRefusal(unknown, path, "chess", "autos, hockey, space");
  });

  it("passes the example of its help with the embedded model", async () => {
    const expected = ["--expect", "comp.sys.ibm.pc.hardware", "computer cpu memory ram"];
    expect((await runBin(["load-check", ...expected])).code).toBe(0);
  });

  it("refuses an odd number of values for --expect as wrong usage, with --json too", async () => {
    for (const more of [[], ["--json"]]) {
      const { code, stdout, stderr } = await runHere(["load-check", ...more, "--expect", "autos"]);
      expect(code).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^newsgroups: --expect [^\n]+\n$/);
    }
  });

  it("refuses a file that is missing, not a model, truncated or damaged", async () => {
    const folder = temporaryFolder();
    const bytes = contentOf(await putModel(folder))!;
    const flipped = Uint8Array.from(bytes);
    flipped[bytes.length >> 1]! ^= 4;
    const check = (path: string) => runHere(["load-check", path]);
    expectRefusal(await check(join(folder, "none")), "none", "no such file");
    expectRefusal(await check(folder), folder, "expected a file, got a folder");
    expectRefusal(await check(put(folder, "text", "x".repeat(100))), "text: not a newsgroups model");
    expectRefusal(await check(put(folder, "cut", bytes.subarray(0, -8))), "cut: invalid: its section");
    expectRefusal(await check(put(folder, "flipped", flipped)), "flipped: ");
  });

  it("refuses a model with a word in the wrong bucket", async () => {
    const folder = temporaryFolder();
    const model = decodeFlat(contentOf(await putModel(folder))!, "model");
    const { bucketWords, wordLengths } = model;
    // The last word of all stays in order if its first byte grows.
    const last = wordLengths.length - 1;
    const end = model.wordBytes.length;
    const start = end - wordLengths[last]!;
    const wordBytes = Uint8Array.from(model.wordBytes);
    const shift = bucketShift(bucketWords);
    const bucket = hashForm(wordBytes, start, end) >>> shift;
    while (hashForm(wordBytes, start, end) >>> shift === bucket) wordBytes[start]!++;
    const path = put(folder, "misplaced.model", encodeFlat({ ...model, wordBytes }));
    expectRefusal(await runHere(["load-check", path]), path, `word ${last} is not in the bucket`);
  });

  it("refuses a model that does not reproduce a recorded prediction, and names it", async () => {
    const folder = temporaryFolder();
    const model = decodeFlat(contentOf(await putModel(folder))!, "model");
    const text = "goalie puck";
    const lying = { text, category: "space", probability: 0.75 };
    const recorded = [...model.recorded, lying];
    const path = put(folder, "lying.model", encodeFlat({ ...model, recorded }));
    const outcome = await runHere(["load-check", path]);
    expectRefusal(outcome, path, '"goalie puck" expected space (0.750000), got hockey');
    const right = { ...lying, category: "hockey" };
    const unsure = put(folder, "unsure.model", encodeFlat({ ...model, recorded: [right] }));
    expectRefusal(await runHere(["load-check", unsure]), "expected hockey (0.750000)");
  });

  it("reports a failure in JSON with --json, with the error's code and message", async () => {
    const folder = temporaryFolder();
    const path = await putModel(folder);
    const other = sha256(Buffer.from("other"));
    const cases: [string, string[]][] = [
      ["file", [join(folder, "none")]],
      ["magic", [put(folder, "text", "x".repeat(100))]],
      ["digest", [path, "--sha256", other]],
      ["check", [path, "--expect", "space", "puck goalie"]],
    ];
    for (const [code, args] of cases) {
      const outcome = await runHere(["load-check", "--json", ...args]);
      expect(outcome.code).toBe(1);
      const said = JSON.parse(outcome.stdout);
      expect(said).toMatchObject({ ok: false, path: args[0], error: { code } });
      expect(outcome.stderr).toBe(`newsgroups: ${said.error.message}\n`);
    }
  });
});
