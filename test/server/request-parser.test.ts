/** Invalid requests: each is answered in the words of FastAPI 0.92 with pydantic 1. */

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
const NOT_STRING = { msg: "str type expected", type: "type_error.str" };
const NOT_DICT = { msg: "value is not a valid dict", type: "type_error.dict" };
const NULL = { msg: "none is not an allowed value", type: "type_error.none.not_allowed" };
const EMPTY = { msg: "ensure this value has at least 1 characters", type: "value_error.any_str.min_length" };
const NOT_LIST = { msg: "value is not a valid list", type: "type_error.list" };

describe("an invalid body of POST /prediction", () => {
  it.each([
    ["", ["body"], MISSING],
    ["null", ["body"], MISSING],
    ["{}", ["body", "text"], MISSING],
    ['{"Text": "puck"}', ["body", "text"], MISSING],
    ['{"texts": ["puck"]}', ["body", "text"], MISSING],
    ['{"__proto__": {"text": "puck"}}', ["body", "text"], MISSING],
    ['{"text": 5}', ["body", "text"], NOT_STRING],
    ['{"text": true}', ["body", "text"], NOT_STRING],
    ['{"text": ["puck"]}', ["body", "text"], NOT_STRING],
    ['{"text": {}}', ["body", "text"], NOT_STRING],
    ['{"text": null}', ["body", "text"], NULL],
    ['{"text": ""}', ["body", "text"], EMPTY],
    ['{"text": " \\t\\r\\n\\u00a0\\u2003\\u3000"}', ["body", "text"], EMPTY],
    ["[]", ["body"], NOT_DICT],
    ['["text"]', ["body"], NOT_DICT],
    ['"text"', ["body"], NOT_DICT],
    ["5", ["body"], NOT_DICT],
    ["true", ["body"], NOT_DICT],
  ])("is answered with what is wrong: %s", async (body, loc, wrong) => {
    const { post } = await start();
    expect(detailsOf(await post("/prediction", body))).toEqual([{ loc, ...wrong }]);
  });

  it("may be deeply nested", async () => {
    const { post } = await start();
    const body = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(detailsOf(await post("/prediction", body))).toEqual([{ loc: ["body"], ...NOT_DICT }]);
    const text = await post("/prediction", `{"text": ${body}}`);
    expect(detailsOf(text)).toEqual([{ loc: ["body", "text"], ...NOT_STRING }]);
  });

  it("may be missing", async () => {
    const { ask } = await start();
    expect(detailsOf(await ask("/prediction", { method: "POST" }))).toEqual([{ loc: ["body"], ...MISSING }]);
  });
});

describe("a body that is not JSON", () => {
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
  ])("is answered with the position of the error: %j at %i", async (body, position) => {
    const { post } = await start();
    const [detail, ...others] = detailsOf(await post("/prediction", body));
    expect(others).toEqual([]);
    expect(detail!.type).toBe("value_error.jsondecode");
    expect(detail!.msg).not.toBe("");
    expect(detail!.loc).toEqual(["body", expect.any(Number)]);
    // For a missing character, before or after the blank in its place.
    expect(Math.abs((detail!.loc[1] as number) - position)).toBeLessThanOrEqual(1);
  });

  it("may be nested more deeply than the stack", async () => {
    const { post } = await start();
    expect(detailsOf(await post("/prediction", "[".repeat(200_000)))[0]!.type).toBe("value_error.jsondecode");
  });

  it("may be blank, or not UTF-8", async () => {
    const { ask, post } = await start();
    const headers = { "content-type": "application/json" };
    const latin1 = Buffer.from('{"text": "caf\xe9"}', "latin1");
    const answer = await ask("/prediction", { method: "POST", headers, body: latin1 });
    expect(detailsOf(answer)).toMatchObject([{ loc: ["body"], type: "value_error.jsondecode" }]);
    expect(detailsOf(await post("/prediction", " "))).toMatchObject([{ type: "value_error.jsondecode" }]);
  });
});

describe("an invalid body of POST /predictions", () => {
  it.each([
    ["{}", ["body", "texts"], MISSING],
    ['{"text": "puck"}', ["body", "texts"], MISSING],
    ['{"texts": "puck"}', ["body", "texts"], NOT_LIST],
    ['{"texts": {"0": "puck"}}', ["body", "texts"], NOT_LIST],
    ['{"texts": null}', ["body", "texts"], NULL],
    ["[]", ["body"], NOT_DICT],
  ])("is answered with what is wrong: %s", async (body, loc, wrong) => {
    const { post } = await start();
    expect(detailsOf(await post("/predictions", body))).toEqual([{ loc, ...wrong }]);
  });
});

describe("an invalid query", () => {
  const NOT_INTEGER = { msg: "value is not a valid integer", type: "type_error.integer" };
  const BELOW_ONE = { msg: "ensure this value is greater than or equal to 1", type: "value_error.number.not_ge" };
  const NOT_BOOLEAN = { msg: "value could not be parsed to a boolean", type: "type_error.bool" };

  it.each([
    ["top=", ["query", "top"], NOT_INTEGER],
    ["top=x", ["query", "top"], NOT_INTEGER],
    ["top=1.5", ["query", "top"], NOT_INTEGER],
    ["top=1e3", ["query", "top"], NOT_INTEGER],
    ["top=0x10", ["query", "top"], NOT_INTEGER],
    ["top=Infinity", ["query", "top"], NOT_INTEGER],
    ["top=0", ["query", "top"], BELOW_ONE],
    ["top=-3", ["query", "top"], BELOW_ONE],
    ["why=", ["query", "why"], NOT_BOOLEAN],
    ["why=perhaps", ["query", "why"], NOT_BOOLEAN],
  ])("is answered with what is wrong: %s", async (query, loc, wrong) => {
    const { post } = await start();
    for (const [path, body] of [
      ["/prediction", { text: "puck" }],
      ["/predictions", { texts: ["puck"] }],
    ] as const) {
      expect(detailsOf(await post(`${path}?${query}`, body))).toEqual([{ loc, ...wrong }]);
    }
  });
});
