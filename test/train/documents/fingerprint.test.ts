/** Fingerprints: which differences between two documents count, and which do not. */

import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../../../src/train/documents/fingerprint.js";
import { sha256 } from "../../support/digest.js";

const hex = (number: number): string => number.toString(16).padStart(8, "0");

const contentOf = (text: string): string => {
  const { high, low } = fingerprintOf(text);
  return hex(high) + hex(low);
};
const wholeOf = (text: string): string => hex(fingerprintOf(text).whole);

const MESSAGE = "From: ada@example.org\nSubject: brakes\nLines: 1\n\nThe brakes squeal.\n";

describe("fingerprintOf", () => {
  it("begins with the hash of subject and body, and ends with that of the whole text", () => {
    expect(contentOf(MESSAGE)).toBe(sha256("6:brakes18:The brakes squeal.").slice(0, 16));
    expect(wholeOf(MESSAGE)).toBe(sha256(MESSAGE.trim()).slice(0, 8));
  });

  it("takes a text without a header for a body", () => {
    expect(contentOf("The brakes squeal.")).toBe(sha256("0:18:The brakes squeal.").slice(0, 16));
    expect(contentOf("")).toBe(sha256("0:0:").slice(0, 16));
  });

  it("gives a message that was posted with other fields the same content, but another whole", () => {
    const again = MESSAGE.replace("ada@example.org", "bob@example.org").replace("Lines: 1\n", "");
    expect(contentOf(again)).toBe(contentOf(MESSAGE));
    expect(wholeOf(again)).not.toBe(wholeOf(MESSAGE));
  });

  it.each([
    ["line ends", MESSAGE.replaceAll("\n", "\r\n")],
    ["line ends that were doubled in transport", MESSAGE.replaceAll("\n", "\r\r\n")],
    ["blanks at the end", `${MESSAGE} \n\n`],
    ["a missing line end", MESSAGE.trimEnd()],
  ])("is the same for a text with other %s", (_, other) => {
    expect(fingerprintOf(other)).toEqual(fingerprintOf(MESSAGE));
  });

  it("takes no longer for returns without line feeds", () => {
    const start = performance.now();
    fingerprintOf("\r".repeat(100_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each([
    ["the subject", MESSAGE.replace("Subject: brakes", "Subject: Brakes")],
    ["the body", MESSAGE.replace("squeal.", "squeal!")],
    ["a word from the subject into the body", MESSAGE.replace("brakes\n", "\n").replace("The", "brakesThe")],
    ["the subject into the body, without a header", "brakesThe brakes squeal.\n"],
  ])("distinguishes a message by %s", (_, other) => {
    expect(contentOf(other)).not.toBe(contentOf(MESSAGE));
  });
});
