/** Archive corpora: members that are documents, members that are not, and members that are refused. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { packTar, type TarEntry, type TarHeader } from "modern-tar";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../../src/corpus/corpus.js";
import { rejectionOf } from "../../support/errors.js";
import { useTemporaryFolder, writeFiles } from "../../support/folders.js";
import { skippedWithout } from "../../support/programs.js";
import { documentsOf, labelledTexts } from "../../support/read-corpus.js";

const file = (name: string, body: string | Uint8Array = "", header: Partial<TarHeader> = {}): TarEntry => ({
  header: { name, size: Buffer.byteLength(body), ...header },
  body,
});
const member = (name: string, type: TarHeader["type"], linkname = ""): TarEntry => ({
  header: { name, size: 0, type: type!, linkname },
});

describe("a tar", () => {
  const temporary = useTemporaryFolder();
  const archive = async (entries: readonly TarEntry[], name = "some.tar"): Promise<string> => {
    const tar = await packTar(entries);
    writeFileSync(temporary.path(name), name.endsWith("gz") ? gzipSync(tar) : tar);
    return temporary.path(name);
  };
  const textsIn = async (entries: readonly TarEntry[], subset?: string): Promise<string[]> =>
    labelledTexts(readCorpus(await archive(entries), subset === undefined ? {} : { subset }));
  const errorIn = async (entries: readonly TarEntry[], subset?: string): Promise<{ code: string; message: string }> =>
    rejectionOf(readCorpus(await archive(entries), subset === undefined ? {} : { subset }));

  it("yields one document per file, in order, with its position and size", async () => {
    for (const name of ["some.tar", "some.tar.gz", "some.tgz"]) {
      const path = await archive([file("top/b/2", "é"), file("top/a/1", "one")], name);
      expect(await documentsOf(readCorpus(path))).toEqual([
        { id: `${path}:top/b/2`, label: "b", text: "é", bytes: 2 },
        { id: `${path}:top/a/1`, label: "a", text: "one", bytes: 3 },
      ]);
    }
  });

  it("accepts categories with and without a top folder, and paths that start with ./", async () => {
    expect(await textsIn([file("a/1", "x"), file("b/1", "y")])).toEqual(["a: x", "b: y"]);
    expect(await textsIn([file("./a/1", "x"), file("./b/1", "y")])).toEqual(["a: x", "b: y"]);
    expect(await textsIn([file("t/o/p/a/1", "x"), file("t/o/p/b/1", "y")])).toEqual(["a: x", "b: y"]);
  });

  it("skips folders, hidden members, and files beside the categories", async () => {
    const entries = [
      member("./", "directory"),
      member("top/", "directory"),
      file("top/._a", "x"),
      file("top/.git/config", "x"),
      member("top/.link", "symlink", "a"),
      file("top/a/1", "one"),
      file("top/a/.DS_Store", "x".repeat(2000)),
      file("top/README", "x".repeat(2000)),
      file("top/b/2", "two"),
    ];
    expect(await textsIn(entries)).toEqual(["a: one", "b: two"]);
  });

  it("reads empty files, files of one block, and files of many chunks", async () => {
    const sizes = [0, 1, 511, 512, 513, 1024, 3_000_000];
    const texts = sizes.map((size, i) => String(i).repeat(size));
    const path = await archive(
      texts.map((text, i) => file(`a/${i}`, text)),
      "some.tgz",
    );
    const documents = await documentsOf(readCorpus(path));
    expect(documents.map(({ bytes }) => bytes)).toEqual(sizes);
    expect(documents.every(({ text }, i) => text === texts[i])).toBe(true);
  });

  it("decodes each member by itself, as UTF-8 or windows-1252", async () => {
    expect(await textsIn([file("a/1", "é"), file("a/2", Uint8Array.of(0xe9))])).toEqual(["a: é", "a: é"]);
  });

  it("accepts long names, other scripts and names of object properties", async () => {
    const long = "n".repeat(300);
    expect(await textsIn([file(`${"t".repeat(120)}/a/${long}`, "x"), file(`${"t".repeat(120)}/東京/1`, "y")])).toEqual([
      "a: x",
      "東京: y",
    ]);
    expect(await textsIn([file("__proto__/1", "x"), file("constructor/1", "y")])).toEqual([
      "__proto__: x",
      "constructor: y",
    ]);
  });

  it("uses the name and the size of an extended header", async () => {
    expect(await textsIn([file("short", "x", { pax: { path: "a/1", comment: "x" } })])).toEqual(["a: x"]);
  });

  it("reads the one of several top folders that the subset names", async () => {
    const entries = [file("train/a/1", "one"), file("test/a/2", "two"), file("test/b/3", "three"), file("README", "x")];
    expect(await textsIn(entries, "test")).toEqual(["a: two", "b: three"]);
    expect(await textsIn(entries, "./train/")).toEqual(["a: one"]);
    expect(await textsIn([file("top/train/a/1", "one"), file("top/test/a/1", "two")], "top/test")).toEqual(["a: two"]);
    // A name that only begins with the subset's is another folder.
    expect(await textsIn([file("test2/a/1", "x"), file("test/a/1", "y")], "test")).toEqual(["a: y"]);
  });

  it("refuses several top folders without a subset, and names the remedy", async () => {
    const { code, message } = await errorIn([file("train/a/1", "one"), file("test/a/2", "two")]);
    expect(code).toBe("input");
    expect(message).toContain("member test/a/2: lies outside train, the folder of the documents before it");
    expect(message).toContain("--subset");
  });

  it("skips files beside the categories anywhere in the archive, as in a folder", async () => {
    const beside = [file("README", "x"), file("top/LICENCE", "x"), file("top/README", "x")];
    const documents = [file("top/a/1", "one"), file("top/b/2", "two")];
    for (const entries of [
      [...beside, ...documents],
      [...documents, ...beside],
      [documents[0]!, ...beside, documents[1]!],
      [beside[2]!, ...documents, beside[1]!],
    ]) {
      expect(await textsIn(entries)).toEqual(["a: one", "b: two"]);
      expect(await textsIn(entries, "top")).toEqual(["a: one", "b: two"]);
    }
    expect(await textsIn([file("README", "x"), file("a/1", "one"), file("b/2", "two")])).toEqual(["a: one", "b: two"]);
    const deep = [
      file("t/1", "x"),
      file("t/o/1", "x"),
      file("t/o/p/a/1", "one"),
      file("t/2", "x"),
      file("t/o/p/b/2", "two"),
    ];
    expect(await textsIn(deep)).toEqual(["a: one", "b: two"]);
  });

  it("treats the files of the first folder as documents once they exceed the buffer", async () => {
    const large = "x".repeat(6 << 20);
    const first = [file("a/1", large), file("a/2", large), file("a/3", large)];
    const { message } = await errorIn([...first, file("a/b/1", "y"), file("a/c/2", "z")]);
    expect(message).toContain("member a/b/1: lies in a folder inside a category");
    expect(await textsIn([...first.slice(0, 2), file("a/b/1", "y"), file("a/c/2", "z")])).toEqual(["b: y", "c: z"]);
  });

  it("refuses a folder inside a category", async () => {
    for (const entries of [
      [file("a/1", "x"), file("b/1", "x"), file("b/deeper/2", "y")],
      [file("b/1", "x"), file("a/deeper/2", "y")],
      [file("top/a/1", "x"), file("top/b/1", "x"), file("top/a/deeper/2", "y")],
    ]) {
      const { code, message } = await errorIn(entries);
      expect(code).toBe("input");
      expect(message).toContain("deeper/2: lies in a folder inside a category");
    }
  });

  it.each(["../a/1", "a/../../1", "top/a/..", "/a/1", "/etc/passwd", "c:/a/1", "C:a/1"])(
    "refuses the member %s, which points outside the archive",
    async (name) => {
      const { code, message } = await errorIn([file("a/1", "x"), file(name, "y")]);
      expect(code).toBe("input");
      expect(message).toContain(`member ${name}: points outside the archive`);
    },
  );

  it.each(["symlink", "link", "fifo", "character-device", "block-device"] as const)(
    "refuses a member that is a %s",
    async (type) => {
      const { code, message } = await errorIn([file("a/1", "x"), member("a/2", type, "../../secret")]);
      expect(code).toBe("input");
      expect(message).toContain(`member a/2: is a ${type}; an archive may hold only files and folders`);
    },
  );

  it("refuses an archive without documents", async () => {
    for (const entries of [[], [member("a/", "directory")], [file("README", "x")], [file("a/.hidden", "x")]]) {
      const { code, message } = await errorIn(entries);
      expect([code, message]).toEqual([
        "input",
        expect.stringContaining("no documents; give an archive with members such as"),
      ]);
    }
    const { message } = await errorIn([file("train/a/1", "x")], "dev");
    expect(message).toContain("no documents under dev");
  });

  it("writes control characters in names of members as escapes", async () => {
    const { message } = await errorIn([file("b/1", "x"), file("a/\u001b[31m/x\n", "y")]);
    expect(message).toContain("member a/\\u001b[31m/x\\u000a");
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  it("reports a missing archive as a file error", async () => {
    for (const name of ["missing.tar", "missing.tar.gz"]) {
      const { code, message } = await rejectionOf(readCorpus(temporary.path(name)));
      expect([code, message]).toEqual(["file", expect.stringContaining(`${name}: cannot read: no such file`)]);
    }
  });

  it("closes an archive whose reader stops early", async () => {
    const path = await archive(
      Array.from({ length: 50 }, (_, i) => file(`${i % 2}/${i}`, "x".repeat(100_000))),
      "some.tgz",
    );
    for (let i = 0; i < 20; i++) {
      for await (const { id } of readCorpus(path)) {
        expect(id).toBe(`${path}:0/0`);
        break;
      }
    }
    expect(await documentsOf(readCorpus(path))).toHaveLength(50);
  });

  const withoutTar = skippedWithout("tar");
  it.skipIf(withoutTar).each([
    ["-cf", "some.tar", "ustar"],
    ["-cf", "some.tar", "pax"],
    ["-czf", "some.tar.gz", "ustar"],
    ["-czf", "some.tgz", "pax"],
  ])(
    `reads an archive that the system's tar made with %s %s in format %s${withoutTar}`,
    async (flags, name, format) => {
      const corpus = temporary.path("corpus");
      writeFiles(corpus, {
        "a/1": "one",
        "a/2": "x".repeat(5000),
        "b/3": Uint8Array.of(0xe9),
        "b/4": "",
        [`b/${"n".repeat(90)}`]: "long name",
        "c/.hidden": "x",
      });
      execFileSync("tar", [`--format=${format}`, flags, temporary.path(name), "-C", temporary.path(), "corpus"]);
      const documents = await labelledTexts(readCorpus(temporary.path(name)));
      expect(documents.toSorted()).toEqual((await labelledTexts(readCorpus(corpus))).toSorted());
      expect(documents).toHaveLength(5);
    },
  );
});
