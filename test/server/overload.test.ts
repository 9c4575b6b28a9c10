/** Overload: the server refuses predictions at once, still answers health checks, and recovers. */

import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { load } from "../../src/index.js";
import { Connection, prediction } from "../support/connection.js";
import { type Answer, ARTIFACT, type Started, start } from "../support/library-server.js";

function expectRefusal({ status, headers, body }: Answer): void {
  expect(status).toBe(503);
  expect(headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
  expect(body).toEqual({ detail: expect.stringMatching(/\w \w/) });
}

/** A request that has begun, and lacks its last byte. */
async function begin({ server, port }: Started, request: string): Promise<Connection> {
  const begun = once(server.server, "request");
  const connection = await Connection.to(port);
  connection.send(request.slice(0, -1));
  await begun;
  return connection;
}

const OPERATION = ["/health/live", "/health/ready", "/metrics", "/model", "/"];

async function expectOperation({ ask }: Started): Promise<void> {
  for (const path of OPERATION) expect([path, (await ask(path)).status]).toEqual([path, 200]);
}

describe("more requests in flight than the limit", () => {
  it("are refused with 503 and Retry-After until there are fewer; other routes are answered", async () => {
    const started = await start({ limits: { maxInFlight: 2 } });
    const { post } = started;
    const held = [await begin(started, prediction("puck")), await begin(started, prediction("puck"))];
    expectRefusal(await post("/prediction", { text: "puck" }));
    expectRefusal(await post("/predictions", { texts: ["puck"] }));
    await expectOperation(started);
    for (const connection of held) {
      connection.send("}");
      expect(await connection.answer()).toMatchObject({ status: 200, body: '{"category":"hockey"}' });
    }
    expect((await post("/prediction", { text: "puck" })).body).toEqual({ category: "hockey" });
  });

  it("do not include those of clients that have disconnected", async () => {
    const started = await start({ limits: { maxInFlight: 1 } });
    for (let i = 0; i < 5; i++) {
      const connection = await begin(started, prediction("puck"));
      expectRefusal(await started.post("/prediction", { text: "puck" }));
      connection.socket.resetAndDestroy();
      await expect.poll(async () => (await started.post("/prediction", { text: "puck" })).status).toBe(200);
    }
  });

  it("are counted in the metrics", async () => {
    const started = await start({ limits: { maxInFlight: 0 } });
    for (let i = 0; i < 3; i++) expectRefusal(await started.post("/prediction", { text: "puck" }));
    const { text } = await started.ask("/metrics");
    expect(text).toMatch(/^newsgroups_http_requests_total\{[^}]*route="\/prediction",status="503"\} 3$/m);
  });
});

describe("more bytes in flight than the limit", () => {
  it("are refused until there are fewer", async () => {
    const started = await start({ limits: { maxInFlightBytes: 1000 } });
    const { post } = started;
    const held = await begin(started, prediction(`puck ${"x".repeat(600)}`));
    expect((await post("/prediction", { text: "puck" })).status).toBe(200);
    expectRefusal(await post("/prediction", { text: "x".repeat(600) }));
    expect((await post("/prediction", { text: "puck" })).status).toBe(200);
    held.send("}");
    expect(await held.answer()).toMatchObject({ status: 200 });
    expect((await post("/prediction", { text: "x".repeat(600) })).status).toBe(200);
  });

  it("count as the longest allowed body if the length is not announced", async () => {
    const started = await start({ maxBytes: 10_000, limits: { maxInFlightBytes: 15_000 } });
    const fields = ["Host: x", "Content-Type: application/json", "Transfer-Encoding: chunked"];
    const chunked = ["POST /prediction HTTP/1.1", ...fields, "", "10", '{"text": "puck"}', "0", "", ""].join("\r\n");
    const held = await begin(started, chunked);
    expectRefusal(await started.post("/prediction", { text: "x".repeat(6000) }));
    held.send("\n");
    expect(await held.answer()).toMatchObject({ status: 200, body: '{"category":"hockey"}' });
    expect((await started.post("/prediction", { text: "x".repeat(6000) })).status).toBe(200);
  });
});

describe("a delayed event loop", () => {
  it("causes predictions to be refused until it has caught up", async () => {
    const started = await start({ limits: { maxDelay: 40 } });
    const { post, ask } = started;
    const classifier = load(ARTIFACT);
    const text = "engine puck orbit ".repeat(20_000);
    let isBusy = true;
    const work = (): void => {
      for (const start = performance.now(); performance.now() - start < 150; ) classifier.predict(text);
      if (isBusy) setTimeout(work);
    };
    setTimeout(work);
    try {
      let answer = await post("/prediction", { text: "puck" });
      for (let i = 0; i < 50 && answer.status === 200; i++) answer = await post("/prediction", { text: "puck" });
      expectRefusal(answer);
      expect((await ask("/health/live")).status).toBe(200);
      expect((await ask("/health/ready")).status).toBe(200);
    } finally {
      isBusy = false;
    }
    const recovered = async (): Promise<unknown> => (await post("/prediction", { text: "puck" })).body;
    await expect.poll(recovered, { timeout: 10_000 }).toEqual({ category: "hockey" });
  });

  it("causes no refusal below the limit", async () => {
    const started = await start({ limits: { maxDelay: 60_000 } });
    for (let i = 0; i < 5; i++) {
      const end = performance.now() + 300;
      while (performance.now() < end);
      // Lets the delayed measurement run now.
      await new Promise((resolve) => setTimeout(resolve));
      expect((await started.post("/prediction", { text: "puck" })).status).toBe(200);
    }
  });
});
