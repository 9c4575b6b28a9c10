/** Signals to `newsgroups serve`: what is in flight is answered before it ends, and nothing holds up its end for long. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../support/folders.js";
import { BIN } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";
import { ask, halfAsked, isRefused, Line, Serving, startListening } from "../support/serve-command.js";
import { eventually } from "../support/waiting.js";

const ANSWERED = /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{"category":"hockey"\}$/;
const SAYS_CLOSE = /\r\nconnection: close\r\n/i;

const serveSamples = async (...args: string[]): Promise<Serving> =>
  startListening("-m", await putModel(temporaryFolder()), ...args);

describe.skipIf(process.platform === "win32").each(["1", "2"])("a signal to serve --workers %s", (workers) => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "%s lets a request in flight be answered, and no other come",
    async (name) => {
      const server = await serveSamples("--workers", workers);
      const { line, rest } = await halfAsked(server.port);
      server.signal(name);
      await server.told(/shutting down/);
      await eventually(() => isRefused(server.port));
      await rest();
      const received = await line.received;
      expect(received).toMatch(ANSWERED);
      expect(received).toMatch(SAYS_CLOSE);
      expect(await server.ended).toEqual([0, null]);
    },
  );

  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("%s given twice ends it at once with %i", async (name, code) => {
    const server = await serveSamples("--workers", workers);
    const { line } = await halfAsked(server.port);
    server.signal(name);
    await server.told(/shutting down/);
    server.signal(name);
    expect(await server.ending(3000)).toEqual([code, null]);
    expect(await line.received).not.toContain("200 OK");
  });

  it("ends it though connections stay open on which nothing was asked, or all was answered", async () => {
    const server = await serveSamples("--workers", workers);
    const silent = await Line.to(server.port);
    const idle = await Line.to(server.port);
    const answer = once(idle.socket, "data");
    await idle.send("GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n");
    await answer;
    server.signal("SIGTERM");
    expect(await server.ending()).toEqual([0, null]);
    expect(await silent.received).not.toContain("HTTP");
    expect(await idle.received).toContain("200 OK");
  });

  it("SIGHUP, with which a terminal or systemd may follow up, does not cut off what is in flight", async () => {
    const server = await serveSamples("--workers", workers);
    const { line, rest } = await halfAsked(server.port);
    server.signal("SIGTERM");
    await eventually(() => isRefused(server.port));
    server.signal("SIGHUP");
    // What is cut off shows here at the latest.
    await rest().catch(() => {});
    expect(await line.received).toMatch(ANSWERED);
    expect(await server.ended).toEqual([0, null]);
  });

  it("of a terminal, which goes to all processes at once, ends them as one to the first does", async () => {
    const args = [BIN, "serve", "--port", "0", "--workers", workers, "-m", await putModel(temporaryFolder())];
    const server = new Serving(spawn(process.execPath, args, { stdio: "pipe", detached: true }));
    const group = -server.process.pid!;
    onTestFinished(() => {
      try {
        process.kill(group, "SIGKILL");
      } catch {
        // All have ended, as they should.
      }
    });
    const [, port] = await server.told(/listening at http:\/\/127\.0\.0\.1:(\d+)/);
    const { line, rest } = await halfAsked(Number(port));
    process.kill(group, "SIGINT");
    await server.told(/shutting down/);
    await eventually(() => isRefused(Number(port)));
    await rest();
    expect(await line.received).toMatch(ANSWERED);
    expect(await server.ended).toEqual([0, null]);
    expect(server.stderr).not.toContain("died");
  });
});

describe("a server that is ending", () => {
  it("cuts off what takes longer than 10 s, with one process and with two", { timeout: 30_000 }, async () => {
    const servers = await Promise.all(["1", "2"].map((workers) => serveSamples("--workers", workers)));
    const asked = await Promise.all(servers.map(({ port }) => halfAsked(port)));
    const start = performance.now();
    for (const server of servers) server.signal("SIGTERM");
    for (const server of servers) expect(await server.ending(20_000)).toEqual([0, null]);
    expect(performance.now() - start).toBeGreaterThan(9_000);
    expect(performance.now() - start).toBeLessThan(15_000);
    for (const { line } of asked) expect(await line.received).not.toContain("200 OK");
  });

  it("is not ready any more for whoever asks on a connection that is there, but live", async () => {
    const server = await serveSamples();
    const lines = [await Line.to(server.port), await Line.to(server.port)];
    for (const [i, path] of ["/health/ready", "/health/live"].entries()) {
      await lines[i]!.send(`GET ${path} HTTP/1.1\r\nHost: here\r\n`);
    }
    expect((await ask(`${server.url}/health/ready`)).status).toBe(200);
    // Accepted after those two, and read: so they are accepted as well.
    const { rest } = await halfAsked(server.port);
    server.signal("SIGTERM");
    await server.told(/shutting down/);
    await Promise.all(lines.map((line) => line.send("\r\n")));
    const [ready, live] = await Promise.all(lines.map((line) => line.received));
    expect(ready).toMatch(/^HTTP\/1\.1 503 /);
    expect(ready).toMatch(/\r\nretry-after: \d+\r\n/i);
    expect(ready).toMatch(SAYS_CLOSE);
    expect(live).toMatch(/^HTTP\/1\.1 200 /);
    await rest();
    expect(await server.ended).toEqual([0, null]);
  });
});
