/** Identity: every answer, errors included, has the model's digest and the request's id. */

import { describe, expect, it } from "vitest";
import { Connection } from "../support/connection.js";
import { sha256 } from "../support/digest.js";
import { ARTIFACT, start } from "../support/library-server.js";

const REQUEST_ID = /^[\w.-]{1,128}$/;
const DIGEST = sha256(ARTIFACT);

/** Requests of each kind, with the status of their answers. */
const KINDS: readonly [number, string, RequestInit][] = [
  [200, "/prediction", { method: "POST", body: '{"text": "puck"}', headers: { "content-type": "application/json" } }],
  [200, "/predictions", { method: "POST", body: '{"texts": []}', headers: { "content-type": "application/json" } }],
  [422, "/prediction", { method: "POST", body: "{", headers: { "content-type": "application/json" } }],
  [422, "/prediction", { method: "POST" }],
  [415, "/prediction", { method: "POST", body: "x" }],
  [413, "/prediction", { method: "POST", body: "x".repeat(2000), headers: { "content-type": "application/json" } }],
  [405, "/prediction", {}],
  [404, "/none", {}],
  [404, "/docs/none", {}],
  [400, "/%zz", {}],
  [200, "/health/live", {}],
  [200, "/health/ready", { method: "HEAD" }],
  [200, "/model", {}],
  [200, "/metrics", {}],
  [200, "/openapi.json", {}],
  [302, "/docs", {}],
  [200, "/docs/", {}],
  [200, "/docs/static/swagger-ui.css", {}],
  [200, "/", {}],
  [200, "/page.css", {}],
  [200, "/page.js", {}],
];

describe("an answer", () => {
  it.each(KINDS)("of %i to %s has the model's digest and the client's request id", async (status, path, init) => {
    const { ask } = await start({ maxBytes: 1000 });
    const headers = { ...init.headers, "x-request-id": "Mine.1_2-3" };
    const answer = await ask(path, { ...init, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-model-digest")).toBe(DIGEST);
    expect(answer.headers.get("x-request-id")).toBe("Mine.1_2-3");
  });

  it("of 401 and 503 has them too", async () => {
    const { post } = await start({ token: "t" });
    const busy = await start({ limits: { maxInFlight: 0 } });
    const headers = { "x-request-id": "mine" };
    for (const [status, answer] of [
      [401, await post("/prediction", { text: "puck" }, headers)],
      [503, await busy.post("/prediction", { text: "puck" }, headers)],
    ] as const) {
      expect(answer.status).toBe(status);
      expect(answer.headers.get("x-model-digest")).toBe(DIGEST);
      expect(answer.headers.get("x-request-id")).toBe("mine");
    }
  });

  it.each([
    ["no method", "PUCK / HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["no host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["an expectation", "GET / HTTP/1.1\r\nHost: x\r\nExpect: puck\r\nConnection: close\r\n\r\n", 200],
    ["a header that is too long", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(100_000)}\r\n\r\n`, 431],
  ])("to what Node itself would reject has them too: %s", async (_, bytes, status) => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.send(bytes);
    const answer = (await connection.answer())!;
    expect(answer.status).toBe(status);
    expect(answer.headers["x-model-digest"]).toBe(DIGEST);
    expect(answer.headers["x-request-id"]).toMatch(REQUEST_ID);
  });

  it("has a unique id if the client sends none", async () => {
    const { ask } = await start();
    const ids = await Promise.all(
      Array.from({ length: 50 }, async () => (await ask("/health/live")).headers.get("x-request-id")),
    );
    for (const id of ids) expect(id).toMatch(REQUEST_ID);
    expect(new Set(ids).size).toBe(50);
  });
});

describe("X-Request-Id", () => {
  it.each(["a", "0", ".", "_-_", "x".repeat(128), "4bf92f3577b34da6a3ce929d0e0e4736"])(
    "is kept if it is 1 to 128 letters, digits, dots, underscores and hyphens: %s",
    async (id) => {
      const { ask } = await start();
      expect((await ask("/none", { headers: { "x-request-id": id } })).headers.get("x-request-id")).toBe(id);
    },
  );

  it.each([
    "",
    "x".repeat(129),
    "a b",
    "a\tb",
    "<script>",
    '"x"',
    "a/b",
    "a,b",
    "\xe9",
    "{}",
    "a;b=c",
    "%0d%0aSet-Cookie:x",
  ])("is replaced otherwise: %j", async (id) => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.socket.write(Buffer.from(`GET /none HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\n\r\n`, "latin1"));
    const { status, headers, body } = (await connection.answer())!;
    expect(status).toBe(404);
    expect(headers["x-request-id"]).toMatch(/^[\w.-]{20,128}$/);
    if (id !== "") expect(JSON.stringify({ headers, body })).not.toContain(id);
  });

  it("is replaced if it is sent twice", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.send("GET /none HTTP/1.1", "Host: x", "X-Request-Id: a", "X-Request-Id: b", "", "");
    expect((await connection.answer())!.headers["x-request-id"]).toMatch(/^[\w.-]{20,128}$/);
  });
});
