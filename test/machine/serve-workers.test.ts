/** `newsgroups serve --workers 2`: two processes act as one, a dead one is replaced, and none is left behind. */

import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { sha256 } from "../support/digest.js";
import { put, temporaryFolder } from "../support/folders.js";
import { isAlive } from "../support/processes.js";
import { ask, categoryOf, type Serving, startListening } from "../support/serve-command.js";
import { modelOf, replace } from "../support/server-models.js";
import { eventually } from "../support/waiting.js";

let first: Uint8Array;
let second: Uint8Array;

beforeAll(async () => {
  [first, second] = await Promise.all([modelOf("first-"), modelOf("second-")]);
});

async function serveFirst(): Promise<{ server: Serving; path: string }> {
  const path = put(temporaryFolder(), "model", first);
  return { path, server: await startListening("-m", path, "--workers", "2") };
}

/** The ids of the processes that have answered so far. */
const answeredBy = (server: Serving): Set<number> =>
  new Set(server.log().flatMap(({ pid, method }) => (method === undefined ? [] : [pid])));

/** Sends requests until two live processes have answered; returns their ids, and kills them after the test. */
async function workersOf(server: Serving): Promise<[number, number]> {
  let alive: number[] = [];
  await eventually(async () => {
    await ask(`${server.url}/health/live`);
    alive = [...answeredBy(server)].filter(isAlive);
    return alive.length === 2;
  });
  onTestFinished(() => {
    for (const pid of alive.filter(isAlive)) process.kill(pid, "SIGKILL");
  });
  return alive as [number, number];
}

/** The categories in this many answers, each on its own connection. */
async function categories(server: Serving, answers: number): Promise<Set<string>> {
  const all = await Promise.all(Array.from({ length: answers }, () => categoryOf(server.url, "goalie puck")));
  return new Set(all);
}

/** The value of a metric in the text of `/metrics`. */
function metricOf(metrics: string, name: string): number {
  const line = metrics.split("\n").find((text) => text.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

describe.skipIf(process.platform === "win32")("serve --workers 2", () => {
  it("prints once where it listens and the memory in each worker, and adds up their metrics in /metrics", async () => {
    const { server } = await serveFirst();
    expect(server.stderr).toMatch(/^newsgroups: listening at [^\n]* MB of memory in each of 2 workers\n$/);
    const workers = await workersOf(server);
    expect(workers).not.toContain(server.process.pid);
    for (let i = 0; i < 20; i++) await categoryOf(server.url, "goalie");
    for (let i = 0; i < 3; i++) await ask(`${server.url}/prediction`, { text: 7 });
    const predicting = () => server.log().filter(({ url }) => url === "/prediction");
    await eventually(() => predicting().length === 23);
    expect(new Set(predicting().map(({ pid }) => pid))).toEqual(new Set(workers));
    // Each worker returns the same.
    for (const _ of workers) {
      const { body } = await ask(`${server.url}/metrics`);
      expect(metricOf(body, 'newsgroups_http_requests_total{route="/prediction",status="200"}')).toBe(20);
      expect(metricOf(body, 'newsgroups_http_requests_total{route="/prediction",status="422"}')).toBe(3);
      expect(metricOf(body, 'newsgroups_http_request_duration_seconds_count{route="/prediction"}')).toBe(23);
      const { memory } = JSON.parse((await ask(`${server.url}/model`)).body);
      expect(metricOf(body, "newsgroups_model_memory_bytes")).toBe(2 * memory);
      expect(metricOf(body, `newsgroups_model_info{digest="${sha256(first)}"}`)).toBe(2);
    }
  });

  it("does not mix lines of the log, however long, ends with 0 at SIGTERM and leaves no process behind", async () => {
    const { server } = await serveFirst();
    const workers = await workersOf(server);
    const asked = 300;
    const client = async (): Promise<void> => {
      for (let i = 0; i < asked / 10; i++)
        await ask(`${server.url}/health/live?${"x".repeat(1 + ((i * 997) % 12_000))}`);
    };
    await Promise.all(Array.from({ length: 10 }, client));
    server.signal("SIGTERM");
    expect(await server.ending()).toEqual([0, null]);
    expect(workers.filter(isAlive)).toEqual([]);
    // Each is parsed.
    for (const line of server.log()) expect(line).toHaveProperty("pid");
    expect(server.log().filter(({ url }) => url?.startsWith("/health/live?x"))).toHaveLength(asked);
  });

  it("replaces a worker that was killed, reports it, and answers meanwhile", async () => {
    const { server } = await serveFirst();
    const [killed, other] = await workersOf(server);
    process.kill(killed, "SIGKILL");
    await server.printed(new RegExp(`worker ${killed} died \\(SIGKILL\\)`));
    expect(await categories(server, 4)).toEqual(new Set(["first-hockey"]));
    const workers = await workersOf(server);
    expect(workers).toContain(other);
    expect(workers).not.toContain(killed);
    expect(server.stderr.match(/died/g)).toHaveLength(1);
  });

  it("continues at the same address when all workers were killed", async () => {
    const { server } = await serveFirst();
    const killed = await workersOf(server);
    for (const pid of killed) process.kill(pid, "SIGKILL");
    await server.printed(/died[\s\S]*died/);
    await eventually(() =>
      ask(`${server.url}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    expect(await categories(server, 4)).toEqual(new Set(["first-hockey"]));
  });

  it("sends all workers the new model at SIGHUP, and a new worker the last good one", async () => {
    const { server, path } = await serveFirst();
    await workersOf(server);
    replace(path, second);
    server.signal("SIGHUP");
    await server.printed(/loaded and checked/);
    const answeringBySecond = `newsgroups_model_info{digest="${sha256(second)}"}`;
    await eventually(async () => metricOf((await ask(`${server.url}/metrics`)).body, answeringBySecond) === 2);
    expect(await categories(server, 8)).toEqual(new Set(["second-hockey"]));
    replace(path, "no model");
    server.signal("SIGHUP");
    await server.printed(/still serving the current model/);
    expect(await categories(server, 8)).toEqual(new Set(["second-hockey"]));
    const [killed] = await workersOf(server);
    process.kill(killed, "SIGKILL");
    await server.printed(/died/);
    await workersOf(server);
    expect(await categories(server, 8)).toEqual(new Set(["second-hockey"]));
    expect(server.stderr.match(/loaded and checked/g)).toHaveLength(1);
  });

  it("leaves no worker behind when the first process is killed", async () => {
    const { server } = await serveFirst();
    const workers = await workersOf(server);
    server.signal("SIGKILL");
    expect(await server.ending()).toEqual([null, "SIGKILL"]);
    await eventually(() => !workers.some(isAlive));
    // Their pipes are closed, so nothing else is left that holds them.
    expect(await server.ended).toEqual([null, "SIGKILL"]);
  });
});
