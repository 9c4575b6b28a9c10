/** Folding: which spellings are the same, on any runtime, and in time that grows with the text. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointClasses, UNASSIGNED } from "../../../src/core/text/characters.js";
import { fold } from "../../../src/core/text/fold.js";

/** Requires that all of these spellings become `folded`. */
function expectFolded(folded: string, ...spellings: string[]): void {
  for (const spelling of [folded, ...spellings]) expect(fold(spelling), JSON.stringify(spelling)).toBe(folded);
}

describe("fold makes one of", () => {
  it("composed and decomposed letters (UAX #15, figures 3 and 4)", () => {
    expectFolded("å", "\u00c5", "\u212b", "A\u030a");
    expectFolded("ω", "\u2126", "\u03a9");
    expectFolded("ô", "\u00f4", "o\u0302", "\u00d4");
    // Two marks, in any order that means the same, and in each step of composition.
    expectFolded("ṩ", "\u1e69", "s\u0323\u0307", "s\u0307\u0323", "\u1e61\u0323", "Ṩ");
    expectFolded("crème brûlée", "cre\u0300me bru\u0302le\u0301e", "CRÈME BRÛLÉE");
    expectFolded("가", "\uac00", "\u1100\u1161");
    expectFolded("각", "\uac01", "\u1100\u1161\u11a8", "\uac00\u11a8");
  });

  it("compatibility forms (UAX #15, figures 2 and 6)", () => {
    expectFolded("fi", "\ufb01", "FI");
    expectFolded("25", "2\u2075", "２５");
    expectFolded("ṡ", "\u1e9b", "\u017f\u0307");
    expectFolded("ffl ffi st", "ﬄ ﬃ ﬆ");
    expectFolded("free!", "ＦＲＥＥ！");
    expectFolded("a1", "𝐀𝟏", "𝕬𝟙", "Ⓐ①");
    expectFolded("m2 x3", "m² x³");
    expectFolded("h2o", "H₂O");
    expectFolded("ガーデン", "ｶﾞｰﾃﾞﾝ");
    expectFolded("パ", "ﾊﾟ", "ハ\u309a");
    // The isolated form of U+FDF2 is four letters, and a shadda and a small alef, which are left out.
    expectFolded("الله", "\ufdf2");
    expectFolded("مدرسة", "\ufee3\ufeaa\ufead\ufeb3\ufe94");
  });

  it("upper and lower case (CaseFolding.txt, statuses C and F)", () => {
    expectFolded("strasse", "Straße", "STRASSE", "STRAẞE", "straſſe");
    expectFolded("ʼn", "\u0149");
    expectFolded("ǰ", "\u01f0", "J\u030c");
    expectFolded("dž", "\u01c4", "\u01c5", "\u01c6");
    expectFolded("եւ", "\u0587", "ԵՒ");
    expectFolded("k", "\u212a", "K");
    expectFolded("ꭰ", "\u13a0");
    expectFolded("ⴀ", "\u10a0");
    expectFolded("𐐨", "\u{10400}");
    expectFolded("ӏ", "\u04c0");
  });

  it("the dotted and the dotless i of Turkish, which English readers do not tell apart", () => {
    expectFolded("istanbul", "İstanbul", "ISTANBUL", "ıstanbul", "I\u0307stanbul", "i\u0307stanbul", "ı\u0307stanbul");
    expectFolded("diyarbakir", "Diyarbakır", "DİYARBAKIR");
  });

  it("Greek words in capitals and with accents, and both forms of sigma", () => {
    expectFolded("αγωνασ ποδοσφαιρο", "ΑΓΩΝΑΣ ΠΟΔΟΣΦΑΙΡΟ", "αγώνας ποδόσφαιρο", "Αγώνας Ποδόσφαιρο");
    expectFolded("σισυφοσ", "ΣΊΣΥΦΟΣ", "Σίσυφος");
    expectFolded("μαιοσ", "Μάϊος", "ΜΑΪΟΣ", "μα\u03b9\u0308ος");
    // Polytonic: breathings, a circumflex, an iota below.
    expectFolded("τη ωδη", "τῇ ᾠδῇ", "τη\u0342\u0345 ω\u0314\u0345δη\u0342\u0345");
    expectFolded("μ", "\u00b5", "\u039c");
  });

  it("Arabic words with and without vowels, doublings and stretched lines", () => {
    expectFolded("كتاب مدرسة", "كِتَابٌ مَدْرَسَة", "كـتـاب مـدرسة", "كــتــاب مدرســة");
    expectFolded("محمد", "مُحَمَّد");
    expectFolded("هذا", "هٰذا");
    // A madda and a hamza are letters' own.
    expectFolded("قرآن", "قرا\u0653ن");
    expect(fold("سأل")).not.toBe(fold("سال"));
  });

  it("Hebrew words with and without points", () => {
    expectFolded("שלום", "שָׁלוֹם", "ש\u05c1\u05b8לו\u05b9ם", "\ufb2aלום");
    expectFolded("בראשית", "בְּרֵאשִׁ֖ית");
  });

  it("Cyrillic words with and without stress, and ё and е; й, ї and ў stay", () => {
    expectFolded("замок", "за\u0301мок", "замо\u0301к", "ЗА\u0301МОК");
    expectFolded("еще", "ещё", "ЕЩЁ", "еще\u0308", "ещё\u0301", "ѐще");
    expectFolded("мой", "МОЙ", "мои\u0306");
    expectFolded("їжа", "ЇЖА", "і\u0308жа", "ї\u0301жа");
    expectFolded("ў", "у\u0306");
    expect(new Set(["и", "й", "і", "ї"].map((letter) => fold(letter))).size).toBe(4);
  });

  it("words with and without characters that are not shown", () => {
    // Soft hyphen, zero-width space, non-joiner, joiner and no-break space, word joiner, directions, variation selectors, Hangul fillers.
    for (const unseen of "\u00ad\u200b\u200c\u200d\ufeff\u2060\u200e\u200f\u202a\u202e\u2066\u2069\ufe0e\ufe0f\u{e0100}\u3164\u115f\u034f") {
      expectFolded("engine", `eng${unseen}ine`, `${unseen}engine${unseen}`, `eng${unseen.repeat(3)}ine`);
      expectFolded("été", `e${unseen}\u0301te${unseen}\u0301`);
    }
  });

  it("words that a PDF divides at the end of a line", () => {
    expectFolded("an engine", "an en\u00ad\ngine", "an en\u00ad \r\n  gine");
  });

  it("emoji with and without a skin tone, a variation selector or a joiner", () => {
    expectFolded("👍", "👍🏽", "👍🏿");
    expectFolded("❤☹", "❤️☹️", "❤\ufe0e☹\ufe0e");
    expectFolded("👩💻", "👩‍💻", "👩🏾‍💻");
    expectFolded("1", "1️⃣");
  });
});

describe("fold", () => {
  it("keeps marks that make another letter", () => {
    for (const text of ["naïve", "señor", "łódź", "åäö", "garçon", "हिन्दी", "ไทย", "ガ"]) expectFolded(text);
    expect(fold("schon")).not.toBe(fold("schön"));
  });

  it("parts words at a trade mark, and at an accent that stands alone", () => {
    expectFolded("java  x", "Java™ x", "JAVA℠ X");
    // Decomposed, an accent alone is a blank with a mark; the mark is no word.
    expectFolded("a b", "a´b", "a¨b", "a¯b", "a¸b", "a\u02d8b", "a\u037ab", "a\u1fbdb");
  });

  it("does to ASCII what lower-casing does", () => {
    const ascii = Array.from({ length: 0x80 }, (_, unit) => String.fromCharCode(unit)).join("");
    expect(fold(ascii)).toBe(ascii.toLowerCase());
  });

  it("takes a quick way for texts like Western European ones, which comes to the same", () => {
    // No text with a Z with caron takes it: followed by one, each character goes the long way.
    const differing = characters()
      .filter((character) => fold(`${character} ž`) !== `${fold(character)} ž`)
      .map((character) => character.codePointAt(0)!.toString(16));
    // A no-break space is as good as a blank, for both separate words.
    expect(differing).toEqual(["a0"]);
    for (const text of ["éa", "e’", "ÿn", "·l", "ñ\ufffd", "«c", "\u00a0d"]) {
      expect(fold(`${text} ž`)).toBe(`${fold(text).replace("\u00a0", " ")} ž`);
    }
  });

  const known = fc
    .integer({ min: 0, max: 0x1ffff })
    .filter((point) => (point < 0xd800 || point > 0xdfff) && pointClasses()[point] !== UNASSIGNED)
    .map((point) => String.fromCodePoint(point));
  const telling = fc.constantFrom(
    ...[..."aIiıİsſßẞΣσςΆάωᾳᾼЕеёЁйЙїІ ´¨½²ªŉǰΐﬁﷺ가ㅏㅎかガﾞﾟｶאשּـلآأⓐ𝐀👍🏽❤ࣰྴ"],
    ...[
      ..."\u0300\u0301\u0304\u0307\u0308\u0316\u0323\u0327\u0345\u0342\u034f\u00ad\u200d\ufe0f\u064b\u0651\u05b0\u3099",
    ],
    ...[..."\u1100\u1161\u11a8\u115f\u0e33\u0eb3\u0f71\u0f72\u0f73\u0fb2\u17d2\u1c82\u{1d15e}"],
  );
  const texts = fc
    .array(fc.oneof({ weight: 3, arbitrary: telling }, { weight: 1, arbitrary: known }), { maxLength: 12 })
    .map((parts) => parts.join(""))
    .filter((text) => !/[\u2120\u2122]/.test(text));
  const FORMS = ["NFC", "NFD", "NFKC", "NFKD"] as const;
  const examples: [string][] = ["ё\u0301", "ı\u0307", "\u0345\u00ad\u0316", "ά\u0742\u034f\u0327", "\u1c82\u0300"].map(
    (text) => [text],
  );

  it("changes nothing in what is folded", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 3000, examples },
    );
  });

  it("gives the same for all normal forms of a text", () => {
    const plain = (text: string): string => fold(text).replaceAll("\u00a0", " ");
    fc.assert(
      fc.property(texts, (text) => {
        for (const form of FORMS) expect(plain(text.normalize(form)), form).toBe(plain(text));
      }),
      { numRuns: 3000, examples },
    );
  });

  it("gives the same for each letter and its capital, with the exception of the iota below", () => {
    const strangers = characters().filter((character) => {
      const others = [character.toUpperCase(), character.toLowerCase()].filter((other) => isKnown(other));
      return others.some((other) => fold(other) !== fold(character));
    });
    // The capital of ᾳ is ΑΙ (SpecialCasing.txt); as a mark it is left out, as modern Greek leaves it out.
    for (const character of strangers) expect(character.normalize("NFD")).toContain("\u0345");
  });

  it("turns characters that came after its Unicode version into U+FFFD, whether the runtime knows them or not", () => {
    // U+A7CB came with Unicode 16 and lowers to U+0264, which is old; U+16EA0 with 17. U+FFFD stands for each UTF-16 unit.
    expectFolded("a\ufffdb", "a\ua7cbb", "A\ua7cbB");
    expectFolded("\ufffd\ufffdx", "\u{16ea0}X");
    expectFolded("ɤ", "\u0264");
    // U+1ACF, a mark of 17, would be ordered with the others where it is known.
    expectFolded("a\ufffdạ", "a\u1acfa\u0323", "A\u1acfẠ");
  });

  it("takes halves of surrogate pairs as they are", () => {
    expect(fold("É\ud83dÉ\ude00É")).toBe("é\ud83dé\ude00é");
  });

  // Each text has about half a million characters: to order so many marks at once would not end within the time limit.
  it.each([
    ["marks of two classes by turns", `a${"\u0301\u0316".repeat(250_000)}`],
    [
      "the same behind each other, with a soft hyphen after every 30",
      `a${`${"\u0316".repeat(15)}${"\u0301".repeat(15)}\u00ad`.repeat(16_000)}`,
    ],
    ["the same with a dropped character between any two", `a${"\u0301\u00ad\u0316\u200b".repeat(125_000)}`],
    ["the same with points between that are left out", `a${"\u0301\u05b0\u0316\u064b".repeat(125_000)}`],
    ["half-width sound marks, which decompose to marks", `か${"ﾞ\u0316\u0301".repeat(170_000)}`],
    ["marks on Greek", `Ω${"\u0301\u0316".repeat(250_000)}`],
    ["marks behind blanks", " \u0301\u0316".repeat(170_000)],
    ["ligatures of eighteen letters", "\ufdfa".repeat(170_000)],
    ["unknown characters", "\ua7cbé".repeat(250_000)],
    ["trade marks", "™".repeat(500_000)],
    ["conjoining jamo", "\u1100\u1161\u11a8".repeat(170_000)],
  ])("is not slowed down by %s", (_, text) => {
    const folded = fold(text);
    expect(folded.length).toBeLessThanOrEqual(18 * text.length);
    expect(fold(folded)).toBe(folded);
  });

  /** All characters that the table knows. */
  function characters(): string[] {
    const classes = pointClasses();
    return Array.from({ length: 0x110000 }, (_, point) => point)
      .filter((point) => (point < 0xd800 || point > 0xdfff) && classes[point] !== UNASSIGNED)
      .map((point) => String.fromCodePoint(point));
  }

  function isKnown(text: string): boolean {
    return [...text].every((character) => pointClasses()[character.codePointAt(0)!] !== UNASSIGNED);
  }
});
