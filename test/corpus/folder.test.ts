/** Folder corpora: what is read, what is passed over, and what is refused. */

import { once } from "node:events";
import { mkdirSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFolder } from "../../src/corpus/folder.js";
import { documentsOf, errorOf, labelledTexts, useTemporaryFolder, writeFiles } from "./temporary.js";

describe("readFolder", () => {
  const temporary = useTemporaryFolder();
  const folder = (files: Readonly<Record<string, string | Uint8Array>>): string => {
    writeFiles(temporary.path("corpus"), files);
    return temporary.path("corpus");
  };

  it("gives a document for each file of each sub-folder, in the order of names", async () => {
    const path = folder({ "space/10": "orbit", "space/9": "é", "autos/x.txt": "engine" });
    expect(await documentsOf(readFolder(path))).toEqual([
      { id: join(path, "autos", "x.txt"), label: "autos", text: "engine", bytes: 6 },
      { id: join(path, "space", "10"), label: "space", text: "orbit", bytes: 5 },
      { id: join(path, "space", "9"), label: "space", text: "é", bytes: 2 },
    ]);
  });

  it("passes over hidden files and folders, and over files beside the sub-folders", async () => {
    const path = folder({ README: "read me", ".git/config": "x", "a/.DS_Store": "x", "a/1": "one", ".hidden": "x" });
    mkdirSync(join(path, "a", ".svn"));
    expect(await labelledTexts(readFolder(path))).toEqual(["a: one"]);
  });

  it("decodes each file by itself, as UTF-8 or windows-1252", async () => {
    const path = folder({ "a/1": "é", "a/2": Uint8Array.of(0xe9), "a/3": "\ufeffx", "a/4": "" });
    expect(await labelledTexts(readFolder(path))).toEqual(["a: é", "a: é", "a: x", "a: "]);
  });

  it("follows symbolic links to files and folders", async () => {
    const path = folder({ "a/1": "one" });
    writeFiles(temporary.path("elsewhere"), { "2": "two" });
    symlinkSync(temporary.path("elsewhere"), join(path, "b"));
    symlinkSync(temporary.path("elsewhere", "2"), join(path, "a", "2"));
    expect(await labelledTexts(readFolder(path))).toEqual(["a: one", "a: two", "b: two"]);
  });

  it("takes names of object properties and other scripts for labels like others", async () => {
    const path = folder({ "__proto__/1": "a", "constructor/1": "b", "東京/1": "c" });
    expect(await labelledTexts(readFolder(path))).toEqual(["__proto__: a", "constructor: b", "東京: c"]);
  });

  it("refuses a path that is not there", async () => {
    const { code, message } = await errorOf(readFolder(temporary.path("missing")));
    expect(code).toBe("file");
    expect(message).toBe(`${temporary.path("missing")}: cannot read it: no such file or folder; check the path`);
  });

  it("refuses a file in place of the folder", async () => {
    writeFiles(temporary.path(), { corpus: "text" });
    const { code, message } = await errorOf(readFolder(temporary.path("corpus")));
    expect(code).toBe("file");
    expect(message).toContain("a part of the path is a file, and a folder was expected");
  });

  it("refuses a folder without sub-folders", async () => {
    for (const path of [folder({}), folder({ "1": "one", ".hidden/1": "x" })]) {
      const { code, message } = await errorOf(readFolder(path));
      expect([code, message]).toEqual([
        "input",
        `${path}: no sub-folders; a folder with one sub-folder for each category expected`,
      ]);
    }
  });

  it("refuses a folder inside a category, and names it", async () => {
    const path = folder({ "train/autos/1": "x" });
    const { code, message } = await errorOf(readFolder(path));
    expect(code).toBe("input");
    expect(message).toContain(`${join(path, "train", "autos")}: a folder inside category train; files expected`);
  });

  it("refuses a symbolic link that leads nowhere, among documents and among categories, and names it", async () => {
    const path = folder({ "a/1": "one" });
    for (const link of [join(path, "a", "2"), join(path, "b")]) {
      symlinkSync(temporary.path("nowhere"), link);
      const { code, message } = await errorOf(readFolder(path));
      expect(code).toBe("file");
      expect(message).toContain(`${link}: cannot read it: no such file`);
    }
  });

  it("refuses a symbolic link that leads to itself", async () => {
    const path = folder({ "a/1": "one" });
    symlinkSync(join(path, "loop"), join(path, "loop"));
    expect((await errorOf(readFolder(path))).message).toContain("too many symbolic links");
  });

  it.runIf(process.platform !== "win32")("refuses what is neither file nor folder", async () => {
    const path = folder({ "a/1": "one" });
    const server = createServer().listen(join(path, "a", "socket"));
    await once(server, "listening");
    try {
      const { code, message } = await errorOf(readFolder(path));
      expect(code).toBe("file");
      expect(message).toContain(`${join(path, "a", "socket")}: cannot read it: `);
    } finally {
      server.close();
    }
  });

  it.runIf(process.platform !== "win32")("writes control characters in names as escapes", async () => {
    const path = folder({ "a\u001b[31m/b\n/1": "x" });
    const { message } = await errorOf(readFolder(path));
    expect(message).toContain("a\\u001b[31m");
    expect(message).toContain("b\\u000a: a folder inside category a\\u001b[31m");
    expect(message).not.toMatch(/\p{Cc}/u);
  });
});
