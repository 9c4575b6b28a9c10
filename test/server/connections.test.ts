/** Connections: reused, pipelined, slow, half open, broken off; none of them blocks the server. */

import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { Connection, prediction } from "../support/connection.js";
import { sha256 } from "../support/digest.js";
import { ARTIFACT, type Started, start, TEXTS } from "../support/library-server.js";
import { readServerMetrics } from "../support/server-metrics.js";

const LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

const metricsOf = async ({ ask }: Started): Promise<ReturnType<typeof readServerMetrics>> =>
  readServerMetrics((await ask("/metrics")).text);

/** Waits until only the request for the metrics is in flight. */
const expectNothingInFlight = (started: Started): Promise<void> =>
  expect
    .poll(async () => (await metricsOf(started)).value("newsgroups_http_requests_in_flight"), { timeout: 5_000 })
    .toBe(1);

const goneOf = async (started: Started): Promise<number> =>
  (await metricsOf(started)).value("newsgroups_http_requests_total", { route: "/prediction", status: "499" });

describe("a connection", () => {
  it("is reused for many requests, errors included", async () => {
    const { port, server } = await start();
    let connections = 0;
    server.server.on("connection", () => connections++);
    const connection = await Connection.to(port);
    for (let i = 0; i < 30; i++) {
      connection.send(prediction(i % 3 === 0 ? " " : "puck"));
      expect((await connection.answer())!.status).toBe(i % 3 === 0 ? 422 : 200);
      connection.send("POST /none HTTP/1.1", "Host: x", "Content-Length: 5", "", "12345");
      expect((await connection.answer())!.status).toBe(404);
    }
    expect(connections).toBe(1);
  });

  it("gets answers to pipelined requests in their order", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    const categories = Array.from({ length: 300 }, (_, i) => Object.keys(TEXTS)[(i * i) % 3]!);
    connection.send(categories.map((category, i) => prediction(TEXTS[category]!, `X-Request-Id: ${i}`)).join(""));
    for (const [i, category] of categories.entries()) {
      const { status, headers, body } = (await connection.answer())!;
      expect([status, headers["x-request-id"], JSON.parse(body)]).toEqual([200, `${i}`, { category }]);
    }
  });

  it("is closed after the answer if the client requests it or uses HTTP/1.0", async () => {
    const { port } = await start();
    for (const request of [prediction("puck", "Connection: close"), "GET /health/live HTTP/1.0\r\n\r\n"]) {
      const connection = await Connection.to(port);
      connection.send(request);
      expect(await connection.answer()).toMatchObject({ status: 200, headers: { connection: "close" } });
      expect(await connection.answer()).toBeUndefined();
    }
  });

  it("is answered after its client has closed its side", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.socket.end(prediction("puck"));
    expect(await connection.answer()).toMatchObject({ status: 200, body: '{"category":"hockey"}' });
    await connection.closed;
  });

  it("may send its request byte by byte", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.socket.setNoDelay(true);
    for (const byte of Buffer.from(prediction("puck é 😀"))) {
      connection.socket.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    expect(await connection.answer()).toMatchObject({ status: 200, body: '{"category":"hockey"}' });
  });

  it("gets 100 Continue before it sends the body", async () => {
    const { port } = await start();
    const headers = { expect: "100-continue", "content-type": "application/json" };
    const request = httpRequest({ port, host: "127.0.0.1", method: "POST", path: "/prediction", headers });
    request.flushHeaders();
    await once(request, "continue");
    request.end('{"text": "puck"}');
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
  });
});

describe("a client that disconnects", () => {
  it("during its request is counted as 499, and leaves nothing in flight", async () => {
    const started = await start();
    const clients = 8;
    for (let i = 0; i < clients; i++) {
      const begun = once(started.server.server, "request");
      const connection = await Connection.to(started.port);
      connection.send(prediction("puck").slice(0, -1 - i));
      await begun;
      if (i % 2) connection.socket.resetAndDestroy();
      else connection.socket.destroy();
    }
    await expectNothingInFlight(started);
    expect(await goneOf(started)).toBe(clients);
  });

  it("before pipelined requests are answered leaves none of them in flight", async () => {
    const started = await start();
    for (let i = 0; i < 20; i++) {
      const begun = once(started.server.server, "request");
      const socket = connect(started.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.write(prediction("engine ".repeat(1000)).repeat(3));
      await begun;
      socket.resetAndDestroy();
    }
    await expectNothingInFlight(started);
    expect((await started.post("/prediction", { text: "puck" })).body).toEqual({ category: "hockey" });
  });

  it("during pipelined requests does not use up the limit of requests in flight", async () => {
    const started = await start({ limits: { maxInFlight: 20 } });
    const requests = `${LIVE.repeat(9)}${prediction("puck").slice(0, -1)}`;
    for (let i = 0; i < 10; i++) {
      const begun = once(started.server.server, "request");
      const connection = await Connection.to(started.port);
      connection.send(requests);
      await begun;
      connection.socket.resetAndDestroy();
    }
    await expectNothingInFlight(started);
    expect((await started.post("/prediction", { text: "puck" })).status).toBe(200);
  });
});

/** Checks a timeout of the server, then shortens it so that a test can wait for it. */
async function startImpatient(
  name: "headersTimeout" | "requestTimeout" | "timeout" | "keepAliveTimeout",
  max: number,
): Promise<Started> {
  const started = await start();
  const { server } = started.server;
  expect(server[name]).toBeGreaterThan(0);
  expect(server[name]).toBeLessThanOrEqual(max);
  if (name === "headersTimeout") expect(server.requestTimeout).toBeGreaterThan(server.headersTimeout);
  server[name] = 500;
  // Node uses the smaller of the two for the header.
  if (name === "requestTimeout") server.headersTimeout = 400;
  return started;
}

describe("a slow client", () => {
  it("gets 408 and is disconnected if it sends nothing, half a header, or half of a second one", async () => {
    const { port } = await startImpatient("headersTimeout", 15_000);
    const half = "GET /health/live HTTP/1.1\r\nHost: x\r\n";
    const connections = await Promise.all(
      ["", half, LIVE + half].map(async (bytes) => {
        const connection = await Connection.to(port);
        connection.send(bytes);
        return connection;
      }),
    );
    const [silent, slow, answered] = connections as [Connection, Connection, Connection];
    for (const connection of [silent, slow]) {
      const answer = await connection.answer();
      expect(answer).toMatchObject({
        status: 408,
        headers: { connection: "close", "x-model-digest": sha256(ARTIFACT) },
      });
      expect(JSON.parse(answer!.body)).toEqual({ detail: expect.stringMatching(/\w \w/) });
    }
    expect(await answered.answer()).toMatchObject({ status: 200 });
    // No other answer may follow that the client could take for the answer to its next request.
    expect((await answered.answer())?.status ?? 408).toBe(408);
    for (const { socket } of connections) socket.end();
    await Promise.all(connections.map(({ closed }) => closed));
  });

  it("gets 408 if its body arrives too slowly", async () => {
    const started = await startImpatient("requestTimeout", 60_000);
    const connection = await Connection.to(started.port);
    const request = prediction("x".repeat(1000));
    connection.send(request.slice(0, 200));
    let at = 200;
    const dribble = setInterval(() => connection.send(request.slice(at, ++at)), 50);
    const answer = await connection.answer();
    clearInterval(dribble);
    expect(answer).toMatchObject({ status: 408, headers: { connection: "close" } });
    connection.socket.end();
    await connection.closed;
    expect(at).toBeLessThan(request.length);
    await expectNothingInFlight(started);
  });

  it("is disconnected if it does not read its answers", async () => {
    const started = await start();
    const { server } = started.server;
    const accepted = once(server, "connection");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.on("error", () => {});
    socket.pause();
    const [itsEnd] = (await accepted) as [Socket];
    socket.write("GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20));
    await expect
      .poll(async () => (await metricsOf(started)).value("newsgroups_http_requests_in_flight"))
      .toBeGreaterThan(1);
    // A minute for each answer, shortened here.
    await expect.poll(() => itsEnd.timeout).toBe(60_000);
    await expect.poll(() => itsEnd.setTimeout(200).destroyed, { interval: 400, timeout: 10_000 }).toBe(true);
    await expectNothingInFlight(started);
    socket.destroy();
  });

  it("is disconnected if it sends no further request", async () => {
    const started = await startImpatient("keepAliveTimeout", 120_000);
    const connection = await Connection.to(started.port);
    connection.send(LIVE);
    expect(await connection.answer()).toMatchObject({ status: 200 });
    expect(await connection.answer()).toBeUndefined();
  });

  it("does not delay others", async () => {
    const { port, post } = await start();
    const slow = await Promise.all(Array.from({ length: 200 }, () => Connection.to(port)));
    for (const connection of slow) connection.send(prediction("puck").slice(0, 40));
    expect((await post("/prediction", { text: "puck" })).body).toEqual({ category: "hockey" });
    for (const connection of slow) connection.send(prediction("puck").slice(40));
    for (const connection of slow) expect(await connection.answer()).toMatchObject({ status: 200 });
  });
});
