/** Signals to `newsgroups serve`: requests in flight are answered before it ends, and nothing delays its end for long. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../support/folders.js";
import { BIN } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";
import {
  type AtEnd,
  ask,
  halfAsked,
  isRefused,
  Line,
  listeningUntil,
  Serving,
  startListening,
} from "../support/serve-command.js";
import { eventually } from "../support/waiting.js";

const ANSWERED = /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{"category":"hockey"\}$/;
const SAYS_CLOSE = /\r\nconnection: close\r\n/i;

const serveSamples = async (...args: string[]): Promise<Serving> =>
  startListening("-m", await putModel(temporaryFolder()), ...args);

/** How two servers ended that got SIGTERM with a request half sent, and how long it took. */
let cutOff: Promise<{ how: unknown; ms: number; received: string }>[];

// Begins before all tests, because it takes 10 s.
beforeAll(async () => {
  const cleanUps: (() => void | Promise<void>)[] = [];
  const atEnd: AtEnd = (cleanUp) => void cleanUps.push(cleanUp);
  const folder = mkdtempSync(join(tmpdir(), "newsgroups-signals-"));
  atEnd(() => rmSync(folder, { recursive: true }));
  const model = await putModel(folder);
  const begin = async (workers: string) => {
    const server = await listeningUntil(atEnd, ["-m", model, "--workers", workers]);
    const { line } = await halfAsked(server.port, atEnd);
    const start = performance.now();
    server.signal("SIGTERM");
    const end = async () => {
      const how = await server.ending(20_000);
      return { how, ms: performance.now() - start, received: await line.received };
    };
    return { ended: end() };
  };
  const begun = await Promise.all(["1", "2"].map(begin));
  cutOff = begun.map(({ ended }) => ended);
  return async () => {
    await Promise.all(cleanUps.map((cleanUp) => cleanUp()));
  };
});

describe.skipIf(process.platform === "win32").each(["1", "2"])("a signal to serve --workers %s", (workers) => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "%s: a request in flight is answered, and no other is accepted",
    async (name) => {
      const server = await serveSamples("--workers", workers);
      const { line, rest } = await halfAsked(server.port);
      server.signal(name);
      await server.printed(/shutting down/);
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
  ] as const)("%s sent twice ends it at once with %i", async (name, code) => {
    const server = await serveSamples("--workers", workers);
    const { line } = await halfAsked(server.port);
    server.signal(name);
    await server.printed(/shutting down/);
    server.signal(name);
    expect(await server.ending(3000)).toEqual([code, null]);
    expect(await line.received).not.toContain("200 OK");
  });

  it("ends it in spite of idle connections", async () => {
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

  it("SIGHUP after SIGTERM, as terminals and systemd send it, does not cut off requests in flight", async () => {
    const server = await serveSamples("--workers", workers);
    const { line, rest } = await halfAsked(server.port);
    server.signal("SIGTERM");
    await eventually(() => isRefused(server.port));
    server.signal("SIGHUP");
    // Fails if the request was cut off.
    await rest().catch(() => {});
    expect(await line.received).toMatch(ANSWERED);
    expect(await server.ended).toEqual([0, null]);
  });

  it("to all processes at once, as a terminal sends it, ends them like one to the primary process", async () => {
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
    const [, port] = await server.printed(/listening at http:\/\/127\.0\.0\.1:(\d+)/);
    const { line, rest } = await halfAsked(Number(port));
    process.kill(group, "SIGINT");
    await server.printed(/shutting down/);
    await eventually(() => isRefused(Number(port)));
    await rest();
    expect(await line.received).toMatch(ANSWERED);
    expect(await server.ended).toEqual([0, null]);
    expect(server.stderr).not.toContain("died");
  });
});

describe("a server that shuts down", () => {
  it("cuts off requests after 10 s, with one process and with two", { timeout: 30_000 }, async () => {
    for (const { how, ms, received } of await Promise.all(cutOff)) {
      expect(how).toEqual([0, null]);
      expect(ms).toBeGreaterThan(9_000);
      expect(ms).toBeLessThan(15_000);
      expect(received).not.toContain("200 OK");
    }
  });

  it("answers on open connections that it is live but not ready", async () => {
    const server = await serveSamples();
    const lines = [await Line.to(server.port), await Line.to(server.port)];
    for (const [i, path] of ["/health/ready", "/health/live"].entries()) {
      await lines[i]!.send(`GET ${path} HTTP/1.1\r\nHost: here\r\n`);
    }
    expect((await ask(`${server.url}/health/ready`)).status).toBe(200);
    // Accepted after those two, and read: so they are accepted as well.
    const { rest } = await halfAsked(server.port);
    server.signal("SIGTERM");
    await server.printed(/shutting down/);
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
