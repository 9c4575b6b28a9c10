/** Folder corpora: what is read, skipped and refused. */

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { NewsgroupsError } from "../../../src/core/errors.js";
import { readCorpus } from "../../../src/corpus/corpus.js";
import { MAX_DOCUMENT_BYTES } from "../../../src/corpus/document.js";
import type { CorpusNote } from "../../../src/corpus/options.js";
import { rejectionOf } from "../../support/errors.js";
import { useTemporaryFolder, writeFiles } from "../../support/folders.js";
import { documentsOf, labelledTexts, readingOf } from "../../support/read-corpus.js";

describe("a folder", () => {
  const temporary = useTemporaryFolder();
  const folder = (files: Readonly<Record<string, string | Uint8Array>>): string => {
    writeFiles(temporary.path("corpus"), files);
    return temporary.path("corpus");
  };

  it("yields one document per file of each sub-folder, ordered by name", async () => {
    const path = folder({ "space/10": "orbit", "space/9": "é", "autos/x.txt": "engine" });
    expect(await documentsOf(readCorpus(path))).toEqual([
      { id: join(path, "autos", "x.txt"), label: "autos", text: "engine", bytes: 6 },
      { id: join(path, "space", "10"), label: "space", text: "orbit", bytes: 5 },
      { id: join(path, "space", "9"), label: "space", text: "é", bytes: 2 },
    ]);
  });

  it("skips hidden files and folders, and files beside the sub-folders", async () => {
    const path = folder({ README: "read me", ".git/config": "x", "a/.DS_Store": "x", "a/1": "one", ".hidden": "x" });
    mkdirSync(join(path, "a", ".svn"));
    expect(await labelledTexts(readCorpus(path))).toEqual(["a: one"]);
  });

  it("decodes each file by itself, as UTF-8 or windows-1252", async () => {
    const path = folder({ "a/1": "é", "a/2": Uint8Array.of(0xe9), "a/3": "\ufeffx", "a/4": "" });
    expect(await labelledTexts(readCorpus(path))).toEqual(["a: é", "a: é", "a: x", "a: "]);
  });

  it("follows symbolic links to files and folders", async () => {
    const path = folder({ "a/1": "one" });
    writeFiles(temporary.path("elsewhere"), { "2": "two" });
    symlinkSync(temporary.path("elsewhere"), join(path, "b"));
    symlinkSync(temporary.path("elsewhere", "2"), join(path, "a", "2"));
    expect(await labelledTexts(readCorpus(path))).toEqual(["a: one", "a: two", "b: two"]);
  });

  it("accepts names of object properties and other scripts as labels", async () => {
    const path = folder({ "__proto__/1": "a", "constructor/1": "b", "東京/1": "c" });
    expect(await labelledTexts(readCorpus(path))).toEqual(["__proto__: a", "constructor: b", "東京: c"]);
  });

  it("refuses a missing path", async () => {
    const { code, message } = await rejectionOf(readCorpus(temporary.path("missing")));
    expect(code).toBe("file");
    expect(message).toBe(`${temporary.path("missing")}: cannot read: no such file or folder; check the path`);
  });

  it("refuses a folder without sub-folders", async () => {
    const needed = "give a folder with one sub-folder per category, or with one mbox per category";
    for (const [files, found, remedy] of [
      [{}, "no sub-folders", ""],
      [{ a: "one", ".hidden/1": "x" }, 'no sub-folders, but "a"', "; of files with a text per line make a table: awk"],
    ] as const) {
      const path = folder(files);
      const { code, message } = await rejectionOf(readCorpus(path));
      expect([code, message]).toEqual(["input", expect.stringContaining(`${path}: ${found}; ${needed}${remedy}`)]);
    }
  });

  it("refuses a folder inside a category, and names it", async () => {
    const path = folder({ "train/autos/1": "x" });
    const { code, message } = await rejectionOf(readCorpus(path));
    expect(code).toBe("input");
    expect(message).toContain(`${join(path, "train", "autos")}: is a folder inside a category; give the folder that`);
  });

  it("passes over a dangling symbolic link, among documents or categories, and names it", async () => {
    const path = folder({ "a/1": "one" });
    const links = [join(path, "a", "2"), join(path, "b")];
    for (const link of links) symlinkSync(temporary.path("nowhere"), link);
    const notes: CorpusNote[] = [];
    expect(await labelledTexts(readCorpus(path, { onNote: (note) => notes.push(note) }))).toEqual(["a: one"]);
    expect(notes.map(({ kind, id }) => [kind, id]).toSorted()).toEqual(links.map((link) => ["link", link]));
  });

  it("refuses a symbolic link to itself", async () => {
    const path = folder({ "a/1": "one" });
    symlinkSync(join(path, "loop"), join(path, "loop"));
    expect((await rejectionOf(readCorpus(path))).message).toContain("too many symbolic links");
  });

  it.runIf(process.platform !== "win32")("refuses a socket, a pipe and devices without waiting for them", async () => {
    const path = folder({ "a/1": "one" });
    const server = createServer().listen(join(path, "a", "2"));
    await once(server, "listening");
    onTestFinished(() => {
      server.close();
    });
    const make: Readonly<Record<string, (at: string) => unknown>> = {
      pipe: (at) => execFileSync("mkfifo", [at]),
      socket: (at) => symlinkSync(join(path, "a", "2"), at),
      device: (at) => symlinkSync("/dev/zero", at),
    };
    for (const [kind, at] of [
      ["pipe", "b\u001b/2"],
      ["device", "c/2"],
      ["socket", "d/2"],
    ] as const) {
      const corpus = temporary.path(kind);
      writeFiles(corpus, { "a/1": "one", [`${at.slice(0, -1)}1`]: "two" });
      make[kind]!(join(corpus, at));
      const { code, message } = await rejectionOf(readCorpus(corpus));
      const label = at.slice(0, -2).replace("\u001b", "\\u001b");
      expect([code, message]).toEqual(["input", `${corpus}/${label}/2: is a ${kind} inside a category; remove it`]);
    }
    expect((await rejectionOf(readCorpus(path))).message).toContain("is a socket inside a category");
  });

  it.runIf(process.platform !== "win32")("passes over pipes and devices beside the sub-folders", async () => {
    const path = folder({ "a/1": "one" });
    execFileSync("mkfifo", [join(path, "pipe")]);
    symlinkSync("/dev/zero", join(path, "zero"));
    expect(await labelledTexts(readCorpus(path))).toEqual(["a: one"]);
  });

  it("refuses a file over the size limit, and reads one at the limit", async () => {
    const path = folder({ "a/1": "one", "a/2": "" });
    writeFileSync(join(path, "a", "2"), Buffer.alloc(MAX_DOCUMENT_BYTES, "word "));
    expect((await documentsOf(readCorpus(path))).map(({ bytes }) => bytes)).toEqual([3, MAX_DOCUMENT_BYTES]);
    truncateSync(join(path, "a", "2"), MAX_DOCUMENT_BYTES + 1);
    const { code, message } = await rejectionOf(readCorpus(path));
    expect([code, message]).toEqual(["input", `${join(path, "a", "2")}: larger than 64 MiB; split it or leave it out`]);
  });

  it.runIf(process.platform !== "win32")("writes control characters in names as escapes", async () => {
    const path = folder({ "a\u001b[31m/b\n/1": "x" });
    const { message } = await rejectionOf(readCorpus(path));
    expect(message).toContain("a\\u001b[31m");
    expect(message).toContain("b\\u000a: is a folder inside a category");
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  describe("with depth", () => {
    const files = { "sci/med/1": "one", "sci/med/2/3": "two", "rec/4": "three", README: "x" };

    it("makes a label of so many folders, and takes what lies deeper", async () => {
      const path = folder(files);
      expect(await labelledTexts(readCorpus(path, { depth: 2 }))).toEqual(["sci/med: one", "sci/med: two"]);
      expect(await labelledTexts(readCorpus(path, { depth: 1 }))).toEqual(["rec: three", "sci: one", "sci: two"]);
    });

    it("is the remedy for a folder inside a category", async () => {
      const { message } = await rejectionOf(readCorpus(folder(files)));
      expect(message).toContain(
        "say how many folders make a label with --depth: 1 for the first alone, 2 for topic/subtopic",
      );
    });

    it("refuses a link that leads back", async () => {
      const path = folder(files);
      symlinkSync(path, join(path, "sci", "loop"));
      const { code, message } = await rejectionOf(readCorpus(path, { depth: 1 }));
      expect([code, message]).toEqual([
        "input",
        expect.stringMatching(/leads back to a folder that it is in; remove the link$/),
      ]);
    });
  });

  describe("of mail", () => {
    const message = (subject: string): string => `Subject: ${subject}\nFrom: a@example.com\n\nbody\n`;
    const envelope = "From a@example.com  Mon Apr  5 18:01:16 1993\n";

    it("reads the messages of Maildirs", async () => {
      const path = folder({
        "hockey/cur/1:2,S": message("one"),
        "hockey/new/2": message("two"),
        "hockey/tmp/3": message("three"),
        "hockey/dovecot-uidlist": "3 V1",
        "cooking/cur/4": message("four"),
        "cooking/new/.keep": "",
        "cooking/tmp/.keep": "",
      });
      expect(await labelledTexts(readCorpus(path))).toEqual([
        `cooking: ${message("four")}`,
        `hockey: ${message("one")}`,
        `hockey: ${message("two")}`,
      ]);
      const { code, message: what } = await rejectionOf(readCorpus(join(path, "hockey")));
      expect([code, what]).toEqual([
        "input",
        `${join(path, "hockey")}: is a Maildir, one mailbox; give the folder that holds a Maildir for each category`,
      ]);
    });

    it("reads the mail folders in a Maildir as categories, and notes its own messages", async () => {
      const path = folder({
        "cur/1": message("own"),
        "new/.keep": "",
        "tmp/.keep": "",
        ".Work.Projects/cur/2": message("plan"),
        ".Work.Projects/new/.keep": "",
        ".Sent/cur/3": message("sent"),
        ".Sent/new/.keep": "",
        ".cache/index": "no mail",
      });
      const notes: string[] = [];
      const documents = readCorpus(path, { onNote: ({ kind, id }) => notes.push(`${kind} ${id}`) });
      expect(await labelledTexts(documents)).toEqual([`Sent: ${message("sent")}`, `Work.Projects: ${message("plan")}`]);
      expect(notes).toEqual([`beside ${path}`]);
    });

    it("takes folders called cur and new for categories where others are beside them", async () => {
      const path = folder({ "cur/1": "one", "new/2": "two", "old/3": "three" });
      expect(await labelledTexts(readCorpus(path))).toEqual(["cur: one", "new: two", "old: three"]);
    });

    it("reads a folder of mboxes, each a category", async () => {
      const path = folder({
        "hockey.mbox": `${envelope}${message("one")}\n${envelope}${message("two")}`,
        cooking: `${envelope}${message("three")}`,
        "cooking.msf": "// an index",
        "sent.mbox.gz": gzipSync(`${envelope}${message("four")}`),
      });
      const { texts, notes } = await readingOf(path);
      expect(texts).toEqual([
        `cooking: ${message("three")}`,
        `hockey: ${message("one")}`,
        `hockey: ${message("two")}`,
        `sent: ${message("four")}`,
      ]);
      expect(notes).toEqual(["beside: no mbox"]);
    });

    it("counts a file of several messages in a category as so many documents", async () => {
      const two = `${envelope}${message("one")}\n${envelope}${message("two")}`;
      const path = folder({ "a/2": two, "a/1": `${envelope}${message("three")}`, "b/1": "x" });
      expect((await documentsOf(readCorpus(path))).map(({ id }) => id)).toEqual([
        join(path, "a", "1"),
        `${join(path, "a", "2")}:1`,
        `${join(path, "a", "2")}:2`,
        join(path, "b", "1"),
      ]);
    });

    it("notes an mbox beside category folders", async () => {
      const path = folder({ "a/1": "x", Inbox: `${envelope}${message("one")}` });
      expect((await readingOf(path)).notes).toEqual(["beside: an mbox beside the category folders"]);
    });
  });

  it("passes over what macOS and Windows leave, and counts it", async () => {
    const path = folder({
      "a/1": "one",
      "a/._1": "x",
      "a/Thumbs.db": "x",
      ".DS_Store": "x",
      "__MACOSX/a/._1": "x",
      "b/desktop.ini": "x",
    });
    const { texts, notes } = await readingOf(path);
    expect(texts).toEqual(["a: one"]);
    expect(notes).toHaveLength(5);
    expect(new Set(notes)).toEqual(new Set(["left-over: a file of macOS or Windows"]));
  });

  it("passes over a document that is no text, and what the caller throws passes through", async () => {
    const path = folder({ "a/1": "one", "a/2": "two" });
    const readText = (content: Uint8Array | string): string => {
      if (String(content) === "two") throw new NewsgroupsError("input", "is a picture, not text");
      return String(content);
    };
    const notes: CorpusNote[] = [];
    expect(await labelledTexts(readCorpus(path, { readText, onNote: (note) => notes.push(note) }))).toEqual(["a: one"]);
    expect(notes).toEqual([{ kind: "no-text", id: join(path, "a", "2"), message: "is a picture, not text" }]);
    const strict = readCorpus(path, {
      readText,
      onNote: ({ id }) => {
        throw new NewsgroupsError("check", id);
      },
    });
    expect((await rejectionOf(strict)).code).toBe("check");
  });

  it("refuses a label that is blank", async () => {
    const { code, message } = await rejectionOf(readCorpus(folder({ "\u2003/1": "one" })));
    expect([code, message]).toEqual(["input", expect.stringContaining("its label is blank; give it a name")]);
  });
});
