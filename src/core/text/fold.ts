/** Folding: the spellings of a word that mean the same → one, so that they are the same word. */

import { pointClasses, UNASSIGNED } from "./characters.js";

/**
 * Matches texts beyond ASCII for which lower case is all there is to fold: Western European ones, mostly. Each of these characters is
 * either a small letter that stays as it is, or separates words before and after.
 */
const ONLY_LOWER_CASE =
  /^[\0-\u00a7\u00a9\u00ab-\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf\u00d7\u00e0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u20ac\ufffd]*$/;

/** Trade mark and service mark: decomposed, they would be letters of the word before. */
const MARKS_OF_TRADE = /[\u2120\u2122]/g;

/**
 * A run of marks is cut here: to order a longer one takes time with the square of its length (UAX #15, Stream-Safe Text). The sound marks
 * of half-width kana are letters, and decompose to marks.
 */
const MAX_MARKS = 30;
/** Bounded, as below, because a match of millions of characters overflows the stack of regular expressions. */
const TOO_MANY_MARKS = new RegExp(`([\\p{M}\\uff9e\\uff9f]{${MAX_MARKS}})[\\p{M}\\uff9e\\uff9f]{1,10000}`, "gu");

/** A word of a PDF that is divided at the end of a line. */
const DIVIDED = /\u00ad[ \t]{0,20}\r?\n[ \t]{0,100}/g;

/**
 * Characters without a meaning of their own: those that are not shown (Default_Ignorable_Code_Point in Unicode 15.0: soft hyphens, zero
 * widths, directions, variation selectors), skin tones and keycaps of emoji, and what only stretches a word (tatweel). And points that
 * Arabic and Hebrew leave out as a rule: vowels, doublings, cantillation. And the iota below a Greek letter, which would become a letter.
 */
const DROPPED = new RegExp(
  `[${[
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f",
    "\\ufeff\\uffa0\\ufff0-\\ufff8\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}",
    "\\u{1f3fb}-\\u{1f3ff}\\u20e3",
    "\\u0345\\u0640",
    "\\u0610-\\u061a\\u064b-\\u0652\\u0656-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u08ca-\\u08e1\\u08e3-\\u08ff",
    "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7",
  ].join("")}]{1,10000}`,
  "gu",
);

/**
 * Marks that a language leaves out at will, behind their letters: all over Greek ones (capitals have none), stress over Cyrillic vowels,
 * the dots of ё, the dot of a small i. Behind a blank stands what an accent alone decomposes to.
 */
const OPTIONAL_MARKS =
  /([\u0370-\u03ff ])\p{M}+|([аиоуыэюяі]\u0308?)[\u0300\u0301]+|(е)[\u0300\u0301\u0308]+|(i)\u0307+/gu;

/**
 * Folds text: compatibility forms, case, marks that may be missing, and characters that are not shown (Unicode's NFKC_Casefold, and a
 * little more). Both the dotted and the dotless i become i. A text in ASCII is only lower-cased.
 *
 * It gives the same on every runtime. Runtimes know different versions of Unicode, so each character that the table of classes does not
 * know becomes U+FFFD first, once for each UTF-16 unit. For all others Unicode promises that neither case folding nor normalisation ever
 * changes (Character Encoding Stability Policies).
 *
 * @param lower the text in lower case, if it is known.
 */
export function fold(text: string, lower: string = text.toLowerCase()): string {
  if (ONLY_LOWER_CASE.test(lower)) return lower;
  const joined = onlyAssigned(text).replace(DIVIDED, "");
  const decomposed = withFewMarks(joined.replace(MARKS_OF_TRADE, " ")).normalize("NFKD");
  // What was dropped may have stood between two runs of marks.
  const bare = withFewMarks(decomposed.replace(DROPPED, ""));
  // By way of capitals: ß becomes ss there, and ı becomes I. Capital ẞ has to be small first.
  const folded = bare.toLowerCase().toUpperCase().toLowerCase();
  return folded.replace(OPTIONAL_MARKS, "$1$2$3$4").replaceAll("ς", "σ").normalize("NFC");
}

function onlyAssigned(text: string): string {
  const classes = pointClasses();
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    const point = text.codePointAt(at)!;
    if (classes[point] === UNASSIGNED)
      return text.replace(/[^\0-\x7f]/gu, (character) =>
        classes[character.codePointAt(0)!] === UNASSIGNED ? "\ufffd".repeat(character.length) : character,
      );
    if (point > 0xffff) at++;
  }
  return text;
}

/** Leaves {@link MAX_MARKS} of any run of marks. */
function withFewMarks(text: string): string {
  const fewer = text.replace(TOO_MANY_MARKS, "$1");
  return fewer.length === text.length ? text : withFewMarks(fewer);
}
