/** Fetching against a real server on loopback: the whole file is put in place, or nothing is touched. */

import { once } from "node:events";
import { readdirSync, symlinkSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { fetchArchive } from "../../src/corpus/fetch.js";
import { sha256 } from "../support/digest.js";
import { ARCHIVE, ARCHIVE_SHA256, closedUrl, startServer } from "../support/download-server.js";
import { rejectionOf } from "../support/errors.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";

const ignore = async (): Promise<void> => {};

/** Fetches what must fail, and gives the error. */
async function failure(url: string, path: string, digest = ARCHIVE_SHA256): Promise<NewsgroupsError> {
  const error = await rejectionOf(fetchArchive(url, digest, path, ignore));
  expect(error.message).not.toContain("\n");
  return error;
}

describe("fetchArchive", () => {
  it("downloads a file, and reports its progress", async () => {
    const { url } = await startServer();
    const folder = temporaryFolder();
    const path = join(folder, "archive");
    const told: [number, number | undefined][] = [];
    const outcome = await fetchArchive(`${url}/whole`, ARCHIVE_SHA256, path, async (...progress) => {
      told.push(progress);
    });
    expect(outcome).toBe("downloaded");
    expect(contentOf(path)?.equals(ARCHIVE)).toBe(true);
    expect(readdirSync(folder)).toEqual(["archive"]);
    const received = told.map(([bytes]) => bytes);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
    expect(told.at(-1)).toEqual([ARCHIVE.length, ARCHIVE.length]);
  });

  it("downloads from a server that does not state the size", async () => {
    const { url } = await startServer();
    const path = join(temporaryFolder(), "archive");
    let last: unknown;
    await fetchArchive(`${url}/unsized`, ARCHIVE_SHA256, path, async (...progress) => {
      last = progress;
    });
    expect(last).toEqual([ARCHIVE.length, undefined]);
    expect(contentOf(path)?.equals(ARCHIVE)).toBe(true);
  });

  it("follows a redirect", async () => {
    const { url, requests } = await startServer();
    const path = join(temporaryFolder(), "archive");
    expect(await fetchArchive(`${url}/redirect`, ARCHIVE_SHA256, path, ignore)).toBe("downloaded");
    expect(requests).toEqual(["/redirect", "/whole"]);
    expect(contentOf(path)?.equals(ARCHIVE)).toBe(true);
  });

  it("requests nothing if the file already exists", async () => {
    const { url, requests } = await startServer();
    const path = put(temporaryFolder(), "archive", ARCHIVE);
    expect(await fetchArchive(`${url}/whole`, ARCHIVE_SHA256, path, ignore)).toBe("present");
    expect(requests).toEqual([]);
  });

  it("replaces a file with another digest, once the download is complete", async () => {
    const { url } = await startServer();
    const path = put(temporaryFolder(), "archive", "old");
    expect(await fetchArchive(`${url}/whole`, ARCHIVE_SHA256, path, ignore)).toBe("downloaded");
    expect(contentOf(path)?.equals(ARCHIVE)).toBe(true);
  });

  it.each([
    ["is cut off", "/cut", "fetch", [`of ${ARCHIVE.length} bytes`]],
    ["has another digest", "/other", "digest", [ARCHIVE_SHA256]],
    ["has no content", "/empty", "digest", [sha256("")]],
    ["is not found", "/none", "fetch", ["404"]],
    ["is redirected in a circle", "/circle", "fetch", ["redirect"]],
  ])("leaves the folder unchanged if the answer %s", async (_, page, code, words) => {
    const { url } = await startServer();
    for (const before of [["archive"], []]) {
      const folder = temporaryFolder();
      for (const name of before) put(folder, name, "old");
      const error = await failure(url + page, join(folder, "archive"));
      expect(error.code).toBe(code);
      for (const word of [url + page, ...words]) expect(error.message).toContain(word);
      expect(readdirSync(folder)).toEqual(before);
      for (const name of before) expect(contentOf(join(folder, name))?.toString()).toBe("old");
    }
  });

  it("names the expected digest and the actual one", async () => {
    const { url } = await startServer();
    const { message } = await failure(`${url}/other`, join(temporaryFolder(), "archive"));
    const came = sha256("something else");
    expect(message).toContain(came);
    expect(message).toContain(ARCHIVE_SHA256);
  });

  it("refuses a server that cannot be reached", async () => {
    const folder = temporaryFolder();
    const nowhere = await closedUrl();
    const { code, message } = await failure(nowhere, join(folder, "archive"));
    expect(code).toBe("fetch");
    expect(message).toContain(nowhere);
    expect(message).toContain("ECONNREFUSED");
    expect(message).not.toContain("fetch failed");
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["the words of its status", "HTTP/1.1 404 \u001b[31mgone\u0007\r\ncontent-length: 0\r\n\r\n"],
    ["an address to go on to", "HTTP/1.1 302 Found\r\nlocation: http://\u001b[31m\u0007\r\ncontent-length: 0\r\n\r\n"],
    ["what is no HTTP", "\u001b[31m\u0007\r\n\r\n"],
  ])("prints harmlessly what a server says as %s", async (_, answer) => {
    const server = createServer((socket) => socket.on("error", () => {}).end(answer));
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const { code, message } = await failure(`http://127.0.0.1:${port}/\u001b`, join(temporaryFolder(), "archive"));
    expect(code).toBe("fetch");
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  it("does not call a download interrupted that never began", async () => {
    const path = join(temporaryFolder(), "archive");
    for (const address of ["no-url", "ftp://127.0.0.1/x", await closedUrl()])
      expect((await failure(address, path)).message).not.toContain("interrupted");
  });

  it("refuses a path that cannot be written before it sends a request", async () => {
    const { url, requests } = await startServer();
    const folder = temporaryFolder();
    for (const path of [join(folder, "none/archive"), folder]) {
      expect(await failure(`${url}/whole`, path)).toMatchObject({ code: "file" });
    }
    expect(requests).toEqual([]);
  });

  it("passes on errors of the progress callback, and leaves no file", async () => {
    const { url } = await startServer();
    const folder = temporaryFolder();
    const path = join(folder, "archive");
    const progress = async () => {
      throw new NewsgroupsError("file", "enough");
    };
    await expect(fetchArchive(`${url}/whole`, ARCHIVE_SHA256, path, progress)).rejects.toThrow("enough");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("follows a symbolic link at the path", async () => {
    const { url } = await startServer();
    const folder = temporaryFolder();
    const real = put(folder, "real", "old");
    symlinkSync(real, join(folder, "link"));
    await fetchArchive(`${url}/whole`, ARCHIVE_SHA256, join(folder, "link"), ignore);
    expect(contentOf(real)?.equals(ARCHIVE)).toBe(true);
  });
});
