/** The page as a file: self-contained, the same each time, and harmless whatever it tells of. */

import { describe, expect, it } from "vitest";
import type { Labelled } from "../support/labelled.js";
import { ANIMALS } from "../support/model-corpora.js";
import { HOSTILE, HOSTILE_LABEL, manyCategories, reported } from "../support/report-pages.js";

const JUDGED: readonly Labelled[] = [...ANIMALS, { label: "birds", text: "zebra" }];

/** All there is between two tags of a name. */
function textOf(page: string, tag: string): string[] {
  return [...page.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, "gs"))].map(([, text]) => text!);
}

describe("pageOf", () => {
  it("needs nothing else: no script, nothing loaded, no address", async () => {
    const { page } = await reported(ANIMALS, [...JUDGED, { label: "birds", text: HOSTILE }]);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form|use|image)\b/i);
    expect(page).not.toMatch(/\s(src|srcset|on\w+|style|xlink:href)=/i);
    expect(page.match(/href="(?!#)/g)).toBeNull();
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).toContain("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;");
    expect(textOf(page, "style")).toHaveLength(1);
  });

  it("is the same bytes each time, whatever was drawn before", async () => {
    const [one, other] = [await reported(ANIMALS, JUDGED), await reported(ANIMALS, JUDGED)];
    expect(other.page).toBe(one.page);
  });

  it("has no id twice, and a target for each link", async () => {
    const { page } = await reported(ANIMALS, [...JUDGED, { label: "birds", text: "From: x\n\nzebra" }]);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    for (const [, named] of page.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)) expect(ids).toContain(named);
  });

  it("lets no text of a document, an id or a label become markup", async () => {
    const hostile = [
      { label: HOSTILE_LABEL, text: HOSTILE },
      { label: "birds", text: HOSTILE },
    ];
    const { page, findings } = await reported(ANIMALS, [...JUDGED, ...hostile]);
    expect(findings.mistakes.map(({ label }) => label)).toContain(HOSTILE_LABEL);
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toMatch(/<script|<img|<\/title><script/);
    expect(page).toContain("\\u202e");
    expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(page).not.toContain("long".repeat(100));
  });

  it("tells of headers only where there are some", async () => {
    const without = ANIMALS.filter(({ text }) => !text.startsWith("Subject"));
    expect((await reported(ANIMALS, without)).page).not.toContain('id="headers"');
    expect((await reported(ANIMALS, ANIMALS)).page).toContain('id="headers"');
  });

  it("says so where all is right", async () => {
    const { page } = await reported(ANIMALS, ANIMALS);
    expect(page).toContain("There is none: every document was found.");
    expect(page).toContain("<p>No mistakes.</p>");
    expect(page).toContain('<dd class="value">100.0%</dd><dd>100.0% to 100.0%</dd>');
  });

  it("shows of 200 categories those with the most mistakes, and says so", async () => {
    const { trained, judged } = manyCategories(200);
    const { page } = await reported(trained, judged);
    expect(page).toContain("Shown are the 30 categories of the most frequent mistakes, of 200.");
    expect(page).toContain("Shown are the 30 lowest of 200.");
    expect(page.length).toBeLessThan(500_000);
    // All of them are in the table behind.
    const rows = textOf(page, "table").map((table) => table.split("<tr>").length - 2);
    expect(rows[1]).toBe(200);
  });

  it("has a chart, its description and its numbers in four sections", async () => {
    const { page } = await reported(ANIMALS, JUDGED);
    const charts = page.match(/<svg role="img" aria-labelledby="[a-z-]+" aria-describedby="[a-z-]+"/g);
    expect(charts).toHaveLength(4);
    expect(page.match(/<details><summary>As a table<\/summary>/g)).toHaveLength(4);
    for (const svg of textOf(page, "svg")) expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each([
    ["one document", [{ label: "birds", text: "heron" }]],
    ["one document that is not found", [{ label: "fish", text: "heron" }]],
    ["one document of a stranger", [{ label: "plants", text: "qqq" }]],
    ["an empty document", [{ label: "birds", text: "" }]],
  ])("can be made of %s", async (_, documents) => {
    const { page } = await reported(ANIMALS, documents);
    expect(page).toContain("judged by 1 document of");
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
