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
    expect(contentOf(MESSAGE)).toBe(sha256("7: brakes19:The brakes squeal.\n").slice(0, 16));
    expect(wholeOf(MESSAGE)).toBe(sha256(MESSAGE).slice(0, 8));
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
    ["the subject", MESSAGE.replace("Subject: brakes", "Subject: Brakes")],
    ["the body", MESSAGE.replace("squeal.", "squeal!")],
    ["the end of the body", `${MESSAGE}\n`],
    ["a word from the subject into the body", MESSAGE.replace("brakes\n", "\n").replace("The", "brakesThe")],
    ["the subject into the body, without a header", "brakesThe brakes squeal.\n"],
  ])("distinguishes a message by %s", (_, other) => {
    expect(contentOf(other)).not.toBe(contentOf(MESSAGE));
  });
});
