/** Corpora: which reader takes which path. */

import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.js";
import { rejectionOf } from "../support/errors.js";
import { useTemporaryFolder, writeFiles } from "../support/folders.js";
import { labelledTexts } from "../support/read-corpus.js";

describe("readCorpus", () => {
  const temporary = useTemporaryFolder();

  it("reads a folder, whatever its extension", async () => {
    for (const name of ["corpus", "corpus.tar", "corpus.ndjson"]) {
      writeFiles(temporary.path(name), { "a/1": "one" });
      expect(await labelledTexts(readCorpus(temporary.path(name)))).toEqual(["a: one"]);
    }
  });

  it("recognises archives by their extension", async () => {
    const tar = await packTar([{ header: { name: "top/a/1", size: 3 }, body: "one" }]);
    for (const [name, bytes] of [
      ["x.tar", tar],
      ["x.tar.gz", gzipSync(tar)],
      ["x.tgz", gzipSync(tar)],
    ] as const) {
      writeFileSync(temporary.path(name), bytes);
      expect(await labelledTexts(readCorpus(temporary.path(name)))).toEqual(["a: one"]);
      expect(await labelledTexts(readCorpus(temporary.path(name), { subset: "top" }))).toEqual(["a: one"]);
    }
  });

  it("reads NDJSON", async () => {
    writeFiles(temporary.path(), { "x.ndjson": '{"text":"one","label":"a"}\n' });
    expect(await labelledTexts(readCorpus(temporary.path("x.ndjson")))).toEqual(["a: one"]);
  });

  it("reads the folder inside a folder that a subset names", async () => {
    writeFiles(temporary.path("corpus"), { "train/a/1": "one", "test/a/1": "two" });
    expect(await labelledTexts(readCorpus(temporary.path("corpus"), { subset: "test" }))).toEqual(["a: two"]);
    const { code, message } = await rejectionOf(readCorpus(temporary.path("corpus"), { subset: "dev" }));
    expect([code, message]).toEqual(["file", expect.stringContaining(temporary.path("corpus", "dev"))]);
  });

  it("refuses a subset of NDJSON", async () => {
    writeFiles(temporary.path(), { "x.ndjson": "" });
    expect((await rejectionOf(readCorpus(temporary.path("x.ndjson"), { subset: "train" }))).code).toBe("usage");
  });

  it("refuses an unsupported file type", async () => {
    writeFiles(temporary.path(), { "notes\u0007.txt": "text" });
    const { code, message } = await rejectionOf(readCorpus(temporary.path("notes\u0007.txt")));
    expect(code).toBe("input");
    expect(message).toContain(
      "notes\\u0007.txt: cannot tell its format; give a folder with one sub-folder per category",
    );
  });

  it("refuses a missing path, whatever its extension", async () => {
    for (const name of ["missing", "missing.tar", "missing.tgz", "missing.ndjson"]) {
      const { code, message } = await rejectionOf(readCorpus(temporary.path(name)));
      expect([code, message]).toEqual(["file", expect.stringContaining(`${name}: cannot read: no such file`)]);
    }
  });
});
