/** Signals: SIGINT and SIGTERM end the real program once its output is written, in whole lines. */

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { put, temporaryFolder } from "../support/folders.js";
import { startBin } from "../support/run-command.js";
import { putModel } from "../support/sample-corpus.js";

/** Everything that is still to come on stdout, and how the process ended. */
async function rest(child: ChildProcess): Promise<{ text: string; exit: unknown[] }> {
  const exit = once(child, "exit");
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout!) chunks.push(chunk as Buffer);
  return { text: Buffer.concat(chunks).toString(), exit: await exit };
}

describe.skipIf(process.platform === "win32")("a signal", () => {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`${signal} ends a process that waits for input with ${code}`, async () => {
      const child = startBin(["predict", "-m", await putModel(temporaryFolder()), "--lines"]);
      child.stdin!.write("puck\norb");
      await once(child.stdout!, "readable");
      child.kill(signal);
      expect(await rest(child)).toEqual({ text: "hockey\n", exit: [code, null] });
    });
  }

  it("waits until a slow reader has all output, in whole lines", async () => {
    const child = startBin(["predict", "-m", await putModel(temporaryFolder()), "--ndjson", "--quiet"]);
    const record = `{"text":"puck goalie","filling":"${"x".repeat(1000)}"}`;
    child.stdin!.write(`${record}\n`.repeat(5000));
    // It has filled the pipe and waits.
    await once(child.stdout!, "readable");
    await setTimeout(300);
    child.kill("SIGTERM");
    await setTimeout(100);
    const { text, exit } = await rest(child);
    expect(exit).toEqual([143, null]);
    const lines = text.split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(5000);
    for (const line of lines) expect(JSON.parse(line).category).toBe("hockey");
  });

  it("given twice ends the process at once, even if nobody reads", async () => {
    const child = startBin(["predict", "-m", await putModel(temporaryFolder()), "--lines", "--json"]);
    child.stdin!.write("puck goalie\n".repeat(50_000));
    await once(child.stdout!, "readable");
    await setTimeout(300);
    const exit = once(child, "exit");
    child.kill("SIGINT");
    await setTimeout(100);
    expect(child.exitCode).toBeNull();
    // On a busy machine the first may not have arrived yet; then both are one.
    const again = setInterval(() => child.kill("SIGINT"), 200);
    onTestFinished(() => clearInterval(again));
    expect(await exit).toEqual([130, null]);
  });

  it("ends a long run over files between two files", async () => {
    const file = put(temporaryFolder(), "f", `engine ${"unheard of ".repeat(2000)}`);
    const files = Array.from({ length: 3000 }, () => file);
    const child = startBin(["predict", "-m", await putModel(temporaryFolder()), "--file", ...files]);
    await once(child.stdout!, "readable");
    child.kill("SIGINT");
    const { text, exit } = await rest(child);
    expect(exit).toEqual([130, null]);
    const lines = text.split("\n");
    expect(lines.pop()).toBe("");
    expect(new Set(lines)).toEqual(new Set([`${file}\tautos`]));
    expect(lines.length).toBeLessThan(3000);
  });

  it("leaves no temporary file of a download", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-length": "1000000" });
      response.write(Buffer.alloc(1000));
    });
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const folder = temporaryFolder();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const child = startBin(["fetch", folder, "--url", url]);
    while (readdirSync(folder).length === 0) await setTimeout(20);
    child.kill("SIGTERM");
    expect((await rest(child)).exit).toEqual([143, null]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
