/** A vocabulary that numbers forms in the order in which they come: the plain twin of `WordReader`. */

import { Lexer } from "../../src/core/text/lexer.js";
import { UNKNOWN_WORD, type Vocabulary } from "../../src/core/text/terms.js";

export class NumberedForms implements Vocabulary {
  readonly numbers: Map<string, number> = new Map();

  find(lexer: Lexer): number {
    if (lexer.length === 0) return UNKNOWN_WORD;
    const form = lexer.form();
    const number = this.numbers.get(form) ?? this.numbers.size;
    this.numbers.set(form, number);
    return number;
  }
}

/** Tokens by the lexer and a Map: 0 for a gap. */
export function plainTokens(texts: readonly string[], forms: NumberedForms = new NumberedForms()): number[] {
  const lexer = new Lexer();
  return texts.flatMap((text) => {
    const tokens: number[] = [];
    for (lexer.open(text); lexer.next(); ) tokens.push(1 + forms.find(lexer));
    return tokens;
  });
}
