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

  it("reads the line ends CR CR LF, and CR of old Macs", () => {
    expect(parseMessage("From: a@b\r\r\nSubject: Oil\r\r\n\r\r\nWhich oil?")).toEqual({
      subject: " Oil",
      body: "Which oil?",
    });
    expect(parseMessage("From: a@b\rSubject: Oil\r\rWhich\roil?")).toEqual({ subject: " Oil", body: "Which\roil?" });
  });

  it("takes a line of blanks alone for the continuation of a field", () => {
    const header = "From: a@b\nSubject: Oil\n \t \nDate: Monday\n";
    expect(parseMessage(`${header}\nbody`)).toEqual({ subject: " Oil\n \t ", body: "body" });
    expect(parseMessage(`${header.replace(" \t \n", "\t\r\n")}\nbody`).subject).toBe(" Oil\n\t");
  });

  it("takes it for the end of a header that has no other", () => {
    expect(parseMessage("Subject: Oil\n \t \nbody").body).toBe("body");
    expect(parseMessage("From: a\nSubject: b\nDate: c\n \nHello,\nNote: this\nis it\n\nBye").body).toBe(
      "Hello,\nNote: this\nis it\n\nBye",
    );
    expect(parseMessage("From: a\nSubject: b\n \n Hello\nLines: 1\n\n\n").body).toBe(" Hello\nLines: 1\n\n\n");
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

  it("keeps a subject without a body", () => {
    expect(parseMessage("Subject: Oil")).toEqual({ subject: " Oil", body: "" });
    expect(parseMessage("From: x\nSubject: Oil\nOrganization: y\n\n\n").subject).toBe(" Oil");
  });

  it.each([
    "From: goalie who stopped every shot",
    "From: counter 4\nProblem: keyboard broken, a key fell off",
    "Subject: printer\nProblem: keyboard broken",
    "Subject: Oil",
    "From: a\nSubject: b\nDate: c",
    "From: x\nSubject:",
  ])("does not mind how many line ends come last: %j", (text) => {
    const { subject, body } = parseMessage(text);
    expect(subject + body).not.toBe("");
    for (const end of ["\n", "\r\n", "\n\n", "\n \n"]) {
      const ended = parseMessage(text + end);
      expect(ended.subject).toBe(subject);
      expect(ended.body.trim()).toBe(body);
    }
  });

  describe("passes over", () => {
    const header = "From: a@b\nSubject: Oil\nDate: Mon, 5 Apr 1993 18:01:16 GMT";
    const message = { subject: " Oil", body: "Which oil?" };
    it.each([
      ["the line of an mbox", `From a@b  Mon Apr  5 18:01:16 1993\n${header}`],
      ["a quoted line of an mbox before the header", `>From relay!a Mon Apr  5 18:01:16 1993\n${header}`],
      ["one within it", header.replace("Date", ">From relay!a Mon Apr  5 18:01:16 1993\nDate")],
      ["empty lines before it", `\n \n\n${header}`],
      ["a byte order mark", `\ufeff${header}`],
      ["the rest of a field that was cut off", ` relay.example.net!a\n\tb!c\n${header}`],
      ["a line that lost its blank", header.replace("Date", "References: <1@x>\n<2@x>\nDate")],
      ["blanks before a colon", header.replaceAll(":", " \t:").replace(" \t:01 \t:", ":01:")],
      ["U+2028 in a field", header.replace("Mon", "\u2028\u2029\u0085Mon")],
    ])("%s", (_, before) => {
      expect(parseMessage(`${before}\n\nWhich oil?`)).toEqual(message);
    });
  });

  it("adds a line that lost its blank to the subject that it continues", () => {
    expect(parseMessage("From: a\nSubject: old\nengine\nDate: b\n\nbody").subject).toBe(" old\nengine");
  });

  it("begins the body where a header of known fields ends, without an empty line too", () => {
    expect(parseMessage("From: a\nSubject: b\nDate: c\nHello there,\nwhich oil?").body).toBe(
      "Hello there,\nwhich oil?",
    );
  });

  it.each(["Message-ID: <1@x>", "Return-Path: <a@b>", "MIME-Version: 1.0"])(
    "knows a message without From and Subject by %s",
    (field) => {
      expect(parseMessage(`Date: 5 Apr 1993\n${field}\n\nWhich oil?`)).toEqual({ subject: "", body: "Which oil?" });
    },
  );

  it.each([
    ["without From and Subject", "Note: bring oil\nTo: x\n\nbody"],
    ["with a line that is no field among few", "Subject: x\nno field\n\nbody"],
    ["with a field name that is not ASCII", "Sübject: x\nSubject: y\n\nbody"],
    ["with a line that starts with a colon", "Subject: x\n: y\n\nbody"],
    ["with fields that mail has not", "Name: Pat\nSubject: printer\nMessage: it jams\n\nRegards"],
    ["whose first paragraph is indented", "  Hi there\n\nFrom: a\nSubject: b\n\nbody"],
    ["whose first line is indented, of one field", " folded\nSubject: x\n\nbody"],
    ["that begins with From and no date", "From my point of view\nSubject: x\n\nbody"],
    ["that is empty", ""],
    ["that has empty lines only", "\n\n\n"],
    ["that is a sentence", "I have a question: which oil?"],
  ])("takes a text %s as all body", (_, text) => {
    expect(parseMessage(text)).toEqual({ subject: "", body: text });
  });

  it("treats __proto__, constructor and similar names like any other field", () => {
    const header = "Subject: x\nFrom: a\nDate: b\n__proto__: y\nconstructor: z";
    expect(parseMessage(`${header}\n\nbody`)).toEqual({ subject: " x", body: "body" });
  });
});
