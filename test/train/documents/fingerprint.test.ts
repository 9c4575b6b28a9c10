/** Fingerprints: which differences between two documents count, and which do not. */

import { describe, expect, it } from "vitest";
import type { Text } from "../../../src/core/text/message.js";
import { parseMessage } from "../../../src/core/text/message.js";
import { fingerprintOf, normalText } from "../../../src/train/documents/fingerprint.js";
import { sha256 } from "../../support/digest.js";

const identityOf = (text: Text): string => {
  const { high, low, last } = fingerprintOf(normalText(text));
  return [high, low, last].map((number) => number.toString(16).padStart(8, "0")).join("");
};

const MESSAGE = "From: ada@example.org\nSubject: brakes\nLines: 1\n\nThe brakes squeal.\n";

describe("fingerprintOf", () => {
  it("begins as the SHA-256 of the text without the blanks around it", () => {
    expect(identityOf(MESSAGE)).toBe(sha256(MESSAGE.trim()).slice(0, 24));
    expect(identityOf(" The brakes squeal. ")).toBe(sha256("The brakes squeal.").slice(0, 24));
    expect(identityOf("")).toBe(sha256("").slice(0, 24));
  });

  it.each([
    ["line ends", MESSAGE.replaceAll("\n", "\r\n")],
    ["line ends that were doubled in transport", MESSAGE.replaceAll("\n", "\r\r\n")],
    ["blanks at the end", `${MESSAGE} \n\n`],
    ["empty lines before it", `\r\n\n${MESSAGE}`],
    ["blanks before it", ` \t${MESSAGE}`],
    ["a missing line end", MESSAGE.trimEnd()],
  ])("is the same for a text with other %s", (_, other) => {
    expect(identityOf(other)).toEqual(identityOf(MESSAGE));
  });

  it.each([
    ["another field", MESSAGE.replace("ada@example.org", "bob@example.org")],
    ["the subject", MESSAGE.replace("Subject: brakes", "Subject: Brakes")],
    ["the body", MESSAGE.replace("squeal.", "squeal!")],
    ["a word from the subject into the body", MESSAGE.replace("brakes\n", "\n").replace("The", "brakesThe")],
    ["the subject into the body, without a header", "brakesThe brakes squeal.\n"],
  ])("distinguishes a message by %s", (_, other) => {
    expect(identityOf(other)).not.toBe(identityOf(MESSAGE));
  });

  it("takes a body without a header for the text that it is", () => {
    expect(identityOf({ subject: "", body: "The brakes squeal.\n" })).toBe(identityOf("The brakes squeal."));
  });

  it.each<Text>([
    { subject: "", body: MESSAGE },
    { subject: "brakes", body: "The brakes squeal." },
    { subject: "", body: "brakesThe brakes squeal." },
  ])("distinguishes %j, which is counted otherwise, from a message and from the others", (text) => {
    expect(identityOf(text)).not.toBe(identityOf(MESSAGE));
    expect(identityOf(text)).not.toBe(identityOf({ subject: "brakesThe", body: "brakes squeal." }));
  });

  it("takes no longer for returns without line feeds", () => {
    const start = performance.now();
    identityOf("\r".repeat(100_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("normalText", () => {
  it("leaves a header a header that begins with the rest of a field that was cut off", () => {
    const cut = `\n  example.org!other.org\n${MESSAGE}`;
    const normal = normalText(cut);
    expect(normal).toBe(` ${cut.trim()}`);
    expect(parseMessage(normal as string).subject.trim()).toBe("brakes");
    expect(normalText(normal)).toBe(normal);
  });

  it("takes blanks before any other text away", () => {
    expect(normalText("  a note\n")).toBe("a note");
  });
});
