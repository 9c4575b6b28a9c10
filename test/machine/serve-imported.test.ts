/** `newsgroups serve` with models imported from scikit-learn: answers, explanations or why there are none, /model, metrics, OpenAPI. */

import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rounded } from "../../src/core/predict/rounded.js";
import { type Classifier, load } from "../../src/index.js";
import { sha256 } from "../support/digest.js";
import { sharedFolder } from "../support/folders.js";
import { dumpOf, IMPORTED_KINDS, importedArtifact, KNOWN_TEXT, UNKNOWN_TEXT } from "../support/imported.js";
import { type Answer, ask, listeningUntil, type Serving, start, startListening } from "../support/serve-command.js";
import { readServerMetrics } from "../support/server-metrics.js";

const folder = sharedFolder();
const ajv = new Ajv({ strict: false });

describe.each(IMPORTED_KINDS)("a model $what ($name)", ({ name, hasProbabilities, unexplained }) => {
  const cleanUps: (() => void | Promise<void>)[] = [];
  let artifact: Uint8Array;
  let classifier: Classifier;
  let server: Serving;

  beforeAll(async () => {
    artifact = await importedArtifact(name);
    classifier = load(artifact);
    const path = join(folder, `${name}.model`);
    writeFileSync(path, artifact);
    server = await listeningUntil((cleanUp) => void cleanUps.push(cleanUp), ["-m", path]);
  });
  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
  });

  /** Asks again while the server says that it is busy, as the machine may be. */
  async function asked(path: string, body?: object): Promise<Answer> {
    for (;;) {
      const answered = await ask(server.url + path, body);
      if (answered.status !== 503) return answered;
      await wait(100);
    }
  }

  /** Status and body of an answer, which must be one that the OpenAPI document describes. */
  // biome-ignore lint/suspicious/noExplicitAny: what it is, the tests find out.
  async function answer(path: string, body?: object): Promise<{ status: number; body: any }> {
    const { paths } = JSON.parse((await asked("/openapi.json")).body);
    const { status, body: text } = await asked(path, body);
    const { responses } = paths[path.split("?")[0]!][body === undefined ? "get" : "post"];
    const isValid = ajv.compile(responses[status].content["application/json"].schema);
    const parsed = JSON.parse(text);
    expect([isValid(parsed), isValid.errors]).toEqual([true, null]);
    return { status, body: parsed };
  }

  it("answers as the library does: the category, and with ?top probabilities or scores", async () => {
    for (const text of [KNOWN_TEXT, UNKNOWN_TEXT]) {
      const expected = rounded(classifier.predict(text, 3));
      expect(await answer("/prediction", { text })).toEqual({ status: 200, body: { category: expected.category } });
      const { body } = await answer("/prediction?top=3", { text });
      expect(body).toEqual(expected);
      expect(Object.keys(body.top[0])).toEqual(["category", hasProbabilities ? "probability" : "score"]);
      expect((await answer("/predictions?top=3", { texts: [text, text] })).body.predictions).toEqual([
        expected,
        expected,
      ]);
    }
  });

  if (unexplained === undefined) {
    it("answers ?why with terms that add up to the lead", async () => {
      const { status, body } = await answer("/prediction?top=2&why=true", { text: KNOWN_TEXT });
      expect([status, body.why]).toEqual([200, classifier.explain(KNOWN_TEXT, 20)]);
      const all = classifier.explain(KNOWN_TEXT)!;
      const [best, second] = classifier.predict(KNOWN_TEXT, 2).top;
      expect(all.against).toBe(second!.category);
      expect(all.terms.reduce((sum, { share }) => sum + share, all.prior)).toBe(all.difference);
      expect(all.difference).toBeCloseTo(best!.score - second!.score, 12);
      expect((await answer("/prediction?why=true", { text: UNKNOWN_TEXT })).body.why).toBeNull();
    });
  } else {
    it("answers ?why with 422 that names the class", async () => {
      for (const [path, body] of [
        ["/prediction", { text: KNOWN_TEXT }],
        ["/predictions", { texts: [KNOWN_TEXT] }],
      ] as const) {
        const refused = await answer(`${path}?why=true`, body);
        const msg = expect.stringMatching(
          `^a model of the family scikit-learn cannot explain its predictions: ${unexplained} `,
        );
        const detail = [{ loc: ["query", "why"], msg, type: "value_error.unsupported" }];
        expect(refused).toEqual({ status: 422, body: { detail } });
      }
    });
  }

  it("is described by /model, with the dump that it came from", async () => {
    const { body } = await answer("/model");
    expect(body).toMatchObject({
      digest: sha256(artifact),
      bytes: artifact.length,
      family: "scikit-learn",
      targets: classifier.targets,
      recordedPredictions: 6,
      origin: { files: [{ name: `${name}.joblib`, bytes: statSync(dumpOf(name)).size }], version: "1.9.1" },
    });
    expect(body).not.toHaveProperty("documents");
    expect(body.origin.steps.length).toBeGreaterThan(1);
    expect(body.features).toBeGreaterThanOrEqual(body.terms);
    expect(body.terms > 0).toBe(unexplained !== "HashingVectorizer");
    expect(body.memory).toBeGreaterThan(artifact.length);
    const metrics = readServerMetrics((await asked("/metrics")).body);
    expect(metrics.value("newsgroups_model_info", { digest: body.digest })).toBe(1);
    expect(metrics.value("newsgroups_model_memory_bytes")).toBe(body.memory);
  });

  it("has a valid OpenAPI document", async () => {
    const document = JSON.parse((await asked("/openapi.json")).body);
    expect((await new Validator().validate(document)).valid).toBe(true);
  });
});

it("explains nothing with a model of one category", async () => {
  const path = join(folder, "one-class.model");
  writeFileSync(path, await importedArtifact("nb-one-class"));
  const { url } = await startListening("-m", path);
  const { status, body } = await ask(`${url}/prediction?why=true`, { text: KNOWN_TEXT });
  expect([status, JSON.parse(body)]).toMatchObject([200, { category: "space", probability: 1, why: null }]);
});

it("says how to import a dump that is given instead of a model", async () => {
  const dump = dumpOf("tutorial");
  const server = start("-m", dump);
  expect(await server.ended).toEqual([1, null]);
  expect(server.stderr).toBe(
    `newsgroups: ${dump}: this is a joblib or pickle dump, not a newsgroups model; convert it with \`newsgroups import ${dump}\`\n`,
  );
});
