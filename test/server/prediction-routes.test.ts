/** Routes for predictions: the answers to texts, with and without options. */

import { describe, expect, it } from "vitest";
import { load } from "../../src/index.js";
import { scoresOf } from "../support/flat-model.js";
import { ARTIFACT, start, TEXTS } from "../support/library-server.js";

const CATEGORIES = ["autos", "hockey", "space"];

interface Ranked {
  readonly category: string;
  readonly probability: number;
}

interface Why {
  readonly against: string;
  readonly difference: number;
  readonly prior: number;
  readonly terms: readonly { readonly term: string; readonly share: number }[];
}

describe("POST /prediction", () => {
  it("answers with the category and nothing else", async () => {
    const { post } = await start();
    for (const category of CATEGORIES) {
      const { status, headers, text } = await post("/prediction", { text: TEXTS[category] });
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(JSON.parse(text)).toStrictEqual({ category });
    }
  });

  it("answers the tutorial's example with the built-in model", async () => {
    const { post } = await start({ model: undefined! });
    const { body } = await post("/prediction", { text: "computer cpu memory ram" });
    expect(body).toStrictEqual({ category: "comp.sys.ibm.pc.hardware" });
  });

  it("accepts any text that is not blank, and ignores other fields", async () => {
    const { post } = await start();
    const texts = ["\u0001", "\ud800", "😀", "\u200b", "__proto__", "x".repeat(100_000), "Subject: puck\n\npuck"];
    for (const text of texts) {
      const { status, body } = await post("/prediction", { other: [1], text });
      expect(status).toBe(200);
      expect(CATEGORIES).toContain(body.category);
    }
    expect((await post("/prediction", '{"text": "orbit", "text": "puck"}')).body).toEqual({ category: "hockey" });
    expect((await post("/prediction", '\ufeff {"text": "p\\u0075ck"}\r\n')).body).toEqual({ category: "hockey" });
  });

  it("refuses what is no text", async () => {
    const { post } = await start();
    const { status, body } = await post("/prediction", { text: "\u0089PNG\r\n\u001a\n\u0000puck" });
    expect(status).toBe(422);
    const msg = expect.stringMatching(/^the text is binary data \(NUL characters\), not text/);
    expect(body.detail).toEqual([{ loc: ["body", "text"], msg, type: "value_error.not_text" }]);
  });

  it("reads a message as its reader sees it", async () => {
    const { post } = await start();
    const mail = (text: string, ...fields: string[]): string =>
      ["From: pat@example.com", "MIME-Version: 1.0", ...fields, "", text].join("\r\n");
    const base64 = mail(Buffer.from("puck goalie").toString("base64"), "Content-Transfer-Encoding: base64");
    const html = mail("<p>or<b>bit</b><style>puck {}</style>", "Content-Type: text/html");
    expect((await post("/prediction", { text: base64 })).body).toEqual({ category: "hockey" });
    expect((await post("/prediction?top=1", { text: html })).body).toMatchObject({ category: "space", knownTerms: 1 });
    const texts = [base64, "engine", html];
    const predictions = [{ category: "hockey" }, { category: "autos" }, { category: "space" }];
    expect((await post("/predictions", { texts })).body).toEqual({ predictions });
  });

  it("answers ?top=n with the n best categories and their probabilities", async () => {
    const { post } = await start();
    const expected = load(ARTIFACT).predict(TEXTS["space"]!, 3);
    for (const top of [1, 2, 3, 4, 99]) {
      const { status, body } = await post(`/prediction?top=${top}`, { text: TEXTS["space"] });
      expect(status).toBe(200);
      expect(Object.keys(body).sort()).toEqual(["category", "knownTerms", "probability", "top"]);
      expect([body.category, body.knownTerms]).toEqual(["space", expected.knownTerms]);
      expect(body.top.map(({ category }: Ranked) => category)).toEqual(
        expected.top.slice(0, top).map(({ category }) => category),
      );
      for (const [i, { probability }] of (body.top as Ranked[]).entries()) {
        expect(probability).toBeCloseTo(expected.top[i]!.probability!, 5);
      }
      expect(body.probability).toBe(body.top[0].probability);
    }
  });

  it("answers a huge ?top with all categories", async () => {
    const { post } = await start();
    const { status, body } = await post("/prediction?top=100000000000000000000", { text: "puck" });
    expect(status).toBe(200);
    expect(body.top).toHaveLength(3);
  });

  it("answers ?why=true with the words for and against the category", async () => {
    const { post } = await start();
    const { status, body } = await post("/prediction?why=true", { text: "orbit rocket rocket puck unheard-of" });
    expect(status).toBe(200);
    expect(body.category).toBe("space");
    const why = body.why as Why;
    expect(why.against).toBe("hockey");
    const shares = new Map(why.terms.map(({ term, share }) => [term, share]));
    expect([...shares.keys()].sort()).toEqual(["orbit", "orbit rocket", "puck", "rocket"]);
    expect(shares.get("rocket")).toBeGreaterThan(shares.get("orbit")!);
    expect(shares.get("orbit")).toBeGreaterThan(0);
    expect(shares.get("puck")).toBeLessThan(0);
    const sum = why.terms.reduce((total, { share }) => total + share, why.prior);
    expect(sum).toBeCloseTo(why.difference, 9);
    const scores = scoresOf(load(ARTIFACT), "orbit rocket rocket puck unheard-of").sort((a, b) => b - a);
    expect(why.difference).toBeCloseTo(scores[0]! - scores[1]!, 9);
  });

  it("writes a pair of words with a space", async () => {
    const { post } = await start();
    const { body } = await post("/prediction?why=true", { text: "puck goalie" });
    expect(body.why.terms.map(({ term }: { term: string }) => term).sort()).toEqual(["goalie", "puck", "puck goalie"]);
  });

  it("lists 20 terms at most, largest absolute shares first", async () => {
    const { post } = await start({ model: undefined! });
    const text = `Computer memory, cpu and ram; scsi drive, disk controller, motherboard, graphics card, monitor, printer,
      modem, windows, god, hockey, orbit, gun, israel, engine, doctor, encryption, motorcycle, baseball.`;
    const { body } = await post("/prediction?why=true", { text });
    const sizes = (body.why as Why).terms.map(({ share }) => Math.abs(share));
    expect(sizes).toHaveLength(20);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect((body.why as Why).terms.some(({ share }) => share < 0)).toBe(true);
  });

  it("accepts ?why with and without ?top", async () => {
    const { post } = await start();
    const both = (await post("/prediction?top=1&why=true", { text: "puck" })).body;
    expect(both.top).toHaveLength(1);
    expect(both.why.against).toMatch(/^(autos|space)$/);
    expect((await post("/prediction?why=false", { text: "puck" })).body).toStrictEqual({ category: "hockey" });
    expect((await post("/prediction?top=2&why=false", { text: "puck" })).body.why).toBeUndefined();
    expect((await post("/prediction?other=1", { text: "puck" })).body).toStrictEqual({ category: "hockey" });
  });

  it("accepts ?why as Python's clients write it", async () => {
    // `requests.post(url, params={"why": True})`, and what else pydantic takes for true and false.
    const { post } = await start();
    for (const yes of ["True", "TRUE", "1", "on", "yes"]) {
      expect((await post(`/prediction?why=${yes}`, { text: "puck" })).body.why).toBeDefined();
    }
    for (const no of ["False", "0", "off", "no"]) {
      expect((await post(`/prediction?why=${no}`, { text: "puck" })).body).toStrictEqual({ category: "hockey" });
    }
  });

  it("answers a text of unknown words with the most common category", async () => {
    const { post } = await start();
    const { status, body } = await post("/prediction?top=3", { text: "unheard-of" });
    expect([status, body.knownTerms]).toEqual([200, 0]);
    for (const { probability } of body.top) expect(probability).toBeCloseTo(1 / 3, 5);
    expect((await post("/prediction?why=true", { text: "unheard-of" })).status).toBe(200);
  });
});

describe("POST /predictions", () => {
  it("answers texts in their order", async () => {
    const { post } = await start();
    const categories = Array.from({ length: 1000 }, (_, i) => CATEGORIES[(i * i + 1) % 3]!);
    const { status, body } = await post("/predictions", { texts: categories.map((category) => TEXTS[category]) });
    expect(status).toBe(200);
    expect(body).toStrictEqual({ predictions: categories.map((category) => ({ category })) });
  });

  it("answers an empty list with an empty list", async () => {
    const { post } = await start();
    const { status, body } = await post("/predictions", { texts: [] });
    expect([status, body]).toEqual([200, { predictions: [] }]);
  });

  it("gives each text that cannot be classified its own error, and answers the others", async () => {
    const { post } = await start();
    const bad = [
      ["", "the text is empty"],
      [" \n\u00a0", "the text is empty"],
      [null, "the text is not a string"],
      [5, "the text is not a string"],
      [["puck"], "the text is not a string"],
      ["\u0000puck", expect.stringMatching(/^the text is binary data/)],
    ] as const;
    const texts = bad.flatMap(([item]) => ["puck", item]);
    for (const query of ["", "?top=2&why=true"]) {
      const { status, body } = await post(`/predictions${query}`, { texts });
      expect(status).toBe(200);
      expect(body.predictions).toMatchObject(
        bad.flatMap(([, message]) => [{ category: "hockey" }, { error: { code: "input", message } }]),
      );
      expect(Object.keys(body.predictions[1])).toEqual(["error"]);
    }
  });

  it("rejects more than a thousand texts", async () => {
    const { post } = await start();
    const { status, body } = await post("/predictions", { texts: Array(1001).fill("puck") });
    expect(status).toBe(422);
    expect(body.detail).toMatchObject([{ loc: ["body", "texts"], msg: "ensure this value has at most 1000 items" }]);
  });

  it("answers each text as /prediction does, with every option", async () => {
    const { post } = await start();
    const texts = [...Object.values(TEXTS), "unheard-of", "puck orbit engine"];
    for (const query of ["", "?top=2", "?why=true", "?top=1&why=true"]) {
      const { body } = await post(`/predictions${query}`, { texts });
      const single = await Promise.all(texts.map((text) => post(`/prediction${query}`, { text })));
      expect(body.predictions).toEqual(single.map((answer) => answer.body));
    }
  });
});
