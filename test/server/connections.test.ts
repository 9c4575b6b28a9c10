/** Connections: kept, filled with requests, slow, half open, broken off; none of them holds the server up. */

import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { Connection, prediction } from "../support/connection.js";
import { sha256 } from "../support/digest.js";
import { ARTIFACT, type Started, start, TEXTS } from "../support/library-server.js";
import { readFigures } from "../support/server-metrics.js";

const LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

const figuresOf = async ({ ask }: Started): Promise<ReturnType<typeof readFigures>> =>
  readFigures((await ask("/metrics")).text);

/** Waits until only the request for the figures is in flight. */
const expectNothingInFlight = (started: Started): Promise<void> =>
  expect
    .poll(async () => (await figuresOf(started)).value("newsgroups_http_requests_in_flight"), { timeout: 5_000 })
    .toBe(1);

const goneOf = async (started: Started): Promise<number> =>
  (await figuresOf(started)).value("newsgroups_http_requests_total", { route: "/prediction", status: "499" });

describe("a connection", () => {
  it("is kept for many requests, errors among them", async () => {
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

  it("has the requests that it was filled with answered in their order", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    const categories = Array.from({ length: 300 }, (_, i) => Object.keys(TEXTS)[(i * i) % 3]!);
    connection.send(categories.map((category, i) => prediction(TEXTS[category]!, `X-Request-Id: ${i}`)).join(""));
    for (const [i, category] of categories.entries()) {
      const { status, headers, body } = (await connection.answer())!;
      expect([status, headers["x-request-id"], JSON.parse(body)]).toEqual([200, `${i}`, { category }]);
    }
  });

  it("is ended after the answer if its client asks so, or speaks HTTP/1.0", async () => {
    const { port } = await start();
    for (const request of [prediction("puck", "Connection: close"), "GET /health/live HTTP/1.0\r\n\r\n"]) {
      const connection = await Connection.to(port);
      connection.send(request);
      expect(await connection.answer()).toMatchObject({ status: 200, headers: { connection: "close" } });
      expect(await connection.answer()).toBeUndefined();
    }
  });

  it("whose client sends no more is still answered", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.socket.end(prediction("puck"));
    expect(await connection.answer()).toMatchObject({ status: 200, body: '{"category":"hockey"}' });
    await connection.closed;
  });

  it("may bring its request byte by byte", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.socket.setNoDelay(true);
    for (const byte of Buffer.from(prediction("puck é 😀"))) {
      connection.socket.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    expect(await connection.answer()).toMatchObject({ status: 200, body: '{"category":"hockey"}' });
  });

  it("is answered before it sends a body for which it asks", async () => {
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

describe("a client that goes", () => {
  it("in the middle of its request is counted as 499, and nothing of it stays in flight", async () => {
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

  it("before many requests are answered leaves none of them in flight", async () => {
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

  it("while its first request of several is still coming or waited for does not fill the server", async () => {
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

/** The times of the server by themselves, and then so much shorter that a test can wait for them. */
async function startImpatient(
  name: "headersTimeout" | "requestTimeout" | "timeout" | "keepAliveTimeout",
  most: number,
): Promise<Started> {
  const started = await start();
  const { server } = started.server;
  // What is tested below with less time is what a server by itself has, and not nothing.
  expect(server[name]).toBeGreaterThan(0);
  expect(server[name]).toBeLessThanOrEqual(most);
  if (name === "headersTimeout") expect(server.requestTimeout).toBeGreaterThan(server.headersTimeout);
  server[name] = 500;
  // Node takes the smaller of the two for the header's.
  if (name === "requestTimeout") server.headersTimeout = 400;
  return started;
}

describe("a client that is slow", () => {
  it.each([
    ["sends nothing", ""],
    ["does not end its header", "GET /health/live HTTP/1.1\r\nHost: x\r\n"],
    ["does not end its second header", `${LIVE}GET /health/live HTTP/1.1\r\n`],
  ])("is given up, and its connection closed, if it %s", async (_, bytes) => {
    const started = await startImpatient("headersTimeout", 15_000);
    const connection = await Connection.to(started.port);
    connection.send(bytes);
    if (bytes.startsWith(LIVE)) expect(await connection.answer()).toMatchObject({ status: 200 });
    const answer = await connection.answer();
    // Where there was an answer before, none may follow that the client could take for that of its next request.
    if (bytes.startsWith(LIVE)) expect(answer?.status ?? 408).toBe(408);
    else {
      expect(answer).toMatchObject({
        status: 408,
        headers: { connection: "close", "x-model-digest": sha256(ARTIFACT) },
      });
      expect(JSON.parse(answer!.body)).toEqual({ detail: expect.stringMatching(/\w \w/) });
    }
    connection.socket.end();
    await connection.closed;
  });

  it("is not waited for though it dribbles its body", async () => {
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

  it("is not waited for if it does not read its answers", async () => {
    const started = await start();
    const { server } = started.server;
    const accepted = once(server, "connection");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.on("error", () => {});
    socket.pause();
    const [itsEnd] = (await accepted) as [Socket];
    socket.write("GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20));
    await expect
      .poll(async () => (await figuresOf(started)).value("newsgroups_http_requests_in_flight"))
      .toBeGreaterThan(1);
    // A minute for each answer, which is shortened here.
    await expect.poll(() => itsEnd.timeout).toBe(60_000);
    await expect.poll(() => itsEnd.setTimeout(200).destroyed, { interval: 400, timeout: 10_000 }).toBe(true);
    await expectNothingInFlight(started);
    socket.destroy();
  });

  it("has its connection closed if no further request comes", async () => {
    const started = await startImpatient("keepAliveTimeout", 120_000);
    const connection = await Connection.to(started.port);
    connection.send(LIVE);
    expect(await connection.answer()).toMatchObject({ status: 200 });
    expect(await connection.answer()).toBeUndefined();
  });

  it("does not keep others waiting", async () => {
    const { port, post } = await start();
    const slow = await Promise.all(Array.from({ length: 200 }, () => Connection.to(port)));
    for (const connection of slow) connection.send(prediction("puck").slice(0, 40));
    expect((await post("/prediction", { text: "puck" })).body).toEqual({ category: "hockey" });
    for (const connection of slow) connection.send(prediction("puck").slice(40));
    for (const connection of slow) expect(await connection.answer()).toMatchObject({ status: 200 });
  });
});
