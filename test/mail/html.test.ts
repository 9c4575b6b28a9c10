/** HTML: the words that its reader sees. */

import { describe, expect, it } from "vitest";
import { htmlToText } from "../../src/mail/html.js";

/** The words, with one blank between them. */
const words = (html: string): string => htmlToText(html).replace(/\s+/g, " ").trim();

describe("htmlToText", () => {
  it.each([
    ["tags and attributes are none", '<p class="budget" title="report">casino</p>', "casino"],
    ["tags within a word do not divide it", "c<b>as</b>i<span>no</span> <i>b</i>onus", "casino bonus"],
    [
      "blocks divide",
      "<div>one</div><div>two</div>three<br>four<hr>five<p>six<li>seven",
      "one two three four five six seven",
    ],
    ["cells divide", "<table><tr><td>one</td><td>two</td></tr><tr><th>three</table>", "one two three"],
    [
      "entities are characters",
      "caf&eacute; &amp; d&#233;j&#xE0; &lt;b&gt; a&nbsp;b &copy 1 &bogus;",
      "café & déjà <b> a b © 1 &bogus;",
    ],
    ["styles and scripts are none", "<style>p{color:red}</style><script>if (a<b) alert('x')</script>text", "text"],
    ["a script that never ends is none", "text<script>var a = '<p>b</p>'", "text"],
    ["the head is none", "<html><head><title>title</title><meta content=words></head><body>text", "text"],
    ["comments are none", "a<!-- b --><!-- > c -->d<!--[if mso]><p>e</p><![endif]--><![if !mso]>f<![endif]>", "adf"],
    [
      "addresses of links and pictures are none",
      '<a href="http://spam.example/">link</a> <img src=x.png alt="picture">',
      "link",
    ],
    ["quotes in attributes end nothing", "<a title=\"a > b\" alt='</a>'>link</a>", "link"],
    ["signs that are no tags stay", "a < b and 1<2 <3", "a < b and 1<2 <3"],
    ["what is not shown is none", '<div style="Display : NONE">hidden <b>too</b></div>seen', "seen"],
    [
      "nor what is hidden otherwise",
      '<p hidden>a</p><span style="visibility:hidden">b</span><p style="mso-hide:all">c</p><div style="max-height:0px; overflow:hidden">d</div>d',
      "d",
    ],
    ["hidden elements within each other", "<div hidden>a<div>b</div>c<img hidden></div>d", "d"],
    ["an element without content hides nothing", '<img style="display:none">seen<br hidden> too', "seen too"],
    ["a paragraph that is hidden ends at the next", '<p style="display:none">a<p>seen', "seen"],
    ["what is open in a cell ends with it", '<td><span style="display:none">a</td><td>seen</td>', "seen"],
    ["names of tags are of any case", "<STYLE>a</STYLE><DIV HIDDEN>b</DIV><P>c</P>", "c"],
    ["a tag that never ends", "text <a href=", "text"],
    ["an empty text", "", ""],
  ])("%s", (_, html, expected) => {
    expect(words(html)).toBe(expected);
  });
});
