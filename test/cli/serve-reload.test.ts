/** `newsgroups serve` gets another model while it runs: at SIGHUP, or with --watch when the file has changed. */

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

/** Which of the models answers: what its digest says and what its target says, which never differ. */
async function answering({ url }: Serving): Promise<string> {
  const { status, headers, body } = await ask(`${url}/prediction`, { text: "goalie puck" });
  if (status !== 200) return `${status} ${body}`;
  const byDigest = headers["x-model-digest"] === sha256(first) ? "first" : "second";
  const digests = [sha256(first), sha256(second)];
  expect(digests).toContain(headers["x-model-digest"]);
  expect(body).toBe(JSON.stringify({ category: `${byDigest}-hockey` }));
  return byDigest;
}

/** Starts a server with the first model in a file of its own. */
async function serveFirst(...args: string[]): Promise<{ server: Serving; path: string }> {
  const path = put(temporaryFolder(), "model", first);
  return { path, server: await startListening("-m", path, ...args) };
}

/** Asks without a pause from several clients until `during` is over; every answer must be one of a model. */
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
  it("puts the file's new model in the place of the old one, which is told", async () => {
    const { server, path } = await serveFirst();
    replace(path, second);
    expect(await answering(server)).toBe("first");
    server.signal("SIGHUP");
    await server.told(new RegExp(`${path}: loaded and checked, .*${sha256(second)}`));
    await server.logged(new RegExp(`loaded and checked.*${sha256(second)}`));
    expect(await answering(server)).toBe("second");
    const { digest, targets } = JSON.parse((await ask(`${server.url}/model`)).body);
    expect([digest, targets]).toEqual([sha256(second), ["second-autos", "second-hockey", "second-space"]]);
    expect((await ask(`${server.url}/metrics`)).body).toContain(`newsgroups_model_info{digest="${sha256(second)}"} 1`);
  });

  it("leaves the old one with a file that is bad, none, or gone, which is told, and takes the next good one", async () => {
    const { server, path } = await serveFirst();
    const bad = {
      flipped: () => replace(path, flipped(second)),
      cut: () => replace(path, second.subarray(0, 1000)),
      none: () => replace(path, "no model"),
      empty: () => replace(path, ""),
      gone: () => unlinkSync(path),
    };
    let told = 0;
    for (const [name, make] of Object.entries(bad)) {
      make();
      server.signal("SIGHUP");
      await server.told(
        new RegExp(`(newsgroups: ${path}[^\n]*still serving the current model[^\n]*\n[\\s\\S]*){${++told}}`),
      );
      expect([name, await answering(server)]).toEqual([name, "first"]);
    }
    await server.logged(/"level":50,[^\n]*still serving the current model/);
    writeFileSync(path, second);
    server.signal("SIGHUP");
    await server.told(/loaded and checked/);
    expect(await answering(server)).toBe("second");
  });

  it.each(["1", "2"])(
    "does not end a server that has only just said that it listens (--workers %s)",
    async (workers) => {
      const path = put(temporaryFolder(), "model", first);
      const server = start("-m", path, "--workers", workers);
      server.process.stderr!.once("data", () => server.signal("SIGHUP"));
      [, server.url] = (await server.told(/listening at (http:\/\/[^,\s]+)/)) as unknown as [string, string];
      await server.told(/loaded and checked/);
      expect(await answering(server)).toBe("first");
    },
  );

  it("fails no request, and each answer is wholly of one model", async () => {
    const { server, path } = await serveFirst("--no-log");
    const answers = await askingAll(server, async () => {
      for (let i = 1; i <= 6; i++) {
        replace(path, i === 3 ? "no model" : i % 2 === 0 ? first : second);
        server.signal("SIGHUP");
        await server.told(new RegExp(`((loaded and checked|still serving)[\\s\\S]*){${i}}`));
      }
    });
    expect(answers).toEqual(new Set(["first", "second"]));
  });

  it("is no news of a model, with --quiet, but of a bad one it is", async () => {
    const path = put(temporaryFolder(), "model", first);
    const quiet = start("-m", path, "--quiet");
    await quiet.logged(/listening at/);
    replace(path, second);
    quiet.signal("SIGHUP");
    await quiet.logged(/loaded and checked/);
    replace(path, "no model");
    quiet.signal("SIGHUP");
    await quiet.told(/still serving the current model/);
    expect(quiet.stderr).toMatch(/^newsgroups: [^\n]*still serving the current model[^\n]*\n$/);
  });
});

describe("serve --watch", () => {
  it("takes a file that was renamed over the old one, or written anew in its place", async () => {
    const { server, path } = await serveFirst("--watch");
    const answers = await askingAll(server, async () => {
      replace(path, second);
      await server.told(new RegExp(`loaded and checked.*${sha256(second)}`));
      expect(await answering(server)).toBe("second");
      writeFileSync(path, first);
      await server.told(new RegExp(`loaded and checked.*${sha256(first)}`));
      expect(await answering(server)).toBe("first");
    });
    expect(answers).toEqual(new Set(["first", "second"]));
  });

  it("leaves the old model with a bad file or none, and takes the next good one", async () => {
    const { server, path } = await serveFirst("--watch");
    writeFileSync(path, flipped(second));
    await server.told(/still serving the current model/);
    rmSync(path);
    await server.told(/still serving the current model[\s\S]*still serving the current model/);
    expect(await answering(server)).toBe("first");
    writeFileSync(path, second);
    await server.told(/loaded and checked/);
    expect(await answering(server)).toBe("second");
  });

  it("follows a link that is turned to another file", async () => {
    const folder = temporaryFolder();
    const [one, two] = [put(folder, "one", first), put(folder, "two", second)];
    const link = join(folder, "model");
    symlinkSync(one, link);
    const server = await startListening("-m", link, "--watch");
    rmSync(link);
    symlinkSync(two, link);
    await eventually(async () => (await answering(server)) === "second");
  });

  it("takes a file that changed the moment that it listened", async () => {
    const started = await Promise.all([serveFirst("--watch"), serveFirst("--watch"), serveFirst("--watch")]);
    for (const { path } of started) replace(path, second);
    for (const { server } of started) {
      await eventually(async () => (await answering(server)) === "second");
    }
  });

  it("ends at SIGTERM as without", async () => {
    const { server } = await serveFirst("--watch");
    server.signal("SIGTERM");
    expect(await server.ending()).toEqual([0, null]);
  });
});
