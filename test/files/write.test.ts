/** Writing: a file is replaced whole or not at all, and what is no file is written to as it is. */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../src/errors.js";
import { replaceFile, requireWritable, writeFile } from "../../src/files/write.js";
import { temporaryFolder } from "./temporary.js";

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

/** The `file` error that a call ends with; any other outcome fails the test. */
async function fileErrorOf(action: () => unknown): Promise<NewsgroupsError> {
  try {
    await action();
  } catch (error) {
    expect(error).toBeInstanceOf(NewsgroupsError);
    expect((error as NewsgroupsError).code).toBe("file");
    return error as NewsgroupsError;
  }
  throw new Error("the call succeeded");
}

describe("writeFile", () => {
  it("writes a new file", async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, "new"), bytesOf("content"));
    expect(readFileSync(join(folder, "new"), "utf8")).toBe("content");
    expect(readdirSync(folder)).toEqual(["new"]);
  });

  it("keeps the mode of the file that it replaces", async () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "secret", { mode: 0o600 });
    await writeFile(path, bytesOf("new"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("replaces a longer file whole, and writes an empty one", async () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "something long that was there before");
    await writeFile(path, bytesOf("short"));
    expect(readFileSync(path, "utf8")).toBe("short");
    await writeFile(path, new Uint8Array());
    expect(readFileSync(path, "utf8")).toBe("");
  });

  it("does not write into the old file, which who has it open goes on reading", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    writeFileSync(path, "old");
    const before = statSync(path).ino;
    await writeFile(path, bytesOf("new"));
    expect(statSync(path).ino).not.toBe(before);
  });

  it("replaces what a symbolic link leads to, and leaves the link", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "elsewhere"));
    const target = join(folder, "elsewhere", "target");
    writeFileSync(target, "old");
    const link = join(folder, "link");
    symlinkSync(join("elsewhere", "target"), link);
    await writeFile(link, bytesOf("new"));
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readlinkSync(link)).toBe(join("elsewhere", "target"));
    expect(readFileSync(target, "utf8")).toBe("new");
    expect(readdirSync(join(folder, "elsewhere"))).toEqual(["target"]);
  });

  it("says so if the folder is missing, and makes none", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "missing", "file");
    const { message } = await fileErrorOf(() => writeFile(path, bytesOf("x")));
    expect(message).toBe(`${path}: cannot write it: no such file or folder; check the path`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("says so if the target is a folder, which stays as it is", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "target"));
    const { message } = await fileErrorOf(() => writeFile(join(folder, "target"), bytesOf("x")));
    expect(message).toContain("it is a folder, and a file was expected");
    expect(readdirSync(folder)).toEqual(["target"]);
    expect(readdirSync(join(folder, "target"))).toEqual([]);
  });

  it("says so if a part of the path is a file, or a link leads in a circle", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "old");
    const { message } = await fileErrorOf(() => writeFile(join(folder, "file", "below"), bytesOf("x")));
    expect(message).toContain("a part of the path is a file");
    symlinkSync("circle", join(folder, "circle"));
    expect((await fileErrorOf(() => writeFile(join(folder, "circle"), bytesOf("x")))).message).toContain(
      "symbolic links",
    );
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("old");
    expect(lstatSync(join(folder, "circle")).isSymbolicLink()).toBe(true);
  });

  it("writes to a device without replacing it", async () => {
    await writeFile("/dev/null", bytesOf("nothing"));
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    expect(readFileSync("/dev/null", "utf8")).toBe("");
  });

  it("writes to a pipe without replacing it", async () => {
    const pipe = join(temporaryFolder(), "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "inherit"] });
    const received: Buffer[] = [];
    reader.stdout.on("data", (chunk: Buffer) => received.push(chunk));
    const closed = once(reader, "close");
    await writeFile(pipe, bytesOf("through the pipe"));
    await closed;
    expect(Buffer.concat(received).toString()).toBe("through the pipe");
    expect(statSync(pipe).isFIFO()).toBe(true);
  });
});

describe("replaceFile", () => {
  it("writes chunks behind each other, from a generator of either kind", async () => {
    const path = join(temporaryFolder(), "file");
    await replaceFile(path, [bytesOf("one "), new Uint8Array(), bytesOf("two")]);
    expect(readFileSync(path, "utf8")).toBe("one two");
    async function* later(): AsyncGenerator<Uint8Array> {
      yield bytesOf("three ");
      await new Promise((resolve) => setTimeout(resolve, 1));
      yield bytesOf("four");
    }
    await replaceFile(path, later());
    expect(readFileSync(path, "utf8")).toBe("three four");
  });

  it("keeps the old file in place until all chunks are there", async () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "old");
    const seen: string[] = [];
    function* chunks(): Generator<Uint8Array> {
      for (const chunk of ["n", "e", "w"]) {
        seen.push(readFileSync(path, "utf8"));
        yield bytesOf(chunk);
      }
    }
    await replaceFile(path, chunks());
    expect(seen).toEqual(["old", "old", "old"]);
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  it("throws on what its source throws, and leaves the old file and nothing else", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    writeFileSync(path, "old");
    const failure = new Error("the source ran dry");
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytesOf("half of the new");
      throw failure;
    }
    await expect(replaceFile(path, failing())).rejects.toBe(failure);
    expect(readFileSync(path, "utf8")).toBe("old");
    await expect(replaceFile(join(folder, "other"), failing())).rejects.toBe(failure);
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("leaves the one or the other whole if two write the same file at once", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    async function* slowly(letter: string): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 20; i++) {
        yield bytesOf(letter);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    await Promise.all([replaceFile(path, slowly("a")), replaceFile(path, slowly("b"))]);
    expect(["a".repeat(20), "b".repeat(20)]).toContain(readFileSync(path, "utf8"));
    expect(readdirSync(folder)).toEqual(["file"]);
  });
});

describe("requireWritable", () => {
  it("says nothing of a new file, an old one, a link to one, or a device, and touches none", () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    expect(() => requireWritable(path)).not.toThrow();
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(path, "old");
    symlinkSync(path, join(folder, "link"));
    for (const writable of [path, join(folder, "link"), "/dev/null"]) {
      expect(() => requireWritable(writable)).not.toThrow();
    }
    expect(readFileSync(path, "utf8")).toBe("old");
  });

  it("refuses what writing would be refused", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "old");
    const missing = join(folder, "missing", "file");
    expect((await fileErrorOf(() => requireWritable(missing))).message).toContain("no such file or folder");
    expect((await fileErrorOf(() => requireWritable(folder))).message).toContain("it is a folder");
    expect((await fileErrorOf(() => requireWritable(join(folder, "file", "x")))).message).toContain("is a file");
  });
});
