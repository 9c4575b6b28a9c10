/** A model of a family without probabilities and explanations, served by the real server. */

import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv } from "ajv";
import { expect, it, onTestFinished } from "vitest";
import { create, type Server } from "../../src/server/server.js";
import { servedLengths } from "../support/lengths-model.js";

async function serveLengths(): Promise<Server> {
  const { server } = await create({}, { served: servedLengths() });
  onTestFinished(() => server.close());
  return server;
}

const post = async (server: Server, url: string, payload: object) => {
  const response = await server.inject({ method: "POST", url, payload });
  return { status: response.statusCode, body: response.json() };
};

const SHORT = { category: "short", score: 6 };
const TOP = [SHORT, { category: "middling", score: 0.5 }, { category: "long", score: -6 }];

it("answers with the category alone, as any model", async () => {
  expect(await post(await serveLengths(), "/prediction", { text: "puck" })).toEqual({
    status: 200,
    body: { category: "short" },
  });
});

it("answers ?top with scores instead of probabilities", async () => {
  const server = await serveLengths();
  const expected = { ...SHORT, top: TOP.slice(0, 2), knownTerms: 1 };
  expect((await post(server, "/prediction?top=2", { text: "puck" })).body).toStrictEqual(expected);
  const batch = await post(server, "/predictions?top=9", { texts: ["puck", "a much longer text"] });
  expect(batch.body.predictions[0]).toStrictEqual({ ...SHORT, top: TOP, knownTerms: 1 });
  expect(batch.body.predictions[1]).toMatchObject({ category: "long", score: 8 });
});

it("answers ?why with 422 that says why not", async () => {
  const server = await serveLengths();
  for (const [path, body] of [
    ["/prediction", { text: "puck" }],
    ["/predictions", { texts: ["puck"] }],
  ] as const) {
    const answer = await post(server, `${path}?why=true&top=1`, body);
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toEqual([
      {
        loc: ["query", "why"],
        msg: expect.stringMatching(/lengths.* cannot explain/),
        type: "value_error.unsupported",
      },
    ]);
  }
});

it("is described by GET /model and in the metrics", async () => {
  const server = await serveLengths();
  expect((await server.inject("/model")).json()).toEqual({
    digest: "0".repeat(64),
    bytes: 100,
    memory: 124,
    format: 3,
    family: "lengths",
    targets: ["long", "middling", "short"],
    unit: "UTF-16",
    recordedPredictions: 0,
  });
  const { body } = await server.inject("/metrics");
  expect(body).toMatch(/^newsgroups_model_memory_bytes 124$/m);
});

it("gets answers that match the OpenAPI document", async () => {
  const server = await serveLengths();
  const document = (await server.inject("/openapi.json")).json();
  expect((await new Validator().validate(structuredClone(document))).valid).toBe(true);
  const ajv = new Ajv({ strict: false });
  const isValid = (path: string, method: string, status: number, body: unknown): boolean =>
    ajv.validate(document.paths[path][method].responses[status].content["application/json"].schema, body) as boolean;
  expect(isValid("/model", "get", 200, (await server.inject("/model")).json())).toBe(true);
  for (const [query, status] of [
    ["?top=2", 200],
    ["?why=true", 422],
  ] as const) {
    const answer = await post(server, `/prediction${query}`, { text: "puck" });
    expect(answer.status).toBe(status);
    expect(isValid("/prediction", "post", status, answer.body)).toBe(true);
  }
  // Neither a probability nor a score is required, but a category is.
  expect(isValid("/prediction", "post", 200, { score: 1 })).toBe(false);
});
