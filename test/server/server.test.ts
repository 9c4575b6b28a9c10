/** The server for users of the library: imported by the package's name, with types and checked options. */

import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import * as server from "../../src/server/index.js";
import { sha256 } from "../support/digest.js";
import { put, temporaryFolder } from "../support/folders.js";
import { ARTIFACT, start } from "../support/library-server.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

describe("newsgroups/server", () => {
  it("exports createServer and nothing else at run time", () => {
    expect(Object.keys(server)).toEqual(["createServer"]);
  });

  it("serves the built-in model in a program that imports it by name", async () => {
    const program = `
      import { createServer } from "newsgroups/server";
      const server = await createServer();
      const url = await server.listen({ port: 0, host: "127.0.0.1" });
      const response = await fetch(url + "/prediction", {
        method: "POST",
        body: JSON.stringify({ text: "computer cpu memory ram" }),
        headers: { "content-type": "application/json" },
      });
      console.log(response.status, await response.text());
      const page = await fetch(url + "/");
      console.log(page.status, page.headers.get("content-type"));
      await server.close();
      console.log("closed");`;
    const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", program], { cwd: ROOT });
    expect(stdout.split("\n")).toEqual([
      '200 {"category":"comp.sys.ibm.pc.hardware"}',
      "200 text/html; charset=utf-8",
      "closed",
      "",
    ]);
    expect(stderr).toBe("");
  });

  it("has types with which a strict program compiles", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "node_modules", "@types"), { recursive: true });
    for (const name of ["newsgroups", "pino", "@types/node"]) {
      const target = name === "newsgroups" ? ROOT : join(ROOT, "node_modules", name);
      symlinkSync(target, join(folder, "node_modules", name), "junction");
    }
    put(folder, "package.json", '{"type": "module"}');
    put(
      folder,
      "consumer.ts",
      `import { createServer, type Limits, type Server, type ServerOptions } from "newsgroups/server";
       import { pino } from "pino";
       const limits: Partial<Limits> = { maxDelay: 100, maxInFlight: 10 };
       const options: ServerOptions = { model: "a.model", maxBytes: 100, token: "t", log: pino(), limits };
       const server: Server = await createServer(options);
       await createServer({ model: new Uint8Array() });
       const digest: string = server.swapModel("other.model");
       const url: string = await server.listen({ host: "127.0.0.1", port: 0 });
       const { statusCode } = await server.inject({ method: "POST", url: "/prediction", payload: { text: digest + url } });
       statusCode satisfies number;
       // @ts-expect-error
       await createServer({ modle: "a.model" });
       // @ts-expect-error
       await createServer({ maxBytes: "100" });
       // @ts-expect-error
       const bytes: number = server.swapModel("other.model");
       export { bytes };`,
    );
    const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const strict = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2023", "--types", "node"];
    const compiled = await run(process.execPath, [tsc, ...strict, "consumer.ts"], { cwd: folder }).catch((e) => e);
    expect(compiled).toMatchObject({ stdout: "", stderr: "" });
  });
});

describe("createServer", () => {
  it("rejects options that are out of range with `usage`", async () => {
    for (const options of [
      { maxBytes: 0 },
      { maxBytes: -1 },
      { maxBytes: 1.5 },
      { maxBytes: Number.NaN },
      { maxBytes: Number.POSITIVE_INFINITY },
      { token: "" },
      { token: 5 as unknown as string },
      { model: 5 as unknown as string },
    ]) {
      await expect(server.createServer({ model: ARTIFACT, ...options })).rejects.toMatchObject({ code: "usage" });
    }
  });

  it("rejects a file that is not a model", async () => {
    const folder = temporaryFolder();
    const refusal = (model: string | Uint8Array): Promise<unknown> => server.createServer({ model }).catch((e) => e);
    expect(await refusal(join(folder, "none"))).toMatchObject({ name: "NewsgroupsError", code: "file" });
    expect(await refusal(put(folder, "text", "x".repeat(1000)))).toMatchObject({ code: "magic" });
    expect(await refusal(new Uint8Array())).toMatchObject({ code: "too-short" });
    expect(await refusal(ARTIFACT.subarray(0, -8))).toMatchObject({ name: "NewsgroupsError" });
  });

  it("answers without listening", async () => {
    const app = await server.createServer({ model: ARTIFACT });
    expect(app.server.listening).toBe(false);
    const answer = await app.inject({ method: "POST", url: "/prediction", payload: { text: "puck" } });
    expect([answer.statusCode, answer.json()]).toEqual([200, { category: "hockey" }]);
    expect(answer.headers["x-model-digest"]).toBe(sha256(ARTIFACT));
    await app.close();
  });

  it("logs a line for each request, without its text", async () => {
    const lines: string[] = [];
    const log = pino(
      new Writable({
        write(chunk, _, done) {
          lines.push(...String(chunk).trimEnd().split("\n"));
          done();
        },
      }),
    );
    const { server: app, post, ask } = await start({ log, token: "secret-token" });
    const headers = { authorization: "Bearer secret-token", "x-request-id": "mine" };
    await post("/prediction?top=1", { text: "puck private" }, headers);
    await post("/prediction", { text: "puck private" });
    await ask("/none");
    const closed = once(app.server, "close");
    await app.close();
    await closed;
    const records = lines.map((line) => JSON.parse(line)).filter(({ url }) => url !== undefined);
    expect(records).toMatchObject([
      { level: 30, id: "mine", method: "POST", url: "/prediction?top=1", status: 200, ms: expect.any(Number) },
      { method: "POST", url: "/prediction", status: 401 },
      { method: "GET", url: "/none", status: expect.toBeOneOf([401, 404]) },
    ]);
    for (const { ms } of records) expect(ms).toBeGreaterThan(0);
    expect(lines.join("\n")).not.toMatch(/private|secret-token/);
  });
});
