/** HTML: text stays text. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Html, html, isolated, truncated } from "../../src/report/markup.js";

describe("html", () => {
  it("escapes text, and inserts numbers, markup and lists of markup unchanged", () => {
    const list = [html`<i>${1}</i>`, html`<i>${2}</i>`];
    expect(html`<p title="${'"'}">${"<b> & 'c'"}${list}${undefined}${new Html("<hr>")}</p>`.source).toBe(
      '<p title="&quot;">&lt;b&gt; &amp; &#39;c&#39;<i>1</i><i>2</i><hr></p>',
    );
  });

  it("keeps text from becoming markup, or from reordering or hiding what is beside it", () => {
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

describe("isolated", () => {
  it("isolates the direction of a text, and shortens it", () => {
    expect(isolated("  ab\t<cd ", 5).source).toBe("<bdi>ab &lt;…</bdi>");
    expect(isolated("שלום").source).toBe("<bdi>שלום</bdi>");
  });
});

describe("truncated", () => {
  it("counts characters, not UTF-16 units", () => {
    expect(truncated("𝔞𝔟𝔠", 3)).toBe("𝔞𝔟𝔠");
    expect(truncated("𝔞𝔟𝔠𝔡", 3)).toBe("𝔞𝔟…");
    expect(truncated("a\n \tb", 3)).toBe("a b");
    expect(truncated("", 3)).toBe("");
  });
});
