/** The command `fetch`: its output, where it saves the archive, and that `train` reads it unchanged. */

import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { sha256 } from "../support/digest.js";
import { ARCHIVE, ARCHIVE_SHA256, startServer } from "../support/download-server.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";
import { runBin, runHere } from "../support/run-command.js";
import { putArchive, SAMPLES } from "../support/sample-corpus.js";

const NAME = "20news-bydate.tar.gz";

describe("fetch", () => {
  it("saves the archive in the folder and prints its path", async () => {
    const { url } = await startServer();
    const folder = temporaryFolder();
    const args = ["fetch", folder, "--url", `${url}/whole`, "--sha256", ARCHIVE_SHA256.toUpperCase()];
    const { code, stdout, stderr } = await runHere(args);
    expect(code).toBe(0);
    expect(stdout).toBe(`${join(folder, NAME)}\n`);
    expect(stderr).toBe(`newsgroups: ${join(folder, NAME)}: downloaded, SHA-256 matches\n`);
    expect(contentOf(join(folder, NAME))?.equals(ARCHIVE)).toBe(true);
  });

  it("saves it in the working folder by default", async () => {
    const { url } = await startServer();
    const folder = temporaryFolder();
    const args = ["fetch", "-q", "--url", `${url}/redirect`, "--sha256", ARCHIVE_SHA256];
    expect(await runBin(args, { cwd: folder })).toEqual({ code: 0, stdout: `${NAME}\n`, stderr: "" });
    expect(readdirSync(folder)).toEqual([NAME]);
  });

  it("reports an existing archive without a request", async () => {
    const { url, requests } = await startServer();
    const folder = temporaryFolder();
    put(folder, NAME, ARCHIVE);
    const { code, stdout, stderr } = await runHere([
      "fetch",
      folder,
      "--url",
      `${url}/whole`,
      "--sha256",
      ARCHIVE_SHA256,
    ]);
    expect([code, stdout]).toEqual([0, `${join(folder, NAME)}\n`]);
    expect(stderr).toContain("already downloaded");
    expect(requests).toEqual([]);
  });

  it("saves an archive that train reads with --subset", async () => {
    const folder = temporaryFolder();
    const other = [{ label: "chess", name: "1", text: "rook" }];
    const source = await putArchive(folder, "served.tar.gz", {
      "20news-bydate-test": other,
      "20news-bydate-train": SAMPLES,
    });
    const bytes = readFileSync(source);
    const server = createServer((_, response) => response.end(bytes));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const digest = sha256(bytes);
    const { stdout } = await runHere(["fetch", folder, "--url", url, "--sha256", digest]);
    const args = ["train", stdout.trimEnd(), "--subset", "20news-bydate-train", "-o", join(folder, "my.counts")];
    expect((await runHere(args)).stderr).toContain("9 documents, 3 categories");
  });

  it.each(["/cut", "/other", "/none"])(
    "fails on %s in one line, keeps the file that was there, exits with 1",
    async (page) => {
      const { url } = await startServer();
      const folder = temporaryFolder();
      put(folder, NAME, "old");
      const { code, stdout, stderr } = await runHere([
        "fetch",
        folder,
        "--url",
        url + page,
        "--sha256",
        ARCHIVE_SHA256,
      ]);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^newsgroups: http:[^\n]+\n$/);
      expect(readdirSync(folder)).toEqual([NAME]);
      expect(contentOf(join(folder, NAME))?.toString()).toBe("old");
    },
  );

  it.each(["", "abc", "g".repeat(64), "0".repeat(63)])("refuses --sha256 %j as wrong usage", async (value) => {
    const { code, stdout, stderr } = await runHere(["fetch", "nowhere", "--sha256", value]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^newsgroups: .*--sha256.*64 hexadecimal digits/);
  });
});
