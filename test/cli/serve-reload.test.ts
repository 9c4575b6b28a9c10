/** `newsgroups serve` reloads its model at SIGHUP, or with --watch when the file changes. */

import { rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../support/digest.js";
import { put, temporaryFolder } from "../support/folders.js";
import { ask, type Serving, start, startListening } from "../support/serve-command.js";
import { flipped, modelOf, replace } from "../support/server-models.js";
import { eventually } from "../support/waiting.js";

let first: Uint8Array;
let second: Uint8Array;

beforeAll(async () => {
  [first, second] = await Promise.all([modelOf("first-"), modelOf("second-")]);
});

/** Which model answers; its digest and its category must agree. */
async function answering({ url }: Serving): Promise<string> {
  const { status, headers, body } = await ask(`${url}/prediction`, { text: "goalie puck" });
  if (status !== 200) return `${status} ${body}`;
  const byDigest = headers["x-model-digest"] === sha256(first) ? "first" : "second";
  const digests = [sha256(first), sha256(second)];
  expect(digests).toContain(headers["x-model-digest"]);
  expect(body).toBe(JSON.stringify({ category: `${byDigest}-hockey` }));
  return byDigest;
}

/** Starts a server with the first model. */
async function serveFirst(...args: string[]): Promise<{ server: Serving; path: string }> {
  const path = put(temporaryFolder(), "model", first);
  return { path, server: await startListening("-m", path, ...args) };
}

/** Sends requests from several clients until `during` is over; every answer must come from one of the models. */
async function askingAll(server: Serving, during: () => Promise<void>): Promise<Set<string>> {
  const answers = new Set<string>();
  let isOver = false;
  const clients = Array.from({ length: 8 }, async () => {
    while (!isOver) answers.add(await answering(server).catch(String));
  });
  try {
    await during();
  } finally {
    isOver = true;
    await Promise.all(clients);
  }
  return answers;
}

describe.skipIf(process.platform === "win32")("SIGHUP", () => {
  it("replaces the model by the file's new one, and reports it", async () => {
    const { server, path } = await serveFirst();
    replace(path, second);
    expect(await answering(server)).toBe("first");
    server.signal("SIGHUP");
    await server.printed(new RegExp(`${path}: loaded and checked, .*${sha256(second)}`));
    await server.logged(new RegExp(`loaded and checked.*${sha256(second)}`));
    expect(await answering(server)).toBe("second");
    const { digest, targets } = JSON.parse((await ask(`${server.url}/model`)).body);
    expect([digest, targets]).toEqual([sha256(second), ["second-autos", "second-hockey", "second-space"]]);
    expect((await ask(`${server.url}/metrics`)).body).toContain(`newsgroups_model_info{digest="${sha256(second)}"} 1`);
  });

  it("keeps the model if the file is bad or gone, reports it, and takes the next good one", async () => {
    const { server, path } = await serveFirst();
    const bad = {
      flipped: () => replace(path, flipped(second)),
      cut: () => replace(path, second.subarray(0, 1000)),
      none: () => replace(path, "no model"),
      empty: () => replace(path, ""),
      gone: () => unlinkSync(path),
    };
    let reports = 0;
    for (const [name, make] of Object.entries(bad)) {
      make();
      server.signal("SIGHUP");
      await server.printed(
        new RegExp(`(newsgroups: ${path}[^\n]*still serving the current model[^\n]*\n[\\s\\S]*){${++reports}}`),
      );
      expect([name, await answering(server)]).toEqual([name, "first"]);
    }
    await server.logged(/"level":50,[^\n]*still serving the current model/);
    writeFileSync(path, second);
    server.signal("SIGHUP");
    await server.printed(/loaded and checked/);
    expect(await answering(server)).toBe("second");
  });

  it.each(["1", "2"])("does not end a server that has just started to listen (--workers %s)", async (workers) => {
    const path = put(temporaryFolder(), "model", first);
    const server = start("-m", path, "--workers", workers);
    server.process.stderr!.once("data", () => server.signal("SIGHUP"));
    [, server.url] = (await server.printed(/listening at (http:\/\/[^,\s]+)/)) as unknown as [string, string];
    await server.printed(/loaded and checked/);
    expect(await answering(server)).toBe("first");
  });

  it("fails no request, and each answer comes from one model", async () => {
    const { server, path } = await serveFirst("--no-log");
    const answers = await askingAll(server, async () => {
      for (let i = 1; i <= 6; i++) {
        replace(path, i === 3 ? "no model" : i % 2 === 0 ? first : second);
        server.signal("SIGHUP");
        await server.printed(new RegExp(`((loaded and checked|still serving)[\\s\\S]*){${i}}`));
      }
    });
    expect(answers).toEqual(new Set(["first", "second"]));
  });

  it("prints with --quiet only that a model is bad", async () => {
    const path = put(temporaryFolder(), "model", first);
    const quiet = start("-m", path, "--quiet");
    await quiet.logged(/listening at/);
    replace(path, second);
    quiet.signal("SIGHUP");
    await quiet.logged(/loaded and checked/);
    replace(path, "no model");
    quiet.signal("SIGHUP");
    await quiet.printed(/still serving the current model/);
    expect(quiet.stderr).toMatch(/^newsgroups: [^\n]*still serving the current model[^\n]*\n$/);
  });
});

describe("serve --watch", () => {
  it("loads a file that was replaced or overwritten", async () => {
    const { server, path } = await serveFirst("--watch");
    const answers = await askingAll(server, async () => {
      replace(path, second);
      await server.printed(new RegExp(`loaded and checked.*${sha256(second)}`));
      expect(await answering(server)).toBe("second");
      writeFileSync(path, first);
      await server.printed(new RegExp(`loaded and checked.*${sha256(first)}`));
      expect(await answering(server)).toBe("first");
    });
    expect(answers).toEqual(new Set(["first", "second"]));
  });

  it("keeps the model if the file is bad or gone, and takes the next good one", async () => {
    const { server, path } = await serveFirst("--watch");
    writeFileSync(path, flipped(second));
    await server.printed(/still serving the current model/);
    rmSync(path);
    await server.printed(/still serving the current model[\s\S]*still serving the current model/);
    expect(await answering(server)).toBe("first");
    writeFileSync(path, second);
    await server.printed(/loaded and checked/);
    expect(await answering(server)).toBe("second");
  });

  it("follows a link that is pointed at another file", async () => {
    const folder = temporaryFolder();
    const [one, two] = [put(folder, "one", first), put(folder, "two", second)];
    const link = join(folder, "model");
    symlinkSync(one, link);
    const server = await startListening("-m", link, "--watch");
    rmSync(link);
    symlinkSync(two, link);
    await eventually(async () => (await answering(server)) === "second");
  });

  it("loads a file that changed as the server began to listen", async () => {
    const started = await Promise.all([serveFirst("--watch"), serveFirst("--watch"), serveFirst("--watch")]);
    for (const { path } of started) replace(path, second);
    for (const { server } of started) {
      await eventually(async () => (await answering(server)) === "second");
    }
  });

  it("ends at SIGTERM", async () => {
    const { server } = await serveFirst("--watch");
    server.signal("SIGTERM");
    expect(await server.ending()).toEqual([0, null]);
  });
});
