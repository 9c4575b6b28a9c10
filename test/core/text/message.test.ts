/** Messages: what is a header and what is not. */

import { describe, expect, it } from "vitest";
import { parseMessage } from "../../../src/core/text/message.js";

describe("parseMessage", () => {
  it("splits header and body at the first empty line", () => {
    expect(parseMessage("From: a@b\nSubject: Oil\n\nWhich oil?\n\nThanks\n")).toEqual({
      subject: " Oil",
      body: "Which oil?\n\nThanks\n",
    });
  });

  it("reads CRLF line ends like LF", () => {
    expect(parseMessage("From: a@b\r\nSubject: Oil\r\n\r\nWhich\r\noil?")).toEqual({
      subject: " Oil",
      body: "Which\r\noil?",
    });
  });

  it("treats a line of blanks as empty", () => {
    expect(parseMessage("Subject: Oil\n \t \nbody").body).toBe("body");
  });

  it("finds the subject in any case of its name, and starts it after the first colon", () => {
    expect(parseMessage("SUBJECT:re: x\nX-Some_Thing!: y\n\n")).toEqual({ subject: "re: x", body: "" });
    expect(parseMessage("Subjects: x\nSubjec: y\nFrom: z\n\n").subject).toBe("");
  });

  it("appends following lines that start with a blank to the subject", () => {
    expect(parseMessage("Subject: an\n  old\n\tengine\nFrom: x\n y\n\nbody").subject).toBe(" an\n  old\n\tengine");
    expect(parseMessage("From: x\nSubject: old\r\n car\r\n\r\nbody").subject).toBe(" old\r\n car");
    expect(parseMessage("Subject: old\n car").subject).toBe(" old\n car");
  });

  it("joins several subjects", () => {
    expect(parseMessage("Subject: a\nsubject: b\nFrom: x\nSUBJECT: c\n\n").subject).toBe(" a\n b\n c");
  });

  it("treats a text of fields without an empty line as a header without a body", () => {
    expect(parseMessage("Subject: Oil")).toEqual({ subject: " Oil", body: "" });
    expect(parseMessage("From: x\nSubject:")).toEqual({ subject: "", body: "" });
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
    expect(parseMessage(text)).toEqual({ subject: "", body: text });
  });

  it("treats __proto__, constructor and similar names like any other field", () => {
    expect(parseMessage("Subject: x\n__proto__: y\nconstructor: z\n\nbody")).toEqual({ subject: " x", body: "body" });
  });
});
