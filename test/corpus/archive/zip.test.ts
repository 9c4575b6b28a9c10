/** Zips: read as tars are, and refused where a corpus may not hold a member, or where they are broken. */

import { createReadStream, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../../src/corpus/corpus.js";
import { rejectionOf } from "../../support/errors.js";
import { put, useTemporaryFolder } from "../../support/folders.js";
import { documentsOf, labelledTexts, readingOf } from "../../support/read-corpus.js";
import { type ZipMember, zipOf } from "../../support/zip.js";

const MIB = 1 << 20;
const DOCUMENTS: readonly ZipMember[] = [
  { name: "top/a/1", content: "one" },
  { name: "top/a/", content: "", method: 0 },
  { name: "top/b/2", content: "zwei é", method: 0 },
];

describe("a zip", () => {
  const temporary = useTemporaryFolder();
  const zip = (members: readonly ZipMember[], name = "x.zip"): string => put(temporary.path(), name, zipOf(members));
  const errorIn = (members: readonly ZipMember[]): ReturnType<typeof rejectionOf> =>
    rejectionOf(readCorpus(zip(members)));

  it("yields its documents in its order, whatever its name, and from a stream", async () => {
    const path = zip(DOCUMENTS);
    expect(await documentsOf(readCorpus(path))).toEqual([
      { id: `${path}:top/a/1`, label: "a", text: "one", bytes: 3 },
      { id: `${path}:top/b/2`, label: "b", text: "zwei é", bytes: 7 },
    ]);
    expect(await labelledTexts(readCorpus(zip(DOCUMENTS, "x.csv")))).toEqual(["a: one", "b: zwei é"]);
    expect(await labelledTexts(readCorpus(createReadStream(path)))).toEqual(["a: one", "b: zwei é"]);
  });

  it("reads the folder that the subset names, and labels of several folders", async () => {
    const path = zip([
      { name: "train/a/x/1", content: "one" },
      { name: "train/a/y/deep/2", content: "two" },
      { name: "test/b/x/3", content: "three" },
    ]);
    expect(await labelledTexts(readCorpus(path, { subset: "train", depth: 2 }))).toEqual(["a/x: one", "a/y: two"]);
    expect(await labelledTexts(readCorpus(path, { subset: ".", depth: 1 }))).toEqual([
      "train: one",
      "train: two",
      "test: three",
    ]);
    const { code, message } = await rejectionOf(readCorpus(path, { depth: 2 }));
    expect([code, message]).toEqual(["usage", expect.stringContaining('name it with --subset, "." for the top')]);
  });

  it("passes over what macOS and Windows leave, and counts it", async () => {
    const names = ["__MACOSX/top/a/._1", "top/.DS_Store", "top/a/Thumbs.db", "top/a/desktop.ini", "top/a/._1"];
    const path = zip([...names.map((name) => ({ name, content: "\0\x05\x16\x07" })), ...DOCUMENTS]);
    const { texts, notes } = await readingOf(path);
    expect(texts).toEqual(["a: one", "b: zwei é"]);
    expect(notes).toEqual(names.map(() => "left-over: a file of macOS or Windows"));
  });

  it("reads names with backslashes, as some programs for Windows write them", async () => {
    expect(await labelledTexts(readCorpus(zip([{ name: "top\\a\\1", content: "one" }])))).toEqual(["a: one"]);
  });

  it.each<[string, ZipMember, string]>([
    ["points outside", { name: "../a/2", content: "x" }, "member ../a/2: points outside the archive"],
    ["has an absolute name", { name: "/etc/passwd", content: "x" }, "member /etc/passwd: points outside the archive"],
    ["is a link", { name: "a/2", content: "../../secret", mode: 0o120777 }, "member a/2: is a symlink; an archive may"],
    ["is encrypted", { name: "a/2", content: "x", flags: 0x801 }, "member a/2: is encrypted; unpack the archive"],
    ["is compressed otherwise", { name: "a/2", content: "x", method: 9 }, "member a/2: is compressed by method 9"],
    ["is larger than it says", { name: "a/2", content: "xyz", size: 2 }, "member a/2: broken: "],
    ["has another checksum", { name: "a/2", content: "xyz", crc: 1 }, "member a/2: broken: its checksum differs"],
    [
      "says that it is too large",
      { name: "a/2", content: "x", size: 65 * MIB },
      "member a/2: unpacks to over 200 times",
    ],
    [
      "has control characters in its name",
      { name: "a/\u001b/x\n", content: "y" },
      "member a/\\u001b/x\\u000a: lies in",
    ],
  ])("is refused with a member that %s", async (_, member, what) => {
    const { code, message } = await errorIn([{ name: "a/1", content: "x" }, { name: "b/1", content: "x" }, member]);
    expect([code, message]).toEqual(["input", expect.stringContaining(what)]);
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  it("is refused if it expands as a bomb does", async () => {
    const zeros = Buffer.alloc(40 * MIB);
    const { code, message } = await errorIn(["a/1", "a/2", "b/3"].map((name) => ({ name, content: zeros })));
    expect([code, message]).toEqual([
      "input",
      expect.stringContaining("member b/3: unpacks to over 200 times its size"),
    ]);
  });

  it("is refused cut off anywhere", async () => {
    const bytes = readFileSync(zip(DOCUMENTS));
    for (let end = 4; end < bytes.length; end += 7) {
      const { code, message } = await rejectionOf(readCorpus(put(temporary.path(), "cut.zip", bytes.subarray(0, end))));
      expect([end, code, message]).toEqual([
        end,
        "input",
        expect.stringMatching(/broken archive: .*; give a complete/),
      ]);
    }
  });

  it.each([
    ["xl/workbook.xml", "is an Excel workbook; save it as CSV in UTF-8"],
    ["word/document.xml", "is a Word document; save it as text"],
    ["content.xml", "is an OpenDocument file; save it as CSV in UTF-8"],
  ])("with %s is a document of an office program", async (name, what) => {
    const { code, message } = await errorIn([
      { name: "[Content_Types].xml", content: "x" },
      { name, content: "y" },
    ]);
    expect([code, message]).toEqual(["input", `${temporary.path("x.zip")}: ${what}`]);
  });

  it("without documents is refused", async () => {
    for (const members of [[], [{ name: "README", content: "x" }], [{ name: "a/.hidden", content: "x" }]]) {
      expect((await errorIn(members)).message).toContain("no documents; give an archive with members such as");
    }
  });
});
