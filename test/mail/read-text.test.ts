/** The door: what is read of bytes and of characters, and what stays as it is. */

import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../src/core/errors.js";
import { decoded, readText } from "../../src/mail/read-text.js";
import { errorOf } from "../support/errors.js";

const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");
const PNG = latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR");

describe("readText", () => {
  it.each([
    "a text",
    "From: a@b\nSubject: Oil\nOrganization: x\n\nWhich oil?",
    "From: a\nSubject: b\nMIME-Version: 1.0\nContent-Type: text/plain; charset=US-ASCII\n\nbody",
    "From: a\nSubject: b\nContent-Type: text\nContent-Length: 4\n\nbody",
    "From: a\nSubject: b\nContent-Type: text/plain; charset=ISO-8859-1\nContent-Transfer-Encoding: 8bit\n\nASCII",
    "From: a\nSubject: b =? c\nContent-Transfer-Encoding: 7BIT\n\n<html> is how a page begins",
    "<htm> is no tag",
    "-----\nContent-Type: a rule of hyphens",
    "--x\nContents: a list",
  ])("leaves %j as it is", async (text) => {
    expect(await readText(text)).toBe(text);
    expect(await readText(latin1(text))).toBe(text);
  });

  it("reads at once what nobody has encoded", () => {
    expect(readText("a text")).toBe("a text");
    expect(readText(Buffer.from("From: a\nSubject: é\n\nbody"))).toBe("From: a\nSubject: é\n\nbody");
  });

  it("reads a page of HTML, in the charset that it declares", async () => {
    expect(await readText("<!DOCTYPE html>\n<html><p>caf&eacute;</p></html>")).toBe("café\n");
    expect(await readText(" \n<HTML lang=en><p>text")).toBe("text");
    const page = '<?xml version="1.0"?><!-- x --><html><meta charset="windows-1251"><p>\xcf\xf0\xe8\xe2\xe5\xf2';
    expect(await readText(latin1(page))).toBe("Привет");
    expect(await readText(Buffer.from("\ufeff<html><meta charset=koi8-r><p>é", "utf16le"))).toBe("é");
  });

  it("reads the parts of a message that has lost its header", async () => {
    const parts = "------=_Part\nContent-Type: text/plain\n\none\n------=_Part\nContent-Type: text/html\n\n<p>two";
    for (const before of ["", "\n", "This is a multi-part message in MIME format.\n\n"]) {
      for (const text of [before + parts, (before + parts).replaceAll("\n", "\r\n")]) {
        expect((await readText(text)).trim()).toBe("Subject: \n\none");
        expect((await readText(latin1(text))).trim()).toBe("Subject: \n\none");
      }
    }
  });

  it.each([
    [PNG, "is a PNG image, not text; give the text that it shows"],
    [Buffer.from("garlic soup", "utf16le"), "is UTF-16 without a byte order mark; convert it to UTF-8"],
  ])("refuses what is no text", async (bytes, message) => {
    for (const read of [readText, decoded]) {
      expect(() => read(bytes)).toThrow(new NewsgroupsError("input", message));
    }
  });

  it("refuses a message that is binary, unless a part of it is", async () => {
    const header = "From: a\nSubject: b\nContent-Type: text/plain\n\n";
    await expect(async () => readText(latin1(`${header}\0\0`))).rejects.toThrow("NUL bytes");
    const multipart = header.replace("text/plain", "multipart/mixed; boundary=x");
    const parts = "--x\n\nbody\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: binary\n\n";
    const message = Buffer.concat([latin1(multipart + parts), PNG, latin1("\n--x--\n")]);
    expect(await readText(message)).toBe("Subject: b\n\nbody");
  });

  it("refuses what is neither bytes nor characters", () => {
    expect(errorOf(() => readText(null as never)).code).toBe("usage");
  });
});
