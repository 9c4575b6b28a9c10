/** `newsgroups serve` as a real process: what it prints and logs, who is answered, and why it may not start. */

import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { sha256 } from "../support/digest.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";
import { BIN } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";
import { ask, categoryOf, type Log, Serving, start, startListening } from "../support/serve-command.js";
import { LONGEST_WAIT } from "../support/waiting.js";

const LISTENING = /^newsgroups: listening at http:\/\/127\.0\.0\.1:\d+, [^\n]*\n$/;

/** The lines of the log for requests. */
const requestsIn = (log: readonly Log[]): Log[] => log.filter(({ method }) => method !== undefined);

describe("serve", () => {
  it("prints on stderr where it listens, and answers there", async () => {
    const model = await putModel(temporaryFolder());
    const server = await startListening("-m", model);
    expect(server.stderr).toMatch(LISTENING);
    const { status, headers, body } = await ask(`${server.url}/prediction`, { text: "goalie puck" });
    expect([status, body]).toEqual([200, '{"category":"hockey"}']);
    expect(headers["x-model-digest"]).toBe(sha256(contentOf(model)!));
  });

  it("serves the built-in model by default, or that of $NEWSGROUPS_MODEL", async () => {
    const embedded = await startListening();
    expect(await categoryOf(embedded.url, "computer cpu memory ram motherboard")).toMatch(/^comp\./);
    const env = { ...process.env, NEWSGROUPS_MODEL: await putModel(temporaryFolder()) };
    const named = new Serving(spawn(process.execPath, [BIN, "serve", "--port", "0"], { env, stdio: "pipe" }));
    const [, url] = await named.printed(/listening at (http:\/\/[^,\s]+)/);
    expect(await categoryOf(url!, "goalie puck")).toBe("hockey");
    named.signal("SIGTERM");
    expect(await named.ended).toEqual([0, null]);
  });

  it("prints nothing on stderr with --quiet", async () => {
    const server = start("--quiet", "--host", "0.0.0.0");
    const [, port] = await server.logged(/listening at http:\/\/0\.0\.0\.0:(\d+)/);
    expect((await ask(`http://127.0.0.1:${port}/health/ready`)).body).toBe('{"status":"ready"}');
    server.signal("SIGTERM");
    expect(await server.ended).toEqual([0, null]);
    expect(server.stderr).toBe("");
  });

  it("accepts bodies up to --max-bytes", async () => {
    const { url } = await startListening("--max-bytes", "100");
    const bodyOf = (bytes: number) => ({ text: "x".repeat(bytes - '{"text":""}'.length) });
    expect((await ask(`${url}/prediction`, bodyOf(100))).status).toBe(200);
    expect((await ask(`${url}/prediction`, bodyOf(101))).status).toBe(413);
  });
});

describe("the log", () => {
  it("has one line of JSON for each request on stdout, without its text", async () => {
    const server = await startListening();
    const id = "my-request_1.2";
    await ask(`${server.url}/prediction?top=2`, { text: "confidential puck" }, { "x-request-id": id });
    const refused = await ask(`${server.url}/prediction`, { text: 7 });
    await ask(`${server.url}/nowhere`);
    await server.logged(/\/nowhere[^\n]*\n/);
    const lines = requestsIn(server.log());
    expect(lines.map(({ method, url, status }) => [method, url, status])).toEqual([
      ["POST", "/prediction?top=2", 200],
      ["POST", "/prediction", 422],
      ["GET", "/nowhere", 404],
    ]);
    expect(lines[0]!.id).toBe(id);
    expect(lines[1]!.id).toBe(refused.headers["x-request-id"]);
    for (const { pid, ms } of lines) {
      expect(pid).toBe(server.process.pid);
      expect(ms).toBeGreaterThan(0);
      expect(ms).toBeLessThan(15_000);
    }
    server.signal("SIGTERM");
    await server.ended;
    expect(requestsIn(server.log())).toHaveLength(3);
    expect(server.log().some(({ msg }) => msg?.startsWith("listening at "))).toBe(true);
    expect(server.stdout + server.stderr).not.toContain("confidential");
  });

  it("is complete when the server ends right after a request", async () => {
    const server = await startListening();
    for (let i = 0; i < 20; i++) await ask(`${server.url}/health/live`);
    server.signal("SIGTERM");
    await server.ended;
    expect(requestsIn(server.log())).toHaveLength(20);
  });

  it("is off with --no-log", async () => {
    const server = await startListening("--no-log");
    await categoryOf(server.url, "goalie");
    server.signal("SIGTERM");
    expect(await server.ended).toEqual([0, null]);
    expect(server.stdout).toBe("");
  });

  it("delays neither requests nor the end if nobody reads it", async () => {
    const server = await startListening();
    server.process.stdout!.pause();
    const long = `${server.url}/health/live?${"x".repeat(8000)}`;
    // About four times what a pipe and its reader hold.
    const statuses = new Set<number>();
    for (let i = 0; i < 60; i++) statuses.add((await ask(long)).status);
    expect(statuses).toEqual(new Set([200]));
    server.signal("SIGTERM");
    expect(await server.ending()).toEqual([0, null]);
  });

  it("does not stop the server when its reader has gone", async () => {
    const server = await startListening();
    server.process.stdout!.destroy();
    for (let i = 0; i < 20; i++) expect((await ask(`${server.url}/health/live?${"x".repeat(1000)}`)).status).toBe(200);
    server.signal("SIGTERM");
    expect(await server.ending()).toEqual([0, null]);
    expect(server.stderr).not.toMatch(/unexpected|\n\s+at /);
  });
});

describe("serve does not start", () => {
  /** The exit code and the single line on stderr. */
  async function failure(...args: string[]): Promise<[unknown, string]> {
    const server = start(...args);
    const ending = await server.ending(LONGEST_WAIT);
    expect([...ending, server.stderr]).toEqual([expect.any(Number), null, server.stderr]);
    expect(server.stderr).toMatch(/^newsgroups: [^\n]+\n$/);
    expect(server.stdout + server.stderr).not.toContain("listening at");
    return [ending[0], server.stderr];
  }

  it.each(["1", "2"])("at a port in use, and leaves its user alone (--workers %s)", async (workers) => {
    const first = await startListening();
    const [code, message] = await failure("--port", String(first.port), "--workers", workers);
    expect(code).toBe(1);
    expect(message).toContain(`127.0.0.1:${first.port}: cannot listen`);
    expect((await ask(`${first.url}/health/live`)).status).toBe(200);
  });

  it("with an invalid value of an option, which is wrong usage", async () => {
    const wrong = { "--port": ["65536", "-1", "80x", ""], "--workers": ["0", "1.5"], "--max-bytes": ["0"] };
    for (const [option, values] of Object.entries(wrong)) {
      const outcomes = await Promise.all(values.map((value) => failure(option, value)));
      for (const [code, message] of outcomes) expect([code, message]).toEqual([2, expect.stringContaining(option)]);
    }
  });

  it.each([
    ["no-such-host.invalid", /cannot listen: (no such host|the host's address)/],
    ["192.0.2.1", /cannot listen: this machine has no such address/],
  ])("at the host %s", async (host, why) => {
    const [code, message] = await failure("--host", host, "--token-file", put(temporaryFolder(), "token", "t"));
    expect(code).toBe(1);
    expect(message).toMatch(why);
  });

  it.each(["1", "2"])("with a model that is missing or damaged (--workers %s)", async (workers) => {
    const folder = temporaryFolder();
    const whole = contentOf(await putModel(folder))!;
    const bad = {
      missing: "missing",
      cut: put(folder, "cut", whole.subarray(0, whole.length - 1)),
      flipped: put(folder, "flipped", Buffer.concat([whole.subarray(0, -1), Buffer.from([whole.at(-1)! ^ 1])])),
      empty: put(folder, "empty", ""),
      none: put(folder, "none", "not a model"),
      folder,
    };
    const outcomes = await Promise.all(Object.values(bad).map((model) => failure("-m", model, "--workers", workers)));
    expect(outcomes.map(([code]) => code)).toEqual(Object.keys(bad).map(() => 1));
    for (const [i, path] of Object.values(bad).entries()) expect(outcomes[i]![1]).toContain(path);
  });

  it("with a token file that has no token", async () => {
    const folder = temporaryFolder();
    const bad = {
      missing: "missing",
      folder,
      empty: put(folder, "empty", ""),
      blank: put(folder, "blank", " \n\n"),
      words: put(folder, "words", "two words\n"),
      lines: put(folder, "lines", "one\ntwo\n"),
      "not ASCII": put(folder, "umlaut", "schlüssel\n"),
      nul: put(folder, "nul", "to\0ken"),
      huge: put(folder, "huge", "x".repeat(100_000)),
    };
    const outcomes = await Promise.all(Object.values(bad).map((file) => failure("--token-file", file)));
    expect(outcomes.map(([code]) => code)).toEqual(Object.keys(bad).map(() => 1));
    for (const [i, path] of Object.values(bad).entries()) expect(outcomes[i]![1]).toContain(path);
    expect(outcomes.join()).not.toMatch(/two words|xxxx/);
  });
});

describe("a token", () => {
  it.each(["1", "2"])("is required, except for health checks (--workers %s)", async (workers) => {
    const token = "s3cret-Token_~+/==";
    const file = put(temporaryFolder(), "token", `${token}\r\n`);
    const server = await startListening("--token-file", file, "--workers", workers);
    const body = { text: "the engine and its brakes" };
    for (const wrong of [undefined, "Bearer", "Bearer wrong", `Bearer ${token}x`, `Basic ${token}`, token]) {
      const given = wrong === undefined ? {} : { authorization: wrong };
      const { status, headers } = await ask(`${server.url}/prediction`, body, given);
      expect([wrong, status, headers["www-authenticate"]]).toEqual([wrong, 401, expect.stringMatching(/^Bearer/)]);
    }
    expect((await ask(`${server.url}/model`)).status).toBe(401);
    expect((await ask(`${server.url}/metrics`)).status).toBe(401);
    const known = { authorization: `Bearer ${token}` };
    expect((await ask(`${server.url}/prediction`, body, known)).status).toBe(200);
    for (const path of ["/health/live", "/health/ready", "/", "/docs/", "/openapi.json"]) {
      expect([path, (await ask(server.url + path)).status]).toEqual([path, 200]);
    }
    server.signal("SIGTERM");
    await server.ended;
    expect(server.stdout + server.stderr).not.toContain("s3cret");
  });
});

describe("a note that no token is required", () => {
  it("is printed if the host is not loopback and there is no token", async () => {
    const token = ["--token-file", put(temporaryFolder(), "token", "t")];
    const cases: [number, ...string[]][] = [
      [0, "127.0.0.1"],
      [0, "127.0.0.2"],
      [0, "localhost"],
      [1, "0.0.0.0"],
      [0, "0.0.0.0", ...token],
    ];
    const servers = await Promise.all(cases.map(([, host, ...args]) => startListening("--host", host!, ...args)));
    for (const server of servers) server.signal("SIGTERM");
    for (const [i, [notes, ...args]] of cases.entries()) {
      expect([args, await servers[i]!.ended]).toEqual([args, [0, null]]);
      expect([args, servers[i]!.stderr.match(/note: /g)?.length ?? 0]).toEqual([args, notes]);
    }
    expect(servers[3]!.stderr).toContain("--token-file");
  });
});
