/** The served model: replaced by another one in one step, or not at all. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dump, NewsgroupsError, train } from "../../src/index.js";
import { sha256 } from "../support/digest.js";
import { decodeFlat, encodeFlat } from "../support/flat-model.js";
import { put, temporaryFolder } from "../support/folders.js";
import { ARTIFACT, start, TEXTS } from "../support/library-server.js";
import { putModel, SAMPLES } from "../support/sample-corpus.js";

/** The same texts under other labels, so that a category shows which model predicted it. */
const RENAMED = SAMPLES.map(({ label, text }) => ({ label: `the-${label}`, text }));
const OTHER = await dump(await train(RENAMED));

describe("swapModel", () => {
  it("replaces the model by one given as bytes or path, and returns its digest", async () => {
    const { server, post, ask } = await start();
    expect(server.swapModel(OTHER)).toBe(sha256(OTHER));
    const answer = await post("/prediction", { text: TEXTS["space"] });
    expect(answer.body).toEqual({ category: "the-space" });
    expect(answer.headers.get("x-model-digest")).toBe(sha256(OTHER));
    expect((await ask("/model")).body).toMatchObject({
      digest: sha256(OTHER),
      bytes: OTHER.length,
      targets: ["the-autos", "the-hockey", "the-space"],
    });
    expect(server.swapModel(await putModel(temporaryFolder()))).toBe(sha256(ARTIFACT));
    expect((await post("/prediction", { text: TEXTS["space"] })).body).toEqual({ category: "space" });
  });

  it("keeps the current model and says what is wrong if the other one is bad", async () => {
    const { server, post } = await start();
    const folder = temporaryFolder();
    const lying = { text: "goalie puck", category: "the-space", probability: 0.75 };
    const model = decodeFlat(OTHER, "other");
    const damaged = Uint8Array.from(OTHER);
    damaged[OTHER.length >> 1]! ^= 1;
    const cases: [string, string | Uint8Array][] = [
      ["file", join(folder, "none")],
      ["file", folder],
      ["magic", put(folder, "text", "x".repeat(1000))],
      ["too-short", new Uint8Array()],
      ["digest", damaged],
      ["check", encodeFlat({ ...model, recorded: [lying] })],
    ];
    for (const [code, artifact] of cases) {
      expect(() => server.swapModel(artifact)).toThrow(NewsgroupsError);
      expect(() => server.swapModel(artifact)).toThrow(expect.objectContaining({ code }));
      const { status, headers, body } = await post("/prediction", { text: TEXTS["space"] });
      expect([status, body]).toEqual([200, { category: "space" }]);
      expect(headers.get("x-model-digest")).toBe(sha256(ARTIFACT));
    }
  });

  it("during many requests: each answer comes from the model whose digest it has", async () => {
    const { server, post, ask } = await start();
    const models = [ARTIFACT, OTHER];
    const prefixes = new Map([
      [sha256(ARTIFACT), /^(autos|hockey|space)$/],
      [sha256(OTHER), /^the-(autos|hockey|space)$/],
    ]);
    const names = new Set<string>();
    let isDone = false;
    const texts = Array.from({ length: 30 }, (_, i) => Object.values(TEXTS)[i % 3]!);
    const client = async (): Promise<number> => {
      let answered = 0;
      while (!isDone) {
        const one = await post("/prediction?top=3&why=true", { text: TEXTS["space"] });
        const many = await post("/predictions", { texts });
        const model = await ask("/model");
        for (const { status, headers, body } of [one, many, model]) {
          expect(status).toBe(200);
          const digest = headers.get("x-model-digest")!;
          names.add(digest);
          const categories: string[] = body.targets ?? [
            ...(body.top ?? body.predictions).map(({ category }: { category: string }) => category),
            ...(body.why ? [body.category, body.why.against] : []),
          ];
          for (const category of categories) expect(category).toMatch(prefixes.get(digest)!);
          expect(body.digest ?? digest).toBe(digest);
          answered++;
        }
      }
      return answered;
    };
    const clients = Array.from({ length: 16 }, client);
    for (let i = 1; i <= 20; i++) {
      server.swapModel(models[i % 2]!);
      await post("/prediction", { text: "puck" });
    }
    isDone = true;
    const answered = await Promise.all(clients);
    expect(Math.min(...answered)).toBeGreaterThan(0);
    expect([...names].sort()).toEqual([...prefixes.keys()].sort());
  });

  it("is needed for a model whose file has been overwritten", async () => {
    const path = await putModel(temporaryFolder());
    const { server, post } = await start({ model: path });
    put(join(path, ".."), "samples.model", OTHER);
    expect((await post("/prediction", { text: "puck" })).body).toEqual({ category: "hockey" });
    server.swapModel(path);
    expect((await post("/prediction", { text: "puck" })).body).toEqual({ category: "the-hockey" });
  });
});
