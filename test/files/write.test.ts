/** Writing: a file is replaced completely or not at all; devices and pipes are written directly. */

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { replaceFile, requireWritable, writeFile } from "../../src/files/write.js";
import { temporaryFolder } from "../support/folders.js";
import { skipped, skippedWithoutPath } from "../support/programs.js";

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

const WITHOUT_DESCRIPTORS = skippedWithoutPath("/proc/self/fd");

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

  it("replaces a longer file, and writes an empty one", async () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "something long that was there before");
    await writeFile(path, bytesOf("short"));
    expect(readFileSync(path, "utf8")).toBe("short");
    await writeFile(path, new Uint8Array());
    expect(readFileSync(path, "utf8")).toBe("");
  });

  it("does not change the old file for a process that has it open", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    writeFileSync(path, "old");
    const before = statSync(path).ino;
    await writeFile(path, bytesOf("new"));
    expect(statSync(path).ino).not.toBe(before);
  });

  it("replaces the target of a symbolic link, and keeps the link", async () => {
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

  it("refuses a dangling symbolic link, and keeps it", async () => {
    const folder = temporaryFolder();
    const link = join(folder, "link\u001b");
    symlinkSync(join(folder, "nowhere"), link);
    for (const write of [() => writeFile(link, bytesOf("new")), () => requireWritable(link)]) {
      const { message } = await fileErrorOf(write);
      expect(message).toBe(`${folder}/link\\u001b: cannot write: dangling symbolic link; remove or fix it`);
    }
    expect(readdirSync(folder)).toEqual(["link\u001b"]);
    expect(readlinkSync(link)).toBe(join(folder, "nowhere"));
  });

  const asRoot = process.getuid?.() === 0 ? skipped("root may list any folder; run the tests as another user") : "";
  it.skipIf(asRoot)(`writes into a folder that may not be listed${asRoot}`, async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "drop"), { mode: 0o333 });
    await writeFile(join(folder, "drop", "file"), bytesOf("new"));
    expect(readFileSync(join(folder, "drop", "file"), "utf8")).toBe("new");
    chmodSync(join(folder, "drop"), 0o700);
    expect(readdirSync(join(folder, "drop"))).toEqual(["file"]);
  });

  it("writes a file whose name is as long as a name may be", async () => {
    const folder = temporaryFolder();
    for (const name of ["n".repeat(255), "語".repeat(85), `n${"🚀".repeat(63)}`]) {
      await writeFile(join(folder, name), bytesOf(name));
      expect(readFileSync(join(folder, name), "utf8")).toBe(name);
    }
    expect(readdirSync(folder)).toHaveLength(3);
  });

  describe("temporary files", () => {
    const ended = spawnSync(process.execPath, ["--version"]).pid;
    const old = new Date(Date.now() - 3_600_000);
    const putTemporary = (folder: string, name: string, at: Date): string => {
      writeFileSync(join(folder, name), "half");
      utimesSync(join(folder, name), at, at);
      return name;
    };

    it("are removed if the process that wrote them is gone, or had our own process id", async () => {
      const folder = temporaryFolder();
      putTemporary(folder, `.file.${ended}-0123abcd.tmp`, old);
      putTemporary(folder, `.file.${process.pid}-0123abcd.tmp`, old);
      await writeFile(join(folder, "file"), bytesOf("new"));
      expect(readdirSync(folder)).toEqual(["file"]);
    });

    it("are kept if the process runs, or may run elsewhere; other files are kept", async () => {
      const folder = temporaryFolder();
      const kept = [
        putTemporary(folder, `.file.${process.ppid}-0123abcd.tmp`, old),
        putTemporary(folder, `.file.${ended}-0123abcd.tmp`, new Date()),
        putTemporary(folder, `.other.${ended}-0123abcd.tmp`, old),
        putTemporary(folder, `.file.${ended}-0123abcd.tmp.gz`, old),
        putTemporary(folder, ".file.-0123abcd.tmp", old),
        putTemporary(folder, `file.${ended}-0123abcd.tmp`, old),
      ];
      await writeFile(join(folder, "file"), bytesOf("new"));
      expect(readdirSync(folder).toSorted()).toEqual([...kept, "file"].toSorted());
    });

    it("that cannot be removed do not make a completed write fail", async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, `.file.${ended}-0123abcd.tmp`));
      utimesSync(join(folder, `.file.${ended}-0123abcd.tmp`), old, old);
      await writeFile(join(folder, "file"), bytesOf("new"));
      expect(readFileSync(join(folder, "file"), "utf8")).toBe("new");
    });
  });

  it("reports a missing folder, and creates none", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "missing", "file");
    const { message } = await fileErrorOf(() => writeFile(path, bytesOf("x")));
    expect(message).toBe(`${path}: cannot write: no such file or folder; check the path`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("reports a target that is a folder, and keeps it", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "target"));
    const { message } = await fileErrorOf(() => writeFile(join(folder, "target"), bytesOf("x")));
    expect(message).toContain("expected a file, got a folder");
    expect(readdirSync(folder)).toEqual(["target"]);
    expect(readdirSync(join(folder, "target"))).toEqual([]);
  });

  it("reports a path through a file, and a circular link", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "old");
    const { message } = await fileErrorOf(() => writeFile(join(folder, "file", "below"), bytesOf("x")));
    expect(message).toContain("part of the path is a file");
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
  it("keeps a private file private at every moment", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    writeFileSync(path, "secret", { mode: 0o600 });
    const modes: number[] = [];
    function* chunks(): Generator<Uint8Array> {
      yield bytesOf("new ");
      for (const name of readdirSync(folder)) modes.push(statSync(join(folder, name)).mode & 0o777);
      yield bytesOf("secret");
    }
    await replaceFile(path, chunks());
    expect(modes).toEqual([0o600, 0o600]);
    expect(readFileSync(path, "utf8")).toBe("new secret");
  });

  it.skipIf(WITHOUT_DESCRIPTORS)(
    `writes to standard output by its path, for a pipe and a file${WITHOUT_DESCRIPTORS}`,
    () => {
      const folder = temporaryFolder();
      // As /dev/stdout is one, of which no test should risk the loss.
      const link = join(folder, "stdout");
      symlinkSync("/proc/self/fd/1", link);
      const write = new URL("../../dist/files/write.js", import.meta.url).href;
      const script = `import { writeFile } from "${write}"; await writeFile("${link}", Buffer.from("out"));`;
      const shell = (command: string): string =>
        execFileSync("sh", ["-c", command, "sh", process.execPath, "--input-type=module", "--eval", script], {
          cwd: folder,
          encoding: "utf8",
        });
      expect(shell('"$@" | cat')).toBe("out");
      shell('"$@" > file');
      expect(readFileSync(join(folder, "file"), "utf8")).toBe("out");
      expect(readlinkSync(link)).toBe("/proc/self/fd/1");
    },
  );

  it("writes chunks in order, from sync and async generators", async () => {
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

  it("passes on what its source throws, and leaves only the old file", async () => {
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

  it("leaves one complete file if two write at once", async () => {
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
  it("accepts a new file, an existing one, a link to one, or a device, and changes none", () => {
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

  it("refuses a path that cannot be written", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "old");
    const missing = join(folder, "missing", "file");
    expect((await fileErrorOf(() => requireWritable(missing))).message).toContain("no such file or folder");
    expect((await fileErrorOf(() => requireWritable(folder))).message).toContain("expected a file, got a folder");
    expect((await fileErrorOf(() => requireWritable(join(folder, "file", "x")))).message).toContain("is a file");
  });

  it("refuses to overwrite an input, by any name", () => {
    const folder = temporaryFolder();
    const path = join(folder, "file");
    writeFileSync(path, "old");
    symlinkSync(path, join(folder, "link"));
    const inputs = [join(folder, "missing"), join(folder, ".", "file")];
    for (const name of [path, join(folder, "link")]) {
      expect(() => requireWritable(name, inputs)).toThrow(
        /: is an input file, and would be overwritten; write to another file$/,
      );
    }
    expect(() => requireWritable(join(folder, "other"), inputs)).not.toThrow();
  });
});
