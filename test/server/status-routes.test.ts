/** Routes for operators: health, the model, and metrics that add up. */

import { once } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { Connection, prediction } from "../support/connection.js";
import { sha256 } from "../support/digest.js";
import { contentOf, temporaryFolder } from "../support/folders.js";
import { ARTIFACT, type Started, start, TEXTS } from "../support/library-server.js";
import { runHere } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";
import { readServerMetrics, type ServerMetrics } from "../support/server-metrics.js";

const REQUESTS = "newsgroups_http_requests_total";
const DURATION = "newsgroups_http_request_duration_seconds";
const IN_FLIGHT = "newsgroups_http_requests_in_flight";

async function metricsOf({ ask }: Started): Promise<ServerMetrics> {
  const { status, headers, text } = await ask("/metrics");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4\b/);
  return readServerMetrics(text);
}

describe("health", () => {
  it("is live and ready once the server listens", async () => {
    const { ask } = await start();
    const [live, ready] = [await ask("/health/live"), await ask("/health/ready")];
    expect([live.status, live.body]).toEqual([200, { status: "live" }]);
    expect([ready.status, ready.body]).toEqual([200, { status: "ready" }]);
  });

  it("is live but not ready while the server closes, and requests in flight are answered", async () => {
    const { server, port } = await start();
    const begun = async (bytes: string): Promise<Connection> => {
      const accepted = once(server.server, "connection") as Promise<[Socket]>;
      const connection = await Connection.to(port);
      connection.send(bytes);
      const [socket] = await accepted;
      while (socket.bytesRead < bytes.length) await new Promise(setImmediate);
      return connection;
    };
    const predicting = await begun(prediction("puck").slice(0, -1));
    const live = await begun("GET /health/live HTTP/1.1\r\nHost: x\r\n");
    const ready = await begun("GET /health/ready HTTP/1.1\r\nHost: x\r\n");
    const closed = server.close();
    while (server.server.listening) await new Promise(setImmediate);
    await expect(Connection.to(port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    live.send("\r\n");
    expect(await live.answer()).toMatchObject({ status: 200, headers: { connection: "close" } });
    ready.send("\r\n");
    const { status, body } = (await ready.answer())!;
    expect([status, JSON.parse(body)]).toEqual([503, { detail: expect.stringContaining("shutting down") }]);
    predicting.send("}");
    expect(await predicting.answer()).toMatchObject({ status: 200, body: '{"category":"hockey"}' });
    await closed;
  });
});

describe("GET /model", () => {
  it("describes the model as load-check --json does", async () => {
    const path = await putModel(temporaryFolder());
    const {
      sha256: digest,
      recordedPredictions,
      ...checked
    } = JSON.parse((await runHere(["load-check", "--json", path])).stdout);
    const { ask } = await start({ model: path });
    const { status, headers, body } = await ask("/model");
    expect(status).toBe(200);
    for (const name of ["bytes", "targets", "documents", "terms", "bigrams", "format", "provenance", "calibration"]) {
      expect([name, body[name]]).toEqual([name, checked[name]]);
      expect(body[name]).toBeDefined();
    }
    expect(body.digest).toBe(digest);
    expect(body.digest).toBe(sha256(contentOf(path)!));
    expect(headers.get("x-model-digest")).toBe(digest);
    expect(body.recordedPredictions).toBe(recordedPredictions);
    expect(body.recordedPredictions).toBeGreaterThan(0);
  });

  it("describes the built-in model by default", async () => {
    const { sha256: digest } = JSON.parse((await runHere(["load-check", "--json"])).stdout);
    const { body } = await (await start({ model: undefined! })).ask("/model");
    expect(body.digest).toBe(digest);
    expect(body.targets).toHaveLength(20);
  });
});

describe("GET /metrics", () => {
  it("counts requests by route and status", async () => {
    const started = await start({ maxBytes: 1000 });
    const { ask, post } = started;
    for (let i = 0; i < 70; i++) await post("/prediction?top=1", { text: TEXTS["autos"] });
    for (let i = 0; i < 3; i++) await post("/prediction", {});
    await post("/predictions", { texts: ["puck"] });
    await post("/prediction", "x".repeat(2000));
    await ask("/prediction/");
    await ask("/none/1");
    await ask("/none/2");
    await ask("/docs/static/swagger-ui.css");
    const metrics = await metricsOf(started);
    const count = (route: string, status: number): number => metrics.value(REQUESTS, { route, status: `${status}` });
    expect(count("/prediction", 200)).toBe(70);
    expect(count("/prediction", 422)).toBe(3);
    expect(count("/prediction", 413)).toBe(1);
    expect(count("/predictions", 200)).toBe(1);
    const of = (status: string): number => metrics.of(REQUESTS, { status }).reduce((sum, { value }) => sum + value, 0);
    expect([of("404"), of("405")]).toEqual([2, 1]);
    // Unknown paths add no routes.
    expect(metrics.samples.filter(({ labels }) => labels["route"]?.includes("/none"))).toEqual([]);
    expect(metrics.value(REQUESTS, { route: "/docs/*", status: "200" })).toBe(1);
    expect(metrics.types.get(REQUESTS)).toBe("counter");
  });

  it("has a latency histogram whose buckets add up to the requests", async () => {
    const started = await start();
    for (let i = 0; i < 20; i++) await started.post("/prediction", { text: TEXTS["autos"] });
    await started.post("/predictions", { texts: Array(1000).fill("engine ".repeat(100)) });
    const metrics = await metricsOf(started);
    expect(metrics.types.get(DURATION)).toBe("histogram");
    const routes = new Set(metrics.of(`${DURATION}_count`).map(({ labels }) => labels["route"]!));
    expect([...routes].sort()).toEqual(["/prediction", "/predictions"]);
    for (const route of routes) {
      const buckets = metrics.of(`${DURATION}_bucket`, { route });
      const bounds = buckets.map(({ labels }) => Number(labels["le"]!.replace("+Inf", "Infinity")));
      expect(bounds).toEqual([...new Set(bounds)].sort((a, b) => a - b));
      expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY);
      const counts = buckets.map(({ value }) => value);
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      const requests = metrics.of(REQUESTS, { route }).reduce((sum, { value }) => sum + value, 0);
      expect(counts.at(-1)).toBe(requests);
      expect(metrics.value(`${DURATION}_count`, { route })).toBe(requests);
      // Each request took no less than the bound below its bucket, and no more than its own.
      const times = counts.map((count, i) => count - (counts[i - 1] ?? 0));
      const min = times.reduce((sum, n, i) => sum + n * (bounds[i - 1] ?? 0), 0);
      const max = times.reduce((sum, n, i) => sum + (n && n * bounds[i]!), 0);
      expect(metrics.value(`${DURATION}_sum`, { route })).toBeGreaterThan(min);
      expect(metrics.value(`${DURATION}_sum`, { route })).toBeLessThanOrEqual(max);
    }
    expect(metrics.value(`${DURATION}_count`, { route: "/prediction" })).toBe(20);
    // A text of 100 words takes more than 1 µs, and so a thousand more than 1 ms.
    expect(metrics.value(`${DURATION}_bucket`, { route: "/predictions", le: "0.001" })).toBe(0);
  });

  it("counts requests in flight, itself included", async () => {
    const started = await start();
    expect((await metricsOf(started)).value(IN_FLIGHT)).toBe(1);
    const connections = await Promise.all(Array.from({ length: 5 }, () => Connection.to(started.port)));
    for (const connection of connections) {
      const begun = once(started.server.server, "request");
      connection.send(prediction("puck").slice(0, -1));
      await begun;
    }
    expect((await metricsOf(started)).value(IN_FLIGHT)).toBe(6);
    for (const connection of connections) {
      connection.send("}");
      expect(await connection.answer()).toMatchObject({ status: 200 });
    }
    expect((await metricsOf(started)).value(IN_FLIGHT)).toBe(1);
  });

  it("has the model's digest as a label, before and after it is replaced", async () => {
    const started = await start();
    const digests = async (): Promise<unknown[]> =>
      (await metricsOf(started)).of("newsgroups_model_info").map(({ labels, value }) => [labels["digest"], value]);
    expect(await digests()).toEqual([[sha256(ARTIFACT), 1]]);
    const path = await putModel(temporaryFolder());
    const embedded = (await start({ model: undefined! })).server;
    const digest = embedded.swapModel(path);
    expect(digest).toBe(sha256(ARTIFACT));
    const other = JSON.parse((await runHere(["load-check", "--json"])).stdout);
    started.server.swapModel(other.path);
    expect(await digests()).toEqual([[other.sha256, 1]]);
  });

  it("has metrics of the process", async () => {
    const metrics = await metricsOf(await start());
    expect(metrics.value("process_cpu_seconds_total")).toBeGreaterThan(0);
    expect(metrics.value("process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(metrics.of("nodejs_eventloop_lag_seconds")).toHaveLength(1);
  });

  it("counts separately for each server of a process", async () => {
    const [one, other] = [await start(), await start()];
    await one.post("/prediction", { text: "puck" });
    expect((await metricsOf(one)).value(REQUESTS, { route: "/prediction" })).toBe(1);
    expect((await metricsOf(other)).value(REQUESTS, { route: "/prediction" })).toBe(0);
  });
});
