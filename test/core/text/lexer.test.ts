/** The lexer against examples, and against regular expressions that say the same. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { characterClass, WORD as WORD_CLASS } from "../../../src/core/text/characters.js";
import { hashForm } from "../../../src/core/text/hash.js";
import { Lexer, MAX_FORM_BYTES } from "../../../src/core/text/lexer.js";

interface Form {
  readonly form: string;
  readonly isAddress: boolean;
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly hash: number;
}

function formsOf(text: string, lexer: Lexer = new Lexer()): Form[] {
  const forms: Form[] = [];
  lexer.open(text);
  while (lexer.next()) {
    const { isAddress, length, hash } = lexer;
    forms.push({
      form: lexer.form(),
      isAddress,
      bytes: lexer.bytes.slice(lexer.start, lexer.start + length),
      length,
      hash,
    });
  }
  return forms;
}

const wordsOf = (text: string): string[] => formsOf(text).map(({ form }) => form);
const addressesOf = (text: string): string[] =>
  formsOf(text)
    .filter(({ isAddress }) => isAddress)
    .map(({ form }) => form);

const WORD = /[\p{L}\p{N}\p{M}\p{Emoji_Presentation}]+/uy;
const ADDRESS =
  /[\p{L}\p{N}\p{M}\p{Emoji_Presentation}][\p{L}\p{N}\p{M}\p{Emoji_Presentation}.\-_+%!=&/~]*@[\p{L}\p{N}\p{M}\p{Emoji_Presentation}](?:[\p{L}\p{N}\p{M}\p{Emoji_Presentation}.\-_+%!=&/~@]*[\p{L}\p{N}\p{M}\p{Emoji_Presentation}])?/uy;

/** The text with U+FFFD for letters that this runtime knows and the pinned table does not. */
const withoutNewLetters = (text: string): string =>
  text.replace(/[^\P{L}A-Za-z]|[^\P{N}0-9]|[\p{M}\p{Emoji_Presentation}]/gu, (character) =>
    characterClass(new TextEncoder().encode(character), 0) === WORD_CLASS ? character : "\ufffd",
  );

/** The same cut by backtracking regular expressions: right, and slow on long texts. */
function reference(text: string): { form: string; isAddress: boolean }[] {
  const lower = withoutNewLetters(text).toLowerCase();
  const forms: { form: string; isAddress: boolean }[] = [];
  for (let at = 0; at < lower.length; ) {
    ADDRESS.lastIndex = at;
    WORD.lastIndex = at;
    const address = ADDRESS.exec(lower);
    const isAddress = address !== null && address[0].indexOf("@") <= MAX_FORM_BYTES;
    const found = isAddress ? address : WORD.exec(lower);
    if (found) forms.push({ form: found[0], isAddress });
    at += found ? found[0].length : String.fromCodePoint(lower.codePointAt(at)!).length;
  }
  return forms;
}

const pieces = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."abz09AZ@@@..-_+%!=&/~ \n'\"*") },
  {
    weight: 3,
    arbitrary: fc.constantFrom("é", "İ", "ΑΣ", "\u0301", "字", "ß", "½", "😀", "𝐀", "🇩🇪", "👩‍💻", "\ufeff"),
  },
  { weight: 1, arbitrary: fc.constantFrom("x".repeat(63), "ab".repeat(40), "é".repeat(32), "a.".repeat(32)) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
  { weight: 1, arbitrary: fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

describe("Lexer", () => {
  it("splits text into lower-case words of letters and digits, in order", () => {
    expect(wordsOf("Windows 3.1 on a 486DX-50!")).toEqual(["windows", "3", "1", "on", "a", "486dx", "50"]);
    expect(wordsOf("don't  comp.sys.ibm")).toEqual(["don", "t", "comp", "sys", "ibm"]);
    expect(wordsOf("snake_case a/b")).toEqual(["snake", "case", "a", "b"]);
  });

  it("keeps letters of all scripts, combining marks and emoji in words", () => {
    expect(wordsOf("naïve ÉTUDE Straße")).toEqual(["naïve", "étude", "straße"]);
    expect(wordsOf("cafe\u0301, кот; 東京")).toEqual(["cafe\u0301", "кот", "東京"]);
    expect(wordsOf("go🚀go 🚀")).toEqual(["go🚀go", "🚀"]);
    expect(wordsOf("𝐀𝐁 x")).toEqual(["𝐀𝐁", "x"]);
  });

  it("keeps the text around an @ together as one address", () => {
    expect(addressesOf("Mail Jane.Doe+news@cs.example.edu, or bob!uucp@host.")).toEqual([
      "jane.doe+news@cs.example.edu",
      "bob!uucp@host",
    ]);
    expect(wordsOf("(a@b)")).toEqual(["a@b"]);
    expect(addressesOf("<1993Apr5.1@host.com>")).toEqual(["1993apr5.1@host.com"]);
    expect(addressesOf("a@b@c")).toEqual(["a@b@c"]);
  });

  it("finds no address at an @ without word characters on both sides", () => {
    for (const text of ["a@", "a@ b", "@b", "a@.b", "a @b", "a@@", "@", "a,@b"]) {
      expect(addressesOf(text), text).toEqual([]);
    }
    expect(wordsOf("a@.b@c")).toEqual(["a", "b@c"]);
  });

  it("starts and ends an address with a word character", () => {
    expect(wordsOf("..a.@b.-")).toEqual(["a.@b"]);
    expect(wordsOf("x ~a@b~ y")).toEqual(["x", "a@b", "y"]);
  });

  it("begins an address at most 64 characters before its @", () => {
    const near = "a.".repeat(32);
    expect(formsOf(`${near}@b`).map(({ isAddress }) => isAddress)).toEqual([true]);
    expect(formsOf(`a.${near}@b`).map(({ isAddress }) => isAddress)).toEqual([false, true]);
    expect(wordsOf(`${"a".repeat(65)}@b`)).toEqual(["", "b"]);
  });

  it("finds no form in text without word characters", () => {
    for (const text of ["", " ", "\n\r\t", "--- ... !!!", "\ufeff", "\ud83d", "\ude00", "@@@"]) {
      expect(formsOf(text), JSON.stringify(text)).toEqual([]);
    }
  });

  it("ends a word at a lone surrogate", () => {
    expect(wordsOf("a\ud83db\ude00c")).toEqual(["a", "b", "c"]);
  });

  it(`gives a form of more than ${MAX_FORM_BYTES} bytes the length 0 and the form ""`, () => {
    const lengths = (text: string): number[] => formsOf(text).map(({ length }) => length);
    expect(lengths("a".repeat(64))).toEqual([64]);
    expect(lengths("a".repeat(65))).toEqual([0]);
    expect(lengths("é".repeat(32))).toEqual([64]);
    expect(lengths(`${"é".repeat(32)}a`)).toEqual([0]);
    expect(lengths(`a${"é".repeat(32)}`)).toEqual([0]);
    expect(lengths("𝐀".repeat(16))).toEqual([64]);
    expect(lengths(`${"𝐀".repeat(16)}𝐀`)).toEqual([0]);
    expect(wordsOf(`before ${"x".repeat(1000)} behind`)).toEqual(["before", "", "behind"]);
  });

  it("forgets the previous text when it opens another", () => {
    const lexer = new Lexer();
    lexer.open("one@two three");
    lexer.next();
    expect(formsOf("four", lexer).map(({ form, isAddress }) => [form, isAddress])).toEqual([["four", false]]);
    expect(lexer.next()).toBe(false);
    expect(lexer.next()).toBe(false);
  });

  it("agrees with a reference made of regular expressions on any text", () => {
    const lexer = new Lexer();
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(texts, (text) => {
        const forms = formsOf(text, lexer);
        const expected = reference(text);
        expect(forms.map(({ isAddress }) => isAddress)).toEqual(expected.map(({ isAddress }) => isAddress));
        expected.forEach(({ form }, i) => {
          const bytes = encoder.encode(form);
          const fits = bytes.length <= MAX_FORM_BYTES;
          expect(forms[i]!.form).toBe(fits ? form : "");
          expect(forms[i]!.bytes).toEqual(fits ? bytes : new Uint8Array());
          if (fits) expect(forms[i]!.hash).toBe(hashForm(bytes, 0, bytes.length));
        });
      }),
      // A capital of Unicode 16 whose lower case is an old letter, and a mark of Unicode 17.
      { numRuns: 2000, examples: [["\ua7cb"], ["a\ua7cbb"], ["a\u1acfb"]] },
    );
  });

  // Each text has about a million characters: work that grew with the square of that would not end within the time limit.
  it.each([
    ["one endless word", "a".repeat(1_000_000), 1, 0],
    ["@ alone", "@".repeat(1_000_000), 0, 0],
    ["words and @ by turns", "a@".repeat(500_000), 1, 1],
    ["words with an @ and no address", "a@ ".repeat(350_000), 350_000, 0],
    ["dotted words without @", "a.".repeat(500_000), 500_000, 0],
    ["dotted words before one @", `${"a.".repeat(500_000)}@b`, 500_000 - 32 + 1, 1],
    ["dotted words behind one @", `a@${"b.".repeat(500_000)}`, 1, 1],
    ["address after address", "a@b ".repeat(250_000), 250_000, 250_000],
    ["halves of surrogate pairs", "\ud83d".repeat(1_000_000), 0, 0],
    ["combining marks", "\u0301".repeat(1_000_000), 1, 0],
    ["punctuation of addresses", ".-_+%!=&/~".repeat(100_000), 0, 0],
  ])("is not slowed down by %s", (_, text, forms, addresses) => {
    const lexer = new Lexer();
    lexer.open(text);
    const seen = { forms: 0, addresses: 0 };
    while (lexer.next()) {
      seen.forms++;
      if (lexer.isAddress) seen.addresses++;
    }
    expect(seen).toEqual({ forms, addresses });
  });
});

describe("hashForm", () => {
  /** FNV-1a and MurmurHash3's fmix32 in whole numbers without bounds. */
  function referenceHash(bytes: Uint8Array): number {
    const U32 = 0xffffffffn;
    let hash = 0x811c9dc5n;
    for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x01000193n) & U32;
    hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & U32;
    hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) & U32;
    return Number(hash ^ (hash >> 16n));
  }

  it("is FNV-1a followed by the mixer of MurmurHash3", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(hashForm(bytes, 0, bytes.length)).toBe(referenceHash(bytes));
      }),
    );
  });

  it("reads only the bytes from start to end", () => {
    const bytes = new TextEncoder().encode("xxwordyy");
    expect(hashForm(bytes, 2, 6)).toBe(referenceHash(new TextEncoder().encode("word")));
  });
});
