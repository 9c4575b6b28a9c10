/** nginx with the configuration of docs/nginx.conf before two `newsgroups serve`: no client notices that one is gone. */

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { closedUrl } from "../support/download-server.js";
import { put, temporaryFolder } from "../support/folders.js";
import { skipped } from "../support/programs.js";
import { ask, type Serving, startListening } from "../support/serve-command.js";
import { eventually } from "../support/waiting.js";

const NGINX = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"].find(
  existsSync,
);
const CONFIGURATION = readFileSync(new URL("../../docs/nginx.conf", import.meta.url), "utf8");

/** Replaces what the configuration must have, so that a test of another text than the documented one cannot pass. */
function substitute(text: string, before: string, after: string): string {
  expect(text).toContain(before);
  return text.replace(before, after);
}

/** Starts nginx before these instances; it ends with the test. */
async function startNginx(instances: readonly Serving[]): Promise<string> {
  const folder = temporaryFolder();
  const url = await closedUrl();
  const { host } = new URL(url);
  let text = substitute(CONFIGURATION, "listen 8000;", `listen ${host};`);
  for (const [i, { port }] of instances.entries())
    text = substitute(text, `127.0.0.1:800${i + 1} `, `127.0.0.1:${port} `);
  const file = put(folder, "nginx.conf", text);
  const nginx = spawn(NGINX!, ["-p", folder, "-c", file, "-g", "daemon off;"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => nginx.on("close", resolve));
  let stderr = "";
  nginx.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  onTestFinished(async () => {
    nginx.kill("SIGTERM");
    await ended;
  });
  await eventually(() => {
    if (nginx.exitCode !== null) throw new Error(stderr);
    return ask(`${url}/health/live`).then(
      ({ status }) => status === 200,
      () => false,
    );
  });
  return url;
}

/** Asks for a prediction on a connection that is kept; undefined if that came right, else what came. */
function failure(url: string, agent: Agent): Promise<string | undefined> {
  const options = { agent, method: "POST", headers: { "content-type": "application/json" } };
  return new Promise((resolve) => {
    const asking = request(`${url}/prediction`, options, async (response) => {
      let body = "";
      try {
        for await (const chunk of response) body += chunk;
      } catch (error) {
        body += error;
      }
      const isRight = response.statusCode === 200 && /^\{"category":"[\w.-]+"\}$/.test(body);
      resolve(isRight ? undefined : `${response.statusCode} ${body}`);
    });
    asking.on("error", (error) => resolve(String(error)));
    asking.end('{"text":"the engine and the brakes of my car"}');
  });
}

const CLIENTS = 16;
const PAUSE_MS = 5;
const ROUNDS = 10;
const ROUND_MS = 1000;

describe.skipIf(!NGINX)(
  `docs/nginx.conf${NGINX ? "" : skipped("nginx not found; apt-get install nginx-light")}`,
  () => {
    it("lets no request fail while instances are killed, or ended, and started again in turn", {
      timeout: 60_000,
    }, async () => {
      const instances = await Promise.all([startListening("--no-log"), startListening("--no-log")]);
      const ports = instances.map(({ port }) => port);
      const url = await startNginx(instances);
      const agent = new Agent({ keepAlive: true });
      onTestFinished(() => agent.destroy());
      const answered = new Array<number>(CLIENTS).fill(0);
      let isOver = false;
      const failures: string[] = [];
      const clients = Array.from({ length: CLIENTS }, async (_, client) => {
        while (!isOver) {
          const wrong = await failure(url, agent);
          answered[client]!++;
          if (wrong !== undefined) failures.push(wrong);
          // It is not overload that is tested.
          await setTimeout(PAUSE_MS);
        }
      });
      const ends: unknown[] = [];
      for (let i = 0; i < ROUNDS; i++) {
        const round = setTimeout(ROUND_MS);
        instances[i % 2]!.signal(i % 4 < 2 ? "SIGKILL" : "SIGTERM");
        ends.push(await instances[i % 2]!.ending());
        instances[i % 2] = await startListening("--no-log", "--port", String(ports[i % 2]));
        // What found this instance gone may wait at the other, which must not go before it is answered.
        const before = [...answered];
        await eventually(() => answered.every((n, client) => n >= before[client]! + 2));
        await round;
      }
      isOver = true;
      await Promise.all(clients);
      expect(failures).toEqual([]);
      const [killed, ended] = [
        [null, "SIGKILL"],
        [0, null],
      ];
      expect(ends).toEqual(Array.from({ length: ROUNDS }, (_, i) => (i % 4 < 2 ? killed : ended)));
    });

    it("passes on all but /metrics, names requests, and speaks JSON itself", async () => {
      const instances = await Promise.all([startListening("--no-log"), startListening("--no-log")]);
      const url = await startNginx(instances);

      const named = await ask(`${url}/prediction?top=2`, { text: "engine" }, { "x-request-id": "my-own.1" });
      expect([named.status, named.headers["x-request-id"]]).toEqual([200, "my-own.1"]);
      expect(JSON.parse(named.body).top).toHaveLength(2);
      const unnamed = await ask(`${url}/health/ready`, undefined, { "x-request-id": "no name" });
      // Of nginx's own: it stands in nginx's log as well.
      expect(unnamed.headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
      expect((await ask(`${url}/prediction`, { text: 7 })).status).toBe(422);

      for (const path of ["/metrics", "/metrics/", "//metrics", "/%6detrics", "/x/../metrics", "/metrics?x"]) {
        const { status, body } = await ask(url + path);
        expect([path, status, body]).toEqual([path, 404, '{"detail":"no path /metrics"}']);
      }
      expect((await ask(`${instances[0]!.url}/metrics`)).status).toBe(200);

      const most = 2 ** 20 - '{"text":""}'.length;
      expect((await ask(`${url}/prediction`, { text: "x ".repeat(most / 2).padEnd(most) })).status).toBe(200);
      const tooLong = await ask(`${url}/prediction`, { text: "x".repeat(most + 1) });
      expect([tooLong.status, tooLong.headers["content-type"]]).toEqual([413, "application/json"]);
      expect(JSON.parse(tooLong.body).detail).toContain("1048576 bytes");

      for (const instance of instances) instance.signal("SIGTERM");
      await Promise.all(instances.map((instance) => instance.ending()));
      const { status, headers, body } = await ask(`${url}/prediction`, { text: "engine" });
      expect([status, headers["retry-after"]]).toEqual([503, "1"]);
      expect(JSON.parse(body)).toEqual({ detail: expect.stringContaining("ask again") });
    });
  },
);
