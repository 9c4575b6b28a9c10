/** Mbox: where a message begins, what belongs to it, and the same messages however the bytes come. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginsMbox, messagesIn, messagesOf } from "../../../src/corpus/mbox/mbox.js";

const ENVELOPE = "From pat@example.com Mon Apr  5 18:01:16 1993\n";

const messages = (mbox: string): string[] => [...messagesIn(Buffer.from(mbox, "latin1"))].map(text);
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

async function streamed(mbox: string, maxBytes: number, ...cuts: readonly number[]): Promise<(string | undefined)[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(mbox, "latin1");
    const places = [0, ...cuts, bytes.length];
    for (const [i, end] of places.slice(1).entries()) yield bytes.subarray(places[i], end);
  }
  const list: (string | undefined)[] = [];
  for await (const bytes of messagesOf(chunks(), maxBytes)) list.push(bytes && text(bytes));
  return list;
}

describe("beginsMbox", () => {
  it.each([
    ["as mail transports write it", ENVELOPE],
    ["with the host of UUCP", "From pat Mon Apr  5 18:01:16 1993 remote from relay\n"],
    ["of Thunderbird", "From - Mon Apr 05 18:01:16 1993\r\nX-Mozilla-Status: 0001\r\n"],
    ["of newer versions of Thunderbird", "From \r\nX-Mozilla-Status: 0001\r\n"],
    ["of Gmail", "From 1729@xxx Mon Apr 05 18:01:16 +0000 1993\r\nX-GM-THRID: 1729\r\n"],
    ["with the date of RFC 5322", "From pat@example.com Mon, 5 Apr 1993 18:01:16 GMT\n"],
    ["of Eudora", "From ???@??? Mon Apr 05 18:01:16 1993\n"],
    ["behind a byte order mark", `\xef\xbb\xbf${ENVELOPE}`],
  ])("knows an envelope %s", (_, mbox) => {
    expect(beginsMbox(Buffer.from(mbox, "latin1"))).toBe(true);
  });

  it.each([
    ["a sentence", "From what I hear, the goalie is well.\n"],
    ["a sentence before a colon", "From here:\nSubject: none\n"],
    ["a field", "From: pat@example.com\nSubject: beans\n"],
    ["a quoted envelope", `>${ENVELOPE}`],
    ["one word before a line without a colon", "From Greece\nwith love\n"],
    ["nothing", ""],
  ])("does not take %s for one", (_, mbox) => {
    expect(beginsMbox(Buffer.from(mbox))).toBe(false);
  });
});

describe("messagesIn", () => {
  it("leaves out envelopes, and the empty line before the next", () => {
    const mbox = `${ENVELOPE}Subject: one\n\nbody\n\n${ENVELOPE}Subject: two\n\nbody\n\nof two\n`;
    expect(messages(mbox)).toEqual(["Subject: one\n\nbody\n", "Subject: two\n\nbody\n\nof two\n"]);
    const crlf = mbox.replaceAll("\n", "\r\n");
    expect(messages(crlf)).toEqual(["Subject: one\r\n\r\nbody\r\n", "Subject: two\r\n\r\nbody\r\n\r\nof two\r\n"]);
  });

  it("needs no empty line before an envelope that precedes a header", () => {
    expect(messages(`${ENVELOPE}Subject: one\n\nbody\n${ENVELOPE}Subject: two\n\n`)).toEqual([
      "Subject: one\n\nbody\n",
      "Subject: two\n",
    ]);
  });

  it("does not divide a message at a sentence", () => {
    const body = "Subject: one\n\nFrom here on, at 10:30 in 1993,\nFrom \n\nFrom Greece\nwith love\n";
    expect(messages(ENVELOPE + body)).toEqual([body]);
  });

  it("does not divide it at the time of a sentence in the midst of others", () => {
    const body = "Subject: one\n\nThe shop is open\nFrom Mon Jan 3 1994 at 10:30 every day\nbut Sunday.\n";
    expect(messages(ENVELOPE + body)).toEqual([body]);
  });

  it("unquotes lines of a body by one sign, and none of a header", () => {
    const quoted =
      ">From relay Mon Apr  5 1993\nSubject: one\n\n>From here\n>>From there\n > >From a quotation\n> From me\n";
    expect(messages(ENVELOPE + quoted)).toEqual([
      ">From relay Mon Apr  5 1993\nSubject: one\n\nFrom here\n>From there\n > >From a quotation\n> From me\n",
    ]);
  });

  it("takes what stands before the first envelope for a message", () => {
    expect(messages(`Subject: one\n\n${ENVELOPE}Subject: two\n`)).toEqual(["Subject: one\n", "Subject: two\n"]);
  });

  it("yields none of nothing", () => {
    expect(messages("")).toEqual([]);
  });
});

describe("messagesOf", () => {
  it("yields the same messages for any split into chunks", async () => {
    const lines = fc.array(
      fc.constantFrom(
        ENVELOPE,
        "From \n",
        "\n",
        "\r\n",
        "Subject: one\n",
        ">From x\n",
        "From x",
        "body\n",
        "\xef\xbb\xbf",
        "x".repeat(900),
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(lines, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), async (parts, cuts) => {
        const mbox = parts.join("");
        const places = cuts.map((cut) => Math.floor(cut * mbox.length)).sort((a, b) => a - b);
        expect(await streamed(mbox, 1_000_000, ...places)).toEqual(messages(mbox));
      }),
    );
  });

  it("yields undefined in place of a message over the limit, and goes on", async () => {
    const long = `${ENVELOPE}Subject: long\n\n${"body of it\n".repeat(2000)}\n`;
    const short = `${ENVELOPE}Subject: short\n\nbody\n\n`;
    const mbox = short + long + short;
    const cuts = Array.from({ length: 20 }, (_, i) => i * 1000);
    const found = ["Subject: short\n\nbody\n", undefined, "Subject: short\n\nbody\n"];
    expect(await streamed(mbox, 200, ...cuts)).toEqual(found);
    expect(await streamed(mbox, 200)).toEqual(found);
    expect(await streamed(mbox, long.length, ...cuts)).not.toContain(undefined);
  });
});
