/** Requests that say nothing which can be answered: the words of FastAPI 0.92 with pydantic 1 for each. */

import { describe, expect, it } from "vitest";
import { type Answer, start } from "../support/library-server.js";

interface Detail {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** The details of a 422, without the context that pydantic adds to some. */
function detailsOf({ status, headers, body }: Answer): Detail[] {
  expect(status).toBe(422);
  expect(headers.get("content-type")).toMatch(/^application\/json\b/);
  expect(Object.keys(body)).toEqual(["detail"]);
  return body.detail.map(({ loc, msg, type }: Detail) => ({ loc, msg, type }));
}

const MISSING = { msg: "field required", type: "value_error.missing" };
const NO_STRING = { msg: "str type expected", type: "type_error.str" };
const NO_DICT = { msg: "value is not a valid dict", type: "type_error.dict" };
const NULL = { msg: "none is not an allowed value", type: "type_error.none.not_allowed" };
const EMPTY = { msg: "ensure this value has at least 1 characters", type: "value_error.any_str.min_length" };
const NO_LIST = { msg: "value is not a valid list", type: "type_error.list" };

describe("a body that is no request for a prediction", () => {
  it.each([
    ["", ["body"], MISSING],
    ["null", ["body"], MISSING],
    ["{}", ["body", "text"], MISSING],
    ['{"Text": "puck"}', ["body", "text"], MISSING],
    ['{"texts": ["puck"]}', ["body", "text"], MISSING],
    ['{"__proto__": {"text": "puck"}}', ["body", "text"], MISSING],
    ['{"text": 5}', ["body", "text"], NO_STRING],
    ['{"text": true}', ["body", "text"], NO_STRING],
    ['{"text": ["puck"]}', ["body", "text"], NO_STRING],
    ['{"text": {}}', ["body", "text"], NO_STRING],
    ['{"text": null}', ["body", "text"], NULL],
    ['{"text": ""}', ["body", "text"], EMPTY],
    ['{"text": " \\t\\r\\n\\u00a0\\u2003\\u3000"}', ["body", "text"], EMPTY],
    ["[]", ["body"], NO_DICT],
    ['["text"]', ["body"], NO_DICT],
    ['"text"', ["body"], NO_DICT],
    ["5", ["body"], NO_DICT],
    ["true", ["body"], NO_DICT],
  ])("is told what is wrong: %s", async (body, loc, wrong) => {
    const { post } = await start();
    expect(detailsOf(await post("/prediction", body))).toEqual([{ loc, ...wrong }]);
  });

  it("is told so if it is deeply nested", async () => {
    const { post } = await start();
    const body = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(detailsOf(await post("/prediction", body))).toEqual([{ loc: ["body"], ...NO_DICT }]);
    const text = await post("/prediction", `{"text": ${body}}`);
    expect(detailsOf(text)).toEqual([{ loc: ["body", "text"], ...NO_STRING }]);
  });

  it("is told so if it is not sent at all", async () => {
    const { ask } = await start();
    expect(detailsOf(await ask("/prediction", { method: "POST" }))).toEqual([{ loc: ["body"], ...MISSING }]);
  });
});

describe("a body that is no JSON", () => {
  // The position is where the first thing begins that cannot be (as Python has it of a string without an end), or the end.
  it.each([
    ['{"text": x}', 9],
    ["x", 0],
    ['{"text": "puck"', 15],
    ['{"text": "puck', 9],
    ["{'text': 'puck'}", 1],
    ['{"text": "puck",}', 16],
    ['{"text": "puck"} x', 17],
    ['{"text": "pu\nck"}', 9],
    [`{"text": "${"puck ".repeat(200)}" x}`, 1012],
    ["{", 1],
    ["text=puck", 1],
    ["x at position 7", 0],
  ])("is told where it is wrong: %j at %i", async (body, position) => {
    const { post } = await start();
    const [detail, ...others] = detailsOf(await post("/prediction", body));
    expect(others).toEqual([]);
    expect(detail!.type).toBe("value_error.jsondecode");
    expect(detail!.msg).not.toBe("");
    expect(detail!.loc).toEqual(["body", expect.any(Number)]);
    // Of what is missing, before or after the blank in its place.
    expect(Math.abs((detail!.loc[1] as number) - position)).toBeLessThanOrEqual(1);
  });

  it("is told so however deep it is nested", async () => {
    const { post } = await start();
    expect(detailsOf(await post("/prediction", "[".repeat(200_000)))[0]!.type).toBe("value_error.jsondecode");
  });

  it("is told so if it is no UTF-8, or blank", async () => {
    const { ask, post } = await start();
    const headers = { "content-type": "application/json" };
    const latin1 = Buffer.from('{"text": "caf\xe9"}', "latin1");
    const answer = await ask("/prediction", { method: "POST", headers, body: latin1 });
    expect(detailsOf(answer)).toMatchObject([{ loc: ["body"], type: "value_error.jsondecode" }]);
    expect(detailsOf(await post("/prediction", " "))).toMatchObject([{ type: "value_error.jsondecode" }]);
  });
});

describe("a body that is no request for predictions", () => {
  it.each([
    ["{}", ["body", "texts"], MISSING],
    ['{"text": "puck"}', ["body", "texts"], MISSING],
    ['{"texts": "puck"}', ["body", "texts"], NO_LIST],
    ['{"texts": {"0": "puck"}}', ["body", "texts"], NO_LIST],
    ['{"texts": null}', ["body", "texts"], NULL],
    ['{"texts": ["puck", 5]}', ["body", "texts", 1], NO_STRING],
    ['{"texts": ["puck", "orbit", null]}', ["body", "texts", 2], NULL],
    ['{"texts": [" "]}', ["body", "texts", 0], EMPTY],
    ["[]", ["body"], NO_DICT],
  ])("is told what is wrong: %s", async (body, loc, wrong) => {
    const { post } = await start();
    expect(detailsOf(await post("/predictions", body))).toEqual([{ loc, ...wrong }]);
  });
});

describe("a query that asks for what there is not", () => {
  const NO_INTEGER = { msg: "value is not a valid integer", type: "type_error.integer" };
  const TOO_FEW = { msg: "ensure this value is greater than or equal to 1", type: "value_error.number.not_ge" };
  const NO_BOOLEAN = { msg: "value could not be parsed to a boolean", type: "type_error.bool" };

  it.each([
    ["top=", ["query", "top"], NO_INTEGER],
    ["top=x", ["query", "top"], NO_INTEGER],
    ["top=1.5", ["query", "top"], NO_INTEGER],
    ["top=1e3", ["query", "top"], NO_INTEGER],
    ["top=0x10", ["query", "top"], NO_INTEGER],
    ["top=Infinity", ["query", "top"], NO_INTEGER],
    ["top=0", ["query", "top"], TOO_FEW],
    ["top=-3", ["query", "top"], TOO_FEW],
    ["why=", ["query", "why"], NO_BOOLEAN],
    ["why=perhaps", ["query", "why"], NO_BOOLEAN],
  ])("is told what is wrong: %s", async (query, loc, wrong) => {
    const { post } = await start();
    for (const [path, body] of [
      ["/prediction", { text: "puck" }],
      ["/predictions", { texts: ["puck"] }],
    ] as const) {
      expect(detailsOf(await post(`${path}?${query}`, body))).toEqual([{ loc, ...wrong }]);
    }
  });
});
