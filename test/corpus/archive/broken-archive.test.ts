/** Broken archives: each is an error, never a smaller corpus. */

import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../../src/corpus/corpus.js";
import { rejectionOf } from "../../support/errors.js";
import { useTemporaryFolder } from "../../support/folders.js";
import { documentsOf } from "../../support/read-corpus.js";

const BLOCK = 512;
const MTIME = new Date(0);
const DOCUMENTS = 6;

/** Six documents of a header block and two blocks of text each, and the two zero blocks that end an archive. */
const tarOf = (): Promise<Uint8Array> =>
  packTar(
    Array.from({ length: DOCUMENTS }, (_, i) => ({
      header: { name: `top/${i % 2 === 0 ? "a" : "b"}/${i}`, size: 1000, mtime: MTIME },
      body: Array.from({ length: 1000 }, (_, at) => String.fromCharCode(97 + ((at * (i + 7)) % 26))).join(""),
    })),
  );

describe("a tar", () => {
  const temporary = useTemporaryFolder();
  const read = (name: string, bytes: Uint8Array): ReturnType<typeof readCorpus> => {
    writeFileSync(temporary.path(name), bytes);
    return readCorpus(temporary.path(name));
  };
  const requireBroken = async (name: string, bytes: Uint8Array, what: string): Promise<void> => {
    const { code, message } = await rejectionOf(read(name, bytes)).catch((error: unknown) => {
      throw new Error(`${what}: ${error}`, { cause: error });
    });
    expect([what, code, message]).toEqual([what, "input", expect.stringMatching(/broken archive: |damaged: /)]);
    expect(message).toContain(temporary.path(name));
  };

  it("reads the whole archive that the tests below break", async () => {
    const tar = await tarOf();
    expect(tar.length).toBeGreaterThanOrEqual((DOCUMENTS * 3 + 2) * BLOCK);
    expect(await documentsOf(read("x.tar", tar))).toHaveLength(DOCUMENTS);
    expect(await documentsOf(read("x.tgz", gzipSync(tar)))).toHaveLength(DOCUMENTS);
  });

  it("refuses a tar truncated anywhere before the end of its end marker", async () => {
    const tar = await tarOf();
    const marker = DOCUMENTS * 3 * BLOCK;
    for (let length = 0; length <= marker + BLOCK; length += BLOCK) {
      for (const end of [length, length + 1, length + 300, length + BLOCK - 1]) {
        if (end >= marker + 2 * BLOCK) continue;
        await requireBroken("x.tar", tar.subarray(0, end), `cut off at ${end}`);
      }
    }
    expect(await documentsOf(read("x.tar", tar.subarray(0, marker + 2 * BLOCK)))).toHaveLength(DOCUMENTS);
  });

  it("refuses a tar with data after its end marker", async () => {
    const tar = await tarOf();
    await requireBroken("x.tar", Buffer.concat([tar, tar]), "two archives in one file");
    expect(await documentsOf(read("x.tar", Buffer.concat([tar, Buffer.alloc(8192)])))).toHaveLength(DOCUMENTS);
  });

  it("refuses a tar with a damaged header, at any of its bytes", async () => {
    const tar = await tarOf();
    const header = 3 * BLOCK;
    for (let at = header; at < header + BLOCK; at += 7) {
      const damaged = tar.slice();
      damaged[at]! ^= 1;
      await requireBroken("x.tar", damaged, `byte ${at}`);
    }
  });

  it("refuses a gzip truncated anywhere", async () => {
    const gzip = gzipSync(await tarOf());
    for (let end = 0; end < gzip.length; end += end > gzip.length - 20 ? 1 : 37) {
      await requireBroken("x.tgz", gzip.subarray(0, end), `cut off at ${end} of ${gzip.length}`);
    }
  });

  it("refuses a large gzip truncated within a document", async () => {
    const text = Array.from({ length: 400_000 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 0).join(" ");
    const tar = await packTar([
      { header: { name: "a/1", size: text.length }, body: text },
      { header: { name: "a/2", size: 3 }, body: "two" },
    ]);
    const gzip = gzipSync(tar);
    for (const share of [0.1, 0.5, 0.9]) {
      await requireBroken("x.tgz", gzip.subarray(0, gzip.length * share), `${share} of ${gzip.length}`);
      await requireBroken("x.tar", tar.subarray(0, tar.length * share), `${share} of ${tar.length}`);
    }
  });

  it("refuses an archive damaged or truncated after megabytes of documents and hidden files", async () => {
    const large = "0123456789".repeat(300_000);
    const tar = await packTar(
      ["a/1", "a/.hidden", "a/2", "a/.hidden2"].map((name) => ({ header: { name, size: large.length }, body: large })),
    );
    const member = BLOCK + Math.ceil(large.length / BLOCK) * BLOCK;
    for (const at of [member, 2 * member, 3 * member]) {
      const damaged = tar.slice();
      damaged[at]! ^= 1;
      await requireBroken("x.tar", damaged, `header at ${at}`);
      await requireBroken("x.tgz", gzipSync(damaged, { level: 1 }), `header at ${at}, zipped`);
      const cut = tar.subarray(0, at + member / 2);
      await requireBroken("x.tar", cut, `cut off behind ${at}`);
      await requireBroken("x.tgz", gzipSync(cut, { level: 1 }), `cut off behind ${at}, zipped`);
    }
  });

  it("refuses a gzip with a changed byte", async () => {
    const gzip = gzipSync(await tarOf());
    // Flags (at 3) and what follows up to byte 9 may change without harm to the content.
    for (let at = 10; at < gzip.length; at += at > gzip.length - 10 ? 1 : 41) {
      const damaged = Uint8Array.from(gzip);
      damaged[at]! ^= 0x10;
      await requireBroken("x.tgz", damaged, `byte ${at} of ${gzip.length}`);
    }
  });

  it("refuses a gzip with trailing bytes", async () => {
    const gzip = gzipSync(await tarOf());
    await requireBroken("x.tgz", Buffer.concat([gzip, gzip]), "two archives in one file");
  });

  it("refuses a file that is neither tar nor gzip, and reads one with the extension of the other", async () => {
    const tar = await tarOf();
    expect(await documentsOf(read("x.tar", gzipSync(tar)))).toHaveLength(DOCUMENTS);
    expect(await documentsOf(read("x.tar.gz", tar))).toHaveLength(DOCUMENTS);
    for (const name of ["x.tar", "x.tgz"]) {
      await requireBroken(name, Buffer.from("plain text, ".repeat(1000)), "text");
      await requireBroken(name, new Uint8Array(), "nothing");
    }
  });

  it("escapes the name in its message", async () => {
    const { message } = await rejectionOf(read("x\u001b.tar", new Uint8Array(100).fill(1)));
    expect(message).toContain("x\\u001b.tar: broken archive");
    expect(message).toContain("give a complete .tar, packed or not");
  });
});
