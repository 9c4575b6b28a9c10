/** The command `train`: what it prints and writes, and what bad input leaves behind. */

import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { train } from "../../src/index.js";
import { contentOf, put, temporaryFolder } from "../support/folders.js";
import { runBin, runHere } from "../support/run-command.js";
import { putArchive, putFolder, putMembers, putNdjson, SAMPLES, type Sample } from "../support/sample-corpus.js";

/** The words of subject and body. */
const distinctWords = (samples: readonly Sample[]): number =>
  new Set(
    samples.flatMap(({ text }) =>
      text
        .replace("Subject: ", "")
        .split(/\s+/)
        .filter((word) => word !== ""),
    ),
  ).size;

const MORE: readonly Sample[] = [{ label: "sci.space", name: "7", text: "a comet with a tail" }];

describe("train", () => {
  it("writes counts, and reports documents, categories, words, seconds and MB/s on stderr", async () => {
    const folder = temporaryFolder();
    const corpus = putFolder(folder, "corpus");
    const output = join(folder, "my.counts");
    const { code, stdout, stderr } = await runHere(["train", corpus, "-o", output]);
    expect(code).toBe(0);
    expect(stdout).toBe("");
    const told =
      /^newsgroups: (.*): (\d+) documents, (\d+) categories, (\d+) distinct words, \d+\.\d+ s, \d+\.\d MB\/s\nnewsgroups: counts hold the training text but for case and punctuation: do not publish them; the model can be published\n$/;
    const [, ...found] = told.exec(stderr)!;
    expect(found).toEqual([output, "9", "3", String(distinctWords(SAMPLES))]);
    expect(contentOf(output)).toEqual(Buffer.from(await train(SAMPLES)));
  });

  it("makes with -m the model that dump makes of its counts, and no counts", async () => {
    const folder = temporaryFolder();
    const corpus = putFolder(folder, "corpus");
    const [counts, one, two] = ["my.counts", "one.model", "two.model"].map((name) => join(folder, name));
    expect((await runHere(["train", corpus, "-o", counts!])).code).toBe(0);
    expect((await runHere(["dump", counts!, "-o", one!])).code).toBe(0);
    expect((await runHere(["train", corpus, "-m", two!])).code).toBe(0);
    expect(contentOf(two!)!.equals(contentOf(one!)!)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["corpus", "my.counts", "one.model", "two.model"]);
  });

  it("prints nothing with --quiet", async () => {
    const folder = temporaryFolder();
    const args = ["train", putFolder(folder, "corpus"), "-o", join(folder, "my.counts"), "--quiet"];
    expect(await runHere(args)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(contentOf(join(folder, "my.counts"))).toBeDefined();
  });

  it("writes newsgroups.counts into the working folder by default", async () => {
    const folder = temporaryFolder();
    putFolder(folder, "corpus");
    const { code, stderr } = await runBin(["train", "corpus"], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^newsgroups: newsgroups\.counts: 9 documents/);
    expect(readdirSync(folder).sort()).toEqual(["corpus", "newsgroups.counts"]);
  });

  it("keeps no documents with --no-documents, and says so", async () => {
    const folder = temporaryFolder();
    const output = join(folder, "my.counts");
    const { code, stderr } = await runHere(["train", "--no-documents", putFolder(folder, "corpus"), "-o", output]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/\nnewsgroups: no documents are kept: only naive Bayes can be made [^\n]*\n$/);
    expect(contentOf(output)).toEqual(Buffer.from(await train(SAMPLES, { documents: false })));
    expect(contentOf(output)!.includes('"keptBits":null')).toBe(true);
    // Nothing that is added is kept then.
    const all = await runHere(["train", "--into", output, putNdjson(folder, "more.ndjson", MORE)]);
    expect(all.stderr).toMatch(/\nnewsgroups: no documents are kept: [^\n]*\n$/);
    expect(contentOf(output)).toEqual(Buffer.from(await train([...SAMPLES, ...MORE], { documents: false })));
  });

  it("warns of duplicate documents, such as those of a corpus given twice", async () => {
    const folder = temporaryFolder();
    const corpus = putFolder(folder, "corpus");
    const n = SAMPLES.length;
    const { code, stderr } = await runHere(["train", corpus, corpus, "-o", join(folder, "my.counts")]);
    expect(code).toBe(0);
    expect(stderr).toContain(`newsgroups: warning: ${n} of ${2 * n} documents are exact copies of others`);
    expect((await runHere(["train", corpus, "-o", join(folder, "my.counts")])).stderr).not.toContain("repeat");
  });

  it("names a corpus without documents, or with a single category", async () => {
    const folder = temporaryFolder();
    const none = put(folder, "none.ndjson", "");
    const spam = put(folder, "spam.ndjson", '{"text": "free money", "label": "spam"}\n');
    const output = join(folder, "my.counts");
    for (const [corpora, what] of [
      [[none], `${none}: no documents; give at least 2 categories`],
      [[none, spam], `${none}, ${spam}: all documents are of one category, spam; give at least 2 categories`],
    ] as const) {
      const { code, stderr } = await runHere(["train", ...corpora, "-o", output]);
      expect([code, stderr]).toEqual([1, `newsgroups: ${what}\n`]);
    }
  });

  it("reports one added document in the singular", async () => {
    const folder = temporaryFolder();
    const counts = put(folder, "my.counts", await train(SAMPLES));
    const one = put(folder, "one.ndjson", '{"text": "free money", "label": "spam"}\n');
    const { stderr } = await runHere(["train", "--into", counts, one]);
    expect(stderr).toMatch(/: 1 document added, /);
  });

  it("writes the same bytes for a folder, archives and NDJSON, whole or in parts, in any order", async () => {
    const folder = temporaryFolder();
    const [first, second] = [SAMPLES.slice(0, 4), SAMPLES.slice(4)];
    const forms: Record<string, string[]> = {
      folder: [putFolder(folder, "folder")],
      tar: [await putArchive(folder, "all.tar")],
      "tar.gz": [await putArchive(folder, "all.tar.gz")],
      tgz: [await putArchive(folder, "all.tgz", { top: SAMPLES.toReversed() })],
      ndjson: [putNdjson(folder, "all.ndjson")],
      parts: [putNdjson(folder, "second.ndjson", second), putFolder(folder, "first", first)],
    };
    const expected = Buffer.from(await train(SAMPLES));
    for (const [form, corpora] of Object.entries(forms)) {
      const output = join(folder, "form.counts");
      const { code } = await runHere(["train", ...corpora, "-o", output, "-q"]);
      expect([form, code, contentOf(output)?.equals(expected)]).toEqual([form, 0, true]);
    }
  });

  it("reads the folder of an archive that --subset names", async () => {
    const folder = temporaryFolder();
    const other = [{ label: "cooking", name: "1", text: "soup" }];
    const archive = await putArchive(folder, "both.tar.gz", { train: SAMPLES, test: other });
    const output = join(folder, "subset.counts");
    expect(await runHere(["train", archive, "--subset", "train", "-o", output, "-q"])).toMatchObject({ code: 0 });
    expect(contentOf(output)?.equals(await train(SAMPLES))).toBe(true);
    const without = await runHere(["train", archive, "-o", output]);
    expect(without.code).toBe(1);
    expect(without.stderr).toContain("--subset");
  });

  it("works any number of times in one process", async () => {
    const folder = temporaryFolder();
    const corpus = putFolder(folder, "corpus");
    // Node warns of the eleventh listener that is left behind.
    for (let i = 0; i < 12; i++) {
      const { code } = await runHere(["train", corpus, "-o", join(folder, "my.counts"), "-q"]);
      expect([i, code]).toEqual([i, 0]);
    }
  });

  it("removes the parts of messages that --strip names, of CRLF too", async () => {
    const folder = temporaryFolder();
    const whole = SAMPLES.map((sample) => ({
      ...sample,
      text: `From: a\r\nSubject: goalie\r\n\r\n${sample.text.split("\n\n").at(-1)}\r\n> quoted\r\n--\r\nsigned`,
    }));
    const bare = SAMPLES.map((sample) => ({ ...sample, text: sample.text.split("\n\n").at(-1)! }));
    const [first, second] = [join(folder, "first.counts"), join(folder, "second.counts")];
    const strip = ["--strip", "headers,footers,quotes"];
    expect((await runHere(["train", putFolder(folder, "whole", whole), "-o", first, ...strip])).code).toBe(0);
    await runHere(["train", putFolder(folder, "bare", bare), "-o", second]);
    expect(contentOf(first)).toEqual(contentOf(second));
    expect((await runHere(["train", "--merge", first, second, ...strip])).code).toBe(2);
  });

  it("skips hidden files, and reports the number of empty ones", async () => {
    const folder = temporaryFolder();
    const corpus = putFolder(folder, "corpus");
    put(corpus, "autos/.hidden", "puck");
    put(corpus, ".git/config", "puck");
    put(corpus, "autos/empty", "");
    const { stderr } = await runHere(["train", corpus, "-o", join(folder, "my.counts")]);
    expect(stderr).toContain("10 documents (1 without a term), 3 categories");
  });
});

describe("train on bad input", () => {
  /** Each makes a corpus in a folder and gives its path, and the words that the message must have. */
  const cases: Record<string, (folder: string) => Promise<[corpus: string, ...words: string[]]>> = {
    "a missing path": async (folder) => [join(folder, "none"), "none", "no such file"],
    "no sub-folders": async (folder) => {
      put(folder, "flat/1", "engine");
      return [join(folder, "flat"), "flat", "sub-folder"];
    },
    "one category only": async (folder) => {
      return [putFolder(folder, "one", SAMPLES.slice(0, 3)), "one category", "at least 2"];
    },
    "empty categories": async (folder) => {
      mkdirSync(join(folder, "empty/a"), { recursive: true });
      mkdirSync(join(folder, "empty/b"));
      return [join(folder, "empty"), "no documents"];
    },
    "a file in place of a folder": async (folder) => [put(folder, "file.txt", "x"), "file.txt", "folder", ".ndjson"],
    "an unreadable file": async (folder) => {
      const corpus = putFolder(folder, "corpus");
      symlinkSync(join(corpus, "autos/loop"), join(corpus, "autos/loop"));
      return [corpus, "autos/loop", "cannot read"];
    },
    "a folder inside a category": async (folder) => {
      put(putFolder(folder, "corpus"), "autos/deep/1", "engine");
      return [join(folder, "corpus"), "autos/deep", "is a folder inside a category"];
    },
    "an archive cut short": async (folder) => {
      const whole = contentOf(await putArchive(folder, "whole.tar.gz"))!;
      return [
        put(folder, "cut.tar.gz", whole.subarray(0, whole.length / 2)),
        "cut.tar.gz",
        "damaged",
        "unexpected end",
      ];
    },
    "an archive that is none": async (folder) => [put(folder, "x.tgz", "no gzip"), "x.tgz", "broken archive"],
    "a member that points outside": async (folder) => {
      const members = [{ name: "autos/../../evil", text: "x" }];
      return [await putMembers(folder, "evil.tar", members), "evil.tar", "autos/../../evil", "outside"];
    },
    "a line that is no JSON": async (folder) => {
      return [put(folder, "bad.ndjson", '{"text":"a","label":"b"}\n\n{"text"\n'), "bad.ndjson:3", "not JSON"];
    },
    "a line without a label": async (folder) => {
      return [put(folder, "bad.ndjson", '{"text":"a","label":"b"}\n{"text":"a"}\n'), "bad.ndjson:2", '"label"'];
    },
    "a missing subset": async (folder) => {
      const archive = await putArchive(folder, "all.tar");
      return [`${archive} --subset nowhere`, "all.tar", "nowhere", "no documents"];
    },
  };

  for (const [name, make] of Object.entries(cases)) {
    it(`refuses ${name} in one line, exits with 1 and leaves the output unchanged`, async () => {
      const folder = temporaryFolder();
      const [corpus, ...words] = await make(folder);
      const output = put(folder, "old.counts", "old");
      const before = readdirSync(folder);
      const { code, stdout, stderr } = await runHere(["train", ...corpus.split(" "), "-o", output]);
      expect(code).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^newsgroups: [^\n]+\n$/);
      for (const word of words) expect(stderr).toContain(word);
      expect(contentOf(output)?.toString()).toBe("old");
      expect(readdirSync(folder)).toEqual(before);
    });
  }

  it("refuses --subset with NDJSON as wrong usage", async () => {
    const folder = temporaryFolder();
    const args = ["train", putNdjson(folder, "a.ndjson"), "--subset", "x", "-o", join(folder, "o")];
    const { code, stderr } = await runHere(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^newsgroups: .*a\.ndjson: a corpus of format ndjson has no subsets; [^\n]*\n$/);
  });

  it("names the corpus file in which a category has no printable name", async () => {
    const folder = temporaryFolder();
    const corpus = put(folder, "labels.ndjson", '{"text":"a","label":"a\\tb"}\n');
    const { code, stderr } = await runHere(["train", corpus, "-o", join(folder, "o")]);
    expect(code).toBe(1);
    expect(stderr).toContain("labels.ndjson:1");
  });

  it("refuses an output that cannot be written before it reads the corpus", async () => {
    const folder = temporaryFolder();
    const corpus = join(folder, "not-even-there");
    const file = put(folder, "file", "x");
    for (const output of [join(folder, "none/my.counts"), join(file, "my.counts"), folder]) {
      const { code, stderr } = await runHere(["train", corpus, "-o", output]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^newsgroups: [^\n]*cannot write[^\n]*\n$/);
      expect(stderr).toContain(output);
      expect(stderr).not.toContain(corpus);
    }
  });

  it("creates no output file on failure", async () => {
    const folder = temporaryFolder();
    const corpus = putFolder(folder, "corpus");
    rmSync(join(corpus, "hockey"), { recursive: true });
    rmSync(join(corpus, "space"), { recursive: true });
    const { code } = await runHere(["train", corpus, "-o", join(folder, "my.counts")]);
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual(["corpus"]);
  });
});
