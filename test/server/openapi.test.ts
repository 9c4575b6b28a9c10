/** The OpenAPI document: that it is one, and that the server keeps to what it says. */

import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv, type ValidateFunction } from "ajv";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, type Started, start, TEXTS } from "../support/library-server.js";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema: object }>>;

interface Document {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const JSON_TYPE = "application/json";
// OpenAPI 3.0 has keywords besides those of JSON Schema, such as `example`.
const ajv = new Ajv({ strict: false });

let document: Document;
beforeAll(async () => {
  const { createServer } = await import("../../src/server/index.js");
  const server = await createServer();
  document = JSON.parse((await server.inject("/openapi.json")).body);
  await server.close();
});

const operationOf = (path: string): Operation => Object.values(document.paths[path]!)[0]!;
const bodySchema = (path: string): ValidateFunction =>
  ajv.compile(operationOf(path).requestBody!.content[JSON_TYPE]!.schema);

/** Fails unless the document describes the answer. */
function expectDocumented(path: string, { status, body }: Answer): void {
  const response = operationOf(path).responses[status];
  expect(response, `${status} of ${path}`).toBeDefined();
  const isValid = ajv.compile(response!.content![JSON_TYPE]!.schema);
  expect([isValid(body), isValid.errors]).toEqual([true, null]);
}

const texts: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("", " ", "\n\t", "\u00a0", "\ufeff", "\u200b", "\u0085", "\u2028", "\ud800"),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);
const fields = ["text", "texts", "Text", "__proto__", "constructor", "length"];
const bodies = (name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: value.map((v) => ({ [name]: v })) },
    { weight: 1, arbitrary: fc.tuple(value, fc.jsonValue()).map(([v, other]) => ({ other, [name]: v })) },
    { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...fields), value) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );

describe("GET /openapi.json", () => {
  it("is a valid OpenAPI 3 document", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
    expect([valid, errors]).toEqual([true, undefined]);
    expect(document.openapi).toMatch(/^3\.\d+\.\d+$/);
  });

  it("documents every path for programs, with a summary and its answers", () => {
    const methods = Object.entries(document.paths).map(([path, methods]) => [path, ...Object.keys(methods)]);
    for (const expected of [
      ["/prediction", "post"],
      ["/predictions", "post"],
      ["/health/live", "get"],
      ["/health/ready", "get"],
      ["/model", "get"],
      ["/metrics", "get"],
    ]) {
      expect(methods).toContainEqual(expected);
    }
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    for (const { summary, responses } of operations) {
      expect(summary).toMatch(/\w \w/);
      expect(Object.keys(responses)).toContain("200");
      for (const { description } of Object.values(responses)) expect(description).toMatch(/\w/);
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const path of ["/prediction", "/predictions"]) {
      expect(operationOf(path).requestBody!.required).toBe(true);
      expect(Object.keys(operationOf(path).responses)).toEqual(expect.arrayContaining(["413", "415", "422", "503"]));
    }
  });

  it("has no absolute URL, because the server may be reached by another name", async () => {
    for (const { url } of document.servers) expect(url).not.toMatch(/^\w+:|^\/\//);
  });

  it("documents the answers to GET", async () => {
    const { ask } = await start();
    for (const path of ["/model", "/health/live", "/health/ready"]) expectDocumented(path, await ask(path));
    expect(operationOf("/metrics").responses["200"]!.content).toHaveProperty(["text/plain"]);
  });

  it("documents the answers to texts, with every option", async () => {
    const { post } = await start();
    for (const query of ["", "?top=2", "?why=true", "?why=true&top=3", "?top=0", "?why=x"]) {
      for (const text of [...Object.values(TEXTS), "unheard-of"]) {
        expectDocumented("/prediction", await post(`/prediction${query}`, { text }));
      }
      expectDocumented("/predictions", await post(`/predictions${query}`, { texts: Object.values(TEXTS) }));
      expectDocumented("/predictions", await post(`/predictions${query}`, { texts: ["", null, 5, "puck"] }));
    }
  });

  it("documents the answers to errors and overload", async () => {
    const [{ post }, guarded, busy] = [
      await start({ maxBytes: 100 }),
      await start({ token: "t" }),
      await start({ limits: { maxInFlight: 0 } }),
    ];
    const answers: [number, Answer][] = [
      [401, await guarded.post("/prediction", {})],
      [413, await post("/prediction", "x".repeat(101))],
      [415, await post("/prediction", {}, { "content-type": "text/plain" })],
      [422, await post("/prediction", "{")],
      [503, await busy.post("/prediction", {})],
    ];
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expectDocumented("/prediction", answer);
    }
  });
});

describe("a random body", () => {
  const RUNS = 250;

  /** Sends random bodies, and counts the valid ones. */
  async function countValid({ post }: Started, path: string, bodies: fc.Arbitrary<unknown>): Promise<number> {
    const isValid = bodySchema(path);
    let valid = 0;
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const written = JSON.stringify(body);
        const expected = isValid(JSON.parse(written)) ? 200 : 422;
        const answer = await post(path, written);
        expect([answer.status, written]).toEqual([expected, written]);
        expectDocumented(path, answer);
        if (expected === 200) valid++;
      }),
      { numRuns: RUNS },
    );
    return valid;
  }

  it("of POST /prediction is accepted if it matches the document's schema, and only then", async () => {
    const valid = await countValid(await start(), "/prediction", bodies("text", texts));
    expect(valid).toBeGreaterThan(RUNS / 20);
    expect(valid).toBeLessThan((RUNS * 19) / 20);
  });

  it("of POST /predictions is accepted if it matches the document's schema, and only then", async () => {
    const some = fc.oneof({ weight: 4, arbitrary: fc.array(texts, { maxLength: 3 }) }, texts);
    const many = fc.tuple(fc.integer({ min: 998, max: 1002 }), texts).map(([n, text]) => Array(n).fill(text));
    const lists = fc.oneof({ weight: 20, arbitrary: some }, { weight: 1, arbitrary: many });
    const valid = await countValid(await start(), "/predictions", bodies("texts", lists));
    expect(valid).toBeGreaterThan(RUNS / 20);
    expect(valid).toBeLessThan((RUNS * 19) / 20);
  });
});
