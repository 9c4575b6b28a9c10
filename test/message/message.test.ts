/** Messages: what is a header and what is not. */

import { describe, expect, it } from "vitest";
import { parseMessage } from "../../src/message/message.js";

const parsed = (text: string): { fields: Record<string, string>; body: string } => {
  const { fields, body } = parseMessage(text);
  return { fields: Object.fromEntries(fields), body };
};

describe("parseMessage", () => {
  it("parts header fields and body at the first empty line", () => {
    expect(parsed("From: a@b\nSubject: Oil\n\nWhich oil?\n\nThanks\n")).toEqual({
      fields: { from: " a@b", subject: " Oil" },
      body: "Which oil?\n\nThanks\n",
    });
  });

  it("reads CRLF line ends like LF", () => {
    expect(parsed("From: a@b\r\nSubject: Oil\r\n\r\nWhich\r\noil?")).toEqual({
      fields: { from: " a@b", subject: " Oil" },
      body: "Which\r\noil?",
    });
  });

  it("takes a line of blanks for an empty line", () => {
    expect(parsed("Subject: Oil\n \t \nbody").body).toBe("body");
  });

  it("gives field names in lower case and parts them from their bodies at the first colon", () => {
    expect(parsed("SUBJECT:re: x\nX-Some_Thing!: y\n\n")).toEqual({
      fields: { subject: "re: x", "x-some_thing!": " y" },
      body: "",
    });
  });

  it("unfolds a field that continues on lines that start with a blank", () => {
    expect(parsed("Subject: an\n  old\n\tengine\nFrom: x\n\nbody").fields).toEqual({
      subject: " an\n  old\n\tengine",
      from: " x",
    });
  });

  it("joins the bodies of a repeated field, however its name is written", () => {
    expect(parsed("Subject: a\nsubject: b\nSUBJECT: c\n\n").fields).toEqual({ subject: " a\n b\n c" });
  });

  it("takes a text of fields alone, without an empty line, for a header", () => {
    expect(parsed("Subject: Oil")).toEqual({ fields: { subject: " Oil" }, body: "" });
    expect(parsed("From: x\nSubject:")).toEqual({ fields: { from: " x", subject: "" }, body: "" });
  });

  it.each([
    ["without From and Subject", "Note: bring oil\nTo: x\n\nbody"],
    ["with a line that is no field", "Subject: x\nno field\n\nbody"],
    ["with a first line that starts with a blank", " folded\nSubject: x\n\nbody"],
    ["with a blank before the colon", "Subject : x\n\nbody"],
    ["with a field name that is not ASCII", "Sübject: x\nSubject: y\n\nbody"],
    ["with a line that starts with a colon", "Subject: x\n: y\n\nbody"],
    ["with an mbox line", "From someone Mon Apr 5 1993\nSubject: x\n\nbody"],
    ["with an empty line before it", "\nSubject: x\n\nbody"],
    ["that is empty", ""],
    ["that has empty lines only", "\n\n\n"],
    ["that is a sentence", "I have a question: which oil?"],
  ])("takes a text %s as all body", (_, text) => {
    expect(parsed(text)).toEqual({ fields: {}, body: text });
  });

  it("keeps field names apart from the properties of objects", () => {
    const { fields } = parseMessage("Subject: x\n__proto__: y\nconstructor: z\n\n");
    expect([...fields.keys()]).toEqual(["subject", "__proto__", "constructor"]);
    expect(fields.get("__proto__")).toBe(" y");
  });
});
