/** HTML → the text that its reader sees. */

import { Tokenizer } from "htmlparser2";

/** Elements whose content is not shown. */
const UNSEEN = setOf("style script title template iframe noframes noembed object applet svg math datalist");
/** Elements that begin a line of their own, and what divides the cells of a table. */
const BLOCKS = setOf(
  "address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure",
  "footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre section",
  "select summary table tbody td tfoot th thead title tr ul",
);
/** Elements without content: they have no end tag. */
const VOID = setOf("area base basefont bgsound br col embed frame hr img input link meta param source track wbr");
/** Elements whose end tag ends those that are open in them. */
const ENCLOSING = setOf("body center div html table tbody td th tr ul ol blockquote section article");
/** Elements that end where the next of their kind begins. */
const UNENDED = setOf("p li td th tr dt dd option");

const HIDDEN_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:max-height|opacity)\s*:\s*0(?:px)?\s*(?:[;!]|$)/i;

/**
 * Returns what a reader sees of HTML: no tags, comments, styles or scripts, nothing that is hidden, no addresses of links and pictures. Blocks
 * and cells are lines of their own; tags within a word do not divide it (`<b>h</b>ello`). Takes any HTML, and time in proportion to its
 * length.
 */
export function htmlToText(html: string): string {
  const reader = new HtmlReader(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return reader.text;
}

/** Collects text from the tokens of HTML. */
class HtmlReader {
  text = "";
  readonly #html: string;
  #isLineStart = true;
  #tag = "";
  #attribute = "";
  /** The value of the attribute `style`. */
  #value = "";
  /** Whether the current tag begins what is not shown. */
  #isHiding = false;
  /** The element that hides what is read now; "" if none does. */
  #hidden = "";
  /** Elements that are open in it, with their number. */
  readonly #open = new Map<string, number>();

  constructor(html: string) {
    this.#html = html;
  }

  ontext(start: number, end: number): void {
    this.#add(this.#html.slice(start, end));
  }

  ontextentity(point: number): void {
    this.#add(String.fromCodePoint(point));
  }

  #add(text: string): void {
    if (this.#hidden !== "" || (this.#isLineStart && text.trim() === "")) return;
    this.text += text;
    this.#isLineStart = false;
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#isHiding = UNSEEN.has(this.#tag);
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase();
    this.#value = "";
    if (this.#attribute === "hidden") this.#isHiding = true;
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute === "style") this.#value += this.#html.slice(start, end);
  }

  onattribend(): void {
    if (this.#attribute === "style" && HIDDEN_STYLE.test(this.#value)) this.#isHiding = true;
  }

  onopentagend(): void {
    const tag = this.#tag;
    if (this.#hidden !== "" && UNENDED.has(tag) && tag === this.#hidden && !this.#open.get(tag)) this.#show();
    if (this.#hidden === "") {
      this.#divide(tag);
      if (this.#isHiding && !VOID.has(tag)) this.#hidden = tag;
    } else if (!VOID.has(tag)) {
      this.#open.set(tag, (this.#open.get(tag) ?? 0) + 1);
    }
  }

  onselfclosingtag(): void {
    // In HTML the slash says nothing, but for elements without content, which need none.
    this.onopentagend();
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, end).toLowerCase();
    if (this.#hidden !== "") {
      const open = this.#open.get(tag) ?? 0;
      if (open > 0) this.#open.set(tag, open - 1);
      else if (tag === this.#hidden || ENCLOSING.has(tag)) this.#show();
    }
    if (this.#hidden === "") this.#divide(tag);
  }

  #show(): void {
    this.#hidden = "";
    this.#open.clear();
  }

  #divide(tag: string): void {
    if (!BLOCKS.has(tag) || this.#isLineStart) return;
    this.text += "\n";
    this.#isLineStart = true;
  }

  onattribentity(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
}

function setOf(...names: string[]): ReadonlySet<string> {
  return new Set(names.join(" ").split(" "));
}
