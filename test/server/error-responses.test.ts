/** Error responses: unknown paths and methods, bodies that are too long or of another type, and bytes that are not HTTP. */

import { describe, expect, it } from "vitest";
import { Connection, prediction } from "../support/connection.js";
import { type Answer, start } from "../support/library-server.js";

function expectError({ status, headers, body }: Answer, expected: number, ...words: string[]): void {
  expect(status).toBe(expected);
  expect(headers.get("content-type")).toMatch(/^application\/json\b/);
  expect(Object.keys(body)).toEqual(["detail"]);
  expect(body.detail).toMatch(/\w \w/);
  for (const word of words) expect(body.detail).toContain(word);
}

const allowOf = ({ headers }: Answer): string[] => (headers.get("allow") ?? "").split(/, */).sort();

describe("an unknown path", () => {
  it.each([
    "/predictio",
    "/Prediction",
    "/prediction/x",
    "/health",
    "/docs.html",
    "/..%2f..%2fetc%2fpasswd",
    "/docs/static/..%2f..%2fpackage.json",
    "/constructor",
    "/__proto__",
    "/prediction%00",
    "/%F0%9F%98%80?x#y",
  ])("is answered with 404: %s", async (path) => {
    const { ask } = await start();
    for (const method of ["GET", "POST", "DELETE"]) {
      const body = method === "POST" ? "no JSON" : null;
      // Below /docs/ every path supports GET, so that other methods get 405.
      if (path.startsWith("/docs/") && method !== "GET") continue;
      expectError(await ask(path, { method, body }), 404);
    }
  });
});

describe("a method that a path does not support", () => {
  const READ = ["GET", "HEAD"];

  it.each([
    ["/prediction", ["POST"]],
    ["/predictions", ["POST"]],
    ["/prediction?top=3", ["POST"]],
    ["/health/live", READ],
    ["/health/ready", READ],
    ["/model", READ],
    ["/metrics", READ],
    ["/openapi.json", READ],
    ["/docs", READ],
    ["/docs/", READ],
    ["/docs/static/swagger-ui.css", READ],
    ["/", READ],
    ["/?x", READ],
    ["/page.css", READ],
    ["/page.js", READ],
    ["/%70rediction", ["POST"]],
  ])("is answered with 405 and the supported ones: %s", async (path, allowed) => {
    const { ask } = await start();
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"]) {
      if (allowed.includes(method)) continue;
      const body = method === "PUT" ? "no JSON" : null;
      const answer = await ask(path, { method, body });
      expectError(answer, 405, method);
      expect(allowOf(answer)).toEqual(allowed);
    }
  });

  it("is answered without a body if it is HEAD, which every GET path supports", async () => {
    const { ask } = await start();
    const refused = await ask("/prediction", { method: "HEAD" });
    expect([refused.status, allowOf(refused), refused.text]).toEqual([405, ["POST"], ""]);
    for (const path of ["/health/live", "/model", "/metrics", "/openapi.json", "/"]) {
      const { status, text } = await ask(path, { method: "HEAD" });
      expect([path, status, text]).toEqual([path, 200, ""]);
    }
  });
});

/** A body of this many bytes. */
const bodyOf = (bytes: number): string => `{"text": "puck${" ".repeat(bytes - 16)}"}`;

describe("a body that is too long", () => {
  it("is rejected from one byte above the limit", async () => {
    const { post } = await start({ maxBytes: 1000 });
    expect((await post("/prediction", bodyOf(1000))).body).toEqual({ category: "hockey" });
    expectError(await post("/prediction", bodyOf(1001)), 413, "1000");
    expectError(await post("/predictions", bodyOf(100_000)), 413, "1000");
    // Bytes count, not characters.
    expectError(await post("/prediction", `{"text": "${"é".repeat(495)}"}`), 413, "1000");
  });

  it("is rejected if its length is not announced", async () => {
    const { ask } = await start({ maxBytes: 1000 });
    const chunked = (bytes: number): Promise<Answer> =>
      ask("/prediction", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: new Blob([bodyOf(bytes)]).stream(),
        duplex: "half",
      } as RequestInit);
    expect((await chunked(1000)).body).toEqual({ category: "hockey" });
    expectError(await chunked(1001), 413, "1000");
  });

  it("is rejected before it arrives", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    const fields = ["Host: x", "Content-Type: application/json", "Content-Length: 1048577"];
    connection.send("POST /prediction HTTP/1.1", ...fields, "", '{"text": "');
    expect(await connection.answer()).toMatchObject({ status: 413, body: expect.stringContaining("1048576") });
  });

  it("may have 1 MiB by default", async () => {
    const { post } = await start();
    expect((await post("/prediction", bodyOf(2 ** 20))).status).toBe(200);
    expectError(await post("/prediction", bodyOf(2 ** 20 + 1)), 413, "1048576");
  });
});

describe("the type of a body", () => {
  const ask415 = async (type: string): Promise<Answer> =>
    (await start()).post("/prediction", { text: "puck" }, { "content-type": type });

  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    "APPLICATION/JSON",
    "application/vnd.api+json",
  ])("may be JSON: %s", async (type) => {
    expect((await ask415(type)).body).toEqual({ category: "hockey" });
  });

  it.each([
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/xml",
    "json",
  ])("is rejected with 415 otherwise: %s", async (type) => {
    expectError(await ask415(type), 415, "application/json");
  });

  it("is JSON if there is none", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.send("POST /prediction HTTP/1.1", "Host: x", "Content-Length: 16", "", '{"text": "puck"}');
    expect(await connection.answer()).toMatchObject({ status: 200, body: '{"category":"hockey"}' });
  });
});

describe("bytes that are not a request", () => {
  const LENGTHS = ["Content-Length: 16", "Content-Length: 17"];

  it.each([
    ["no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400],
    ["no method", "PUCK / HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["no version", "GET / HTTP/9\r\nHost: x\r\n\r\n", 400],
    ["no host", "GET /health/live HTTP/1.1\r\n\r\n", 400],
    ["no field", "GET / HTTP/1.1\r\nHost: x\r\n : x\r\n\r\n", 400],
    ["two lengths", `POST /prediction HTTP/1.1\r\nHost: x\r\n${LENGTHS.join("\r\n")}\r\n\r\n`, 400],
    ["a negative length", "POST /prediction HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400],
    ["a header that is too long", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(100_000)}\r\n\r\n`, 431],
    ["a path that is too long", `GET /${"x".repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ["an invalid escape in the path", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["a path that is not UTF-8", "GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ])("are rejected: %s", async (_, bytes, status) => {
    const { port, ask } = await start();
    const connection = await Connection.to(port);
    connection.socket.write(Buffer.from(bytes, "latin1"));
    const answer = await connection.answer();
    expect(answer!.status).toBe(status);
    expect(answer!.headers["content-type"]).toMatch(/^application\/json\b/);
    expect(JSON.parse(answer!.body)).toEqual({ detail: expect.stringMatching(/\w/) });
    expect((await ask("/health/live")).status).toBe(200);
  });

  it("close the connection, because the next request may begin anywhere", async () => {
    const { port } = await start();
    const connection = await Connection.to(port);
    connection.send("PUCK / HTTP/1.1", "Host: x", "", prediction("puck"));
    expect(await connection.answer()).toMatchObject({ status: 400, headers: { connection: "close" } });
    expect(await connection.answer()).toBeUndefined();
  });

  it("in the middle of a body close the connection and leave nothing in flight", async () => {
    const { port, ask } = await start();
    const connection = await Connection.to(port);
    const fields = ["Host: x", "Content-Type: application/json", "Transfer-Encoding: chunked"];
    connection.send("POST /prediction HTTP/1.1", ...fields, "", "5", '{"tex', "zz", "");
    const answer = await connection.answer();
    expect(answer?.status ?? 400).toBe(400);
    connection.socket.end();
    await connection.closed;
    expect((await ask("/metrics")).text).toMatch(/^newsgroups_http_requests_in_flight 1$/m);
  });
});
