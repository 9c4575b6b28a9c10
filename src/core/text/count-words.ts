/** Word counts: a text → how many words a model reads in it, known or not. */

import { Lexer } from "./lexer.js";
import type { Text } from "./message.js";
import { partsOf } from "./terms.js";

/** One for all texts: to make one takes longer than to read a short text. */
const lexer = new Lexer();

/** Counts the words of a text as often as they stand in it: those of the subject and the body of a message, otherwise all. */
export function countWords(text: Text): number {
  let words = 0;
  for (const part of partsOf(text)) {
    lexer.open(part.text);
    while (lexer.next()) words++;
  }
  return words;
}
