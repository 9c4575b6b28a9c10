/** Messages as mail is sent today: which parts are text, whatever the mailer has broken. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readText } from "../../src/mail/read-text.js";

/** The text of a message; bytes beyond ASCII are written as characters of ISO 8859-1. */
const read = async (...lines: readonly string[]): Promise<string> => readText(Buffer.from(lines.join("\n"), "latin1"));
/** The words of its body, with one blank between them. */
const words = async (...lines: readonly string[]): Promise<string> => {
  const text = await read("From: a@b", "Subject: s", ...lines);
  expect(text.startsWith("Subject: s\n\n")).toBe(true);
  return text.slice("Subject: s\n\n".length).replace(/\s+/g, " ").trim();
};
const multipart = (subtype: string): string => `Content-Type: multipart/${subtype}; boundary="b"`;
const html = ["Content-Type: text/html", ""];

describe("a message", () => {
  it("is its subject and its body", async () => {
    const header = ["From: a@b", "Subject: =?utf-8?Q?caf=C3=A9?=", "Content-Transfer-Encoding: base64"];
    expect(await read(...header, "", "Y2Fmw6k=")).toBe("Subject: café\n\ncafé");
  });

  it("may have no subject, or several", async () => {
    expect(await read("From: a", "To: b", "Content-Type: text/html", "", "<p>x")).toBe("Subject: \n\nx");
    const several = ["Subject: =?utf-8?Q?one?=", "From: a", "Subject: two", "", "body"];
    expect(await read(...several)).toBe("Subject: one\nSubject: two\n\nbody");
  });

  it("has a subject of one line, whatever is encoded in it", async () => {
    expect(await read("From: a", "Subject: =?utf-8?Q?one=0A=0AFrom:_two?=", " three", "", "body")).toBe(
      "Subject: one From: two three\n\nbody",
    );
  });

  it("is read in the charset that it declares, or as its bytes are", async () => {
    const koi8 = ["Content-Type: text/plain; charset=KOI8-R", "Content-Transfer-Encoding: 8bit", ""];
    expect(await words(...koi8, "\xf0\xd2\xc9\xd7\xc5\xd4")).toBe("Привет");
    for (const [charset, mark] of [
      ["utf-16le", ""],
      ["utf-16", "\ufeff"],
    ] as const) {
      const base64 = Buffer.from(`${mark}Привет`, "utf16le").toString("base64");
      const utf16 = [`Content-Type: text/plain; charset=${charset}`, "Content-Transfer-Encoding: base64", ""];
      expect(await words(...utf16, base64)).toBe("Привет");
    }
    expect(await words("Content-Type: text/html; charset=x-unknown", "", "<p>caf\xe9")).toBe("café");
    expect(await words(...html, "<p>caf\xc3\xa9")).toBe("café");
    const utf8 = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", "caf\xc3\xa9 cr\xc3\xa8me"];
    expect(await read("From: a@b", "Subject: caf\xe9", ...utf8)).toBe("Subject: café\n\ncafé crème");
  });

  it("may have the line ends of old Macs, and neither sender nor subject", async () => {
    expect(await read("From: a@b\rContent-Type: text/html\r\r<p>one</p>\r<p>two")).toBe("Subject: \n\none\ntwo");
    const draft = ["MIME-Version: 1.0", multipart("mixed"), "", "--b", "", "one", "--b--"];
    expect(await read(...draft)).toBe("Subject: \n\none");
  });

  it("is not decoded twice", async () => {
    const koi8 = "Subject: s\nContent-Type: text/html; charset=koi8-r\n\n";
    expect(await readText(`${koi8}<p>Привет</p>`)).toBe("Subject: s\n\nПривет\n");
    const base64 = koi8.replace("\n\n", "\nContent-Transfer-Encoding: base64\n\n8NLJ18XU");
    expect(await readText(base64)).toBe("Subject: s\n\nПривет");
    expect(await readText("Subject: s é\nContent-Type: text/plain; charset=koi8-r\n\né")).toContain("\n\né");
  });
});

describe("the parts of a message", () => {
  it.each([
    ["mixed", ["--b", "", "one", "--b", ...html, "<p>two", "--b--"], "one two"],
    ["mixed", ["preamble", "--b", "", "one", "--b--", "epilogue"], "one"],
    ["alternative", ["--b", "", "plain", "--b", ...html, "<p>html", "--b--"], "plain"],
    ["alternative", ["--b", ...html, "<p>html", "--b", "Content-Type: text/plain", "", "plain", "--b--"], "plain"],
    ["alternative", ["--b", "", " ", "--b", ...html, "<p>html", "--b--"], "html"],
    [
      "alternative",
      ["--b", ...html, "<p>html", "--b", "Content-Type: text/calendar", "", "BEGIN:VCALENDAR", "--b--"],
      "html",
    ],
    ["related", ["--b", ...html, "<p>html", "--b", "Content-Type: image/png", "", "png", "--b--"], "html"],
    ["signed", ["--b", "", "one", "--b", "Content-Type: application/pgp-signature", "", "key", "--b--"], "one"],
    [
      "digest",
      ["--b", "", "Subject: one", "", "two", "--b", "", "Subject: three", "", "four", "--b--"],
      "one two three four",
    ],
    ["report", ["--b", "", "one", "--b", "Content-Type: message/delivery-status", "", "Status: 5.1.1", "--b--"], "one"],
    [
      "report",
      ["--b", "", "one", "--b", "Content-Type: text/rfc822-headers", "", "Subject: two", "To: x", "--b--"],
      "one two",
    ],
    ["x-unknown", ["--b", "", "one", "--b", "Content-Type: application/json", "", "two", "--b--"], "one"],
  ])("of multipart/%s: %j", async (subtype, lines, expected) => {
    expect(await words(multipart(subtype), "", ...lines)).toBe(expected);
    expect(await words(`${multipart(subtype)}\r`, "\r", ...lines.map((line) => `${line}\r`))).toBe(expected);
  });

  it("gives attachments no words, though they are text, but for messages", async () => {
    const attached = "Content-Disposition: attachment; filename=x.txt";
    expect(await words(multipart("mixed"), "", "--b", "", "one", "--b", attached, "", "two", "--b--")).toBe("one");
    const named = ["Content-Type: text/plain; name=log.txt", "Content-Disposition: inline"];
    expect(await words(multipart("mixed"), "", "--b", "", "one", "--b", ...named, "", "two", "--b--")).toBe("one");
    const inline = ["--b", "", "one", "--b", "Content-Disposition: inline", "", "two", "--b--"];
    expect(await words(multipart("mixed"), "", ...inline)).toBe("one two");
    const message = ["--b", "Content-Type: message/rfc822", attached, "", "Subject: two", "", "three", "--b--"];
    expect(await words(multipart("mixed"), "", "--b", "", "one", ...message)).toBe("one two three");
    expect(await words("Content-Type: text/plain", "Content-Disposition: attachment", "", "one")).toBe("");
  });

  it("takes a picture that is declared a text for none", async () => {
    const png = Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1").toString("base64");
    expect(await words("Content-Type: text/plain", "Content-Transfer-Encoding: base64", "", png)).toBe("");
  });

  it("reads messages within messages", async () => {
    const forwarded = ["Content-Type: message/rfc822", "", "Subject: =?utf-8?Q?=C3=A9?=", multipart("mixed"), ""];
    expect(await words(...forwarded, "--b", "", "one", "--b--")).toBe("é one");
    const encoded = Buffer.from("Subject: two\nContent-Type: text/html\n\n<p>three").toString("base64");
    const part = ["Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", encoded];
    expect(await words(...part)).toBe("two three");
  });

  it("reads parts within parts", async () => {
    const inner = [
      "Content-Type: multipart/alternative; boundary=c",
      "",
      "--c",
      "",
      "plain",
      "--c",
      ...html,
      "<p>h",
      "--c--",
    ];
    expect(await words(multipart("mixed"), "", "--b", ...inner, "--b", "", "footer", "--b--")).toBe("plain footer");
    // The end of the inner parts is missing.
    expect(await words(multipart("mixed"), "", "--b", ...inner.slice(0, -1), "--b", "", "footer")).toBe("plain footer");
  });

  it.each([
    ["no last boundary", [multipart("mixed"), "", "--b", "", "one", "--b", "", "two"]],
    ["blanks behind boundaries", [multipart("mixed"), "", "--b  ", "", "one", "--b\t", "", "two", "--b-- "]],
    [
      "a boundary that does not occur",
      ["Content-Type: multipart/mixed; boundary=x", "", "--b", "Content-Type: text/plain", "", "one two"],
    ],
    ["no boundary", ["Content-Type: multipart/mixed", "", "one two"]],
    [
      "a boundary without quotes and with comments",
      ["Content-Type: multipart/mixed (x); charset=a; boundary=b", "", "--b", "", "one two"],
    ],
    [
      "a boundary in two pieces",
      ["Content-Type: multipart/mixed; boundary*0=a;", " boundary*1=b", "", "--ab", "", "one two"],
    ],
    ["a comment that touches the type", ["Content-Type: multipart/mixed(x); boundary=b", "", "--b", "", "one two"]],
    ["no empty line before the first boundary", [multipart("mixed"), "--b", "", "one two", "--b--"]],
    ["words divided at the ends of lines", ["Content-Type: text/plain; delsp=yes", "", "on \ne t \n wo"]],
    ["HTML that is not declared", ["X-Mailer: x", "", "<html><b>one</b> two</html>"]],
    ["HTML that is declared plain text", ["Content-Type: text/plain", "", "<!DOCTYPE html>", "<html><b>one</b> two"]],
    ["a part without an empty line", [multipart("mixed"), "", "--b", "one two", "--b--"]],
    ["a type that is none", ["Content-Type: plain/text", "Content-Transfer-Encoding: base64", "", "b25lIHR3bw=="]],
    ["lines that look like boundaries", [multipart("mixed"), "", "--b", "", "one", "--", "---", "two", "--b--"]],
  ])("are read with %s", async (_, lines) => {
    expect((await words(...lines)).replace("-- --- ", "")).toBe("one two");
  });

  it("are read whatever is cut off, and whatever is in it", async () => {
    const parts = ["--b", ...html, "<p>caf\xe9", "--b", "Content-Type: message/rfc822", "", "Subject: x", "", "--b--"];
    const message = Buffer.from(
      ["From: a", "Subject: =?utf-8?Q?x?=", multipart("mixed"), "", ...parts].join("\n"),
      "latin1",
    );
    const noise = fc.array(fc.tuple(fc.nat(message.length), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.nat(message.length), noise, async (length, changes) => {
        const bytes = Uint8Array.from(message.subarray(0, length));
        for (const [at, byte] of changes) if (at < length) bytes[at] = Math.max(1, byte);
        expect(typeof (await readText(bytes))).toBe("string");
      }),
    );
  });
});

describe("a hostile message", () => {
  const header = "From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=b\n\n";
  it.each([
    ["100,000 parts", header + "--b\n\nx\n".repeat(100_000)],
    [
      "parts 10,000 deep",
      header +
        Array.from(
          { length: 10_000 },
          (_, i) => `--b${i || ""}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`,
        ).join(""),
    ],
    ["messages 30,000 deep", header + "--b\nContent-Type: message/rfc822\n\n".repeat(30_000)],
    [
      "an alternative of alternatives",
      header.replace("mixed", "alternative") +
        Array.from(
          { length: 90 },
          (_, i) => `--b${i || ""}\nContent-Type: multipart/alternative; boundary=b${i + 1}\n\n`,
        ).join(""),
    ],
    ["a boundary of 1 MB", `${header}--${"b".repeat(1_000_000)}`],
    ["lines of hyphens", header + "--\n".repeat(300_000)],
    ["70,000 encoded words", `From: a\nSubject: ${"=?utf-8?q?a?= ".repeat(70_000)}\n\nb`],
    ["encoded words that never end", `From: a\nSubject: ${"=?utf-8?q?".repeat(100_000)}\n\nb`],
    [
      "30,000 charsets",
      `From: a\nSubject: ${Array.from({ length: 30_000 }, (_, i) => `=?x${i}?q?a?=`).join(" ")}\n\nb`,
    ],
    ["1 MB of parameters", header.replace("=b", `=b${'; a="b'.repeat(150_000)}`)],
    ["tags that never end", header.replace("multipart/mixed", "text/html") + "<p style='display:none".repeat(50_000)],
    [
      "elements that are never closed",
      header.replace("multipart/mixed", "text/html") + "<i>".repeat(150_000) + "</b>".repeat(150_000),
    ],
  ])("of %s is read within a second", async (_, message) => {
    const start = process.cpuUsage();
    expect(typeof (await readText(Buffer.from(message)))).toBe("string");
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(1);
  });
});
