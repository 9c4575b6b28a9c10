/** HTML: what is text stays text. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, foreign, Html, html } from "../../src/report/html.js";

describe("html", () => {
  it("escapes text and numbers, and takes markup, lists of it and nothing as they are", () => {
    const list = [html`<i>${1}</i>`, html`<i>${2}</i>`];
    expect(html`<p title="${'"'}">${"<b> & 'c'"}${list}${undefined}${new Html("<hr>")}</p>`.source).toBe(
      '<p title="&quot;">&lt;b&gt; &amp; &#39;c&#39;<i>1</i><i>2</i><hr></p>',
    );
  });

  it("lets no text become markup, or turn or hide what stands beside it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "\u202e", "\u0000", "\n", "a", ";") }),
        (text) => {
          expect(html`${text}`.source).not.toMatch(/[<>"'\p{C}]|&(?!(amp|lt|gt|quot|#39);)/u);
        },
      ),
    );
  });
});

describe("foreign", () => {
  it("isolates the direction of a text, and cuts it", () => {
    expect(foreign("  ab\t<cd ", 5).source).toBe("<bdi>ab &lt;…</bdi>");
    expect(foreign("שלום").source).toBe("<bdi>שלום</bdi>");
  });
});

describe("cut", () => {
  it("keeps so many characters, however many units they have", () => {
    expect(cut("𝔞𝔟𝔠", 3)).toBe("𝔞𝔟𝔠");
    expect(cut("𝔞𝔟𝔠𝔡", 3)).toBe("𝔞𝔟…");
    expect(cut("a\n \tb", 3)).toBe("a b");
    expect(cut("", 3)).toBe("");
  });
});
