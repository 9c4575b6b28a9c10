/** The report as a file: self-contained, reproducible, and harmless whatever the documents contain. */

import { describe, expect, it } from "vitest";
import { Classifier } from "../../src/core/predict/classifier.js";
import { KeywordModel } from "../support/keyword-model.js";
import type { Labelled } from "../support/labelled.js";
import { ANIMALS } from "../support/model-corpora.js";
import { HOSTILE, HOSTILE_LABEL, manyCategories, reported } from "../support/report-pages.js";

const EVALUATED: readonly Labelled[] = [...ANIMALS, { label: "birds", text: "zebra" }];

/** The contents of all elements with a tag. */
function textOf(page: string, tag: string): string[] {
  return [...page.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, "gs"))].map(([, text]) => text!);
}

describe("reportPage", () => {
  it("needs no script, no other file and no network", async () => {
    const { page } = await reported(ANIMALS, [...EVALUATED, { label: "birds", text: HOSTILE }]);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form|use|image)\b/i);
    expect(page).not.toMatch(/\s(src|srcset|on\w+|style|xlink:href)=/i);
    expect(page.match(/href="(?!#)/g)).toBeNull();
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).toContain("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;");
    expect(textOf(page, "style")).toHaveLength(1);
  });

  it("is the same bytes each time, whatever was drawn before", async () => {
    const [one, other] = [await reported(ANIMALS, EVALUATED), await reported(ANIMALS, EVALUATED)];
    expect(other.page).toBe(one.page);
  });

  it("has unique ids, and a target for each link", async () => {
    const { page } = await reported(ANIMALS, [...EVALUATED, { label: "birds", text: "From: x\n\nzebra" }]);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    for (const [, named] of page.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)) expect(ids).toContain(named);
  });

  it("keeps texts, ids and labels from becoming markup", async () => {
    const hostile = [
      { label: HOSTILE_LABEL, text: HOSTILE },
      { label: "birds", text: HOSTILE },
    ];
    const { page, findings } = await reported(ANIMALS, [...EVALUATED, ...hostile]);
    expect(findings.mistakes.map(({ label }) => label)).toContain(HOSTILE_LABEL);
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toMatch(/<script|<img|<\/title><script/);
    expect(page).toContain("\\u202e");
    expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(page).not.toContain("long".repeat(100));
  });

  it("shows label leakage only where documents have headers", async () => {
    const without = ANIMALS.filter(({ text }) => !text.startsWith("Subject"));
    expect((await reported(ANIMALS, without)).page).not.toContain('id="label-leakage"');
    expect((await reported(ANIMALS, ANIMALS)).page).toContain('id="label-leakage"');
  });

  it("says so if every prediction is correct", async () => {
    const { page } = await reported(ANIMALS, ANIMALS);
    expect(page).toContain("No mistakes: every prediction is correct.");
    expect(page).toContain("<p>No mistakes.</p>");
    const low = (100 * ANIMALS.length) / (ANIMALS.length + 1.96 ** 2);
    expect(page).toContain(`<dd class="value">100.0%</dd><dd>${low.toFixed(1)}% to 100.0%</dd>`);
  });

  it("shows the 30 categories with the most mistakes of 200, and says so", async () => {
    const { trained, evaluated } = manyCategories(200);
    const { page } = await reported(trained, evaluated);
    expect(page).toContain("Only the 30 categories with the most frequent mistakes are shown, of 200.");
    expect(page).toContain("Only the 30 categories with the lowest F1 are shown, of 200.");
    expect(page.length).toBeLessThan(500_000);
    // The table lists all of them.
    const rows = textOf(page, "table").map((table) => table.split("<tr>").length - 2);
    expect(rows[1]).toBe(200);
  });

  it("has four charts, each with a description and its numbers as a table", async () => {
    const { page } = await reported(ANIMALS, EVALUATED);
    const charts = page.match(/<svg role="img" aria-labelledby="[a-z-]+" aria-describedby="[a-z-]+"/g);
    expect(charts).toHaveLength(4);
    expect(page.match(/<details><summary>As a table<\/summary>/g)).toHaveLength(4);
    for (const svg of textOf(page, "svg")) expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("leaves out calibration and coverage for a model without probabilities", async () => {
    const classifier = new Classifier(new KeywordModel({ birds: ["heron"], fish: ["trout"] }));
    const { page } = await reported(classifier, EVALUATED);
    expect([page.match(/<svg /g)!.length, textOf(page, "dt")]).toEqual([2, ["Accuracy", "Macro-F1"]]);
    const sections = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
    expect(sections).toEqual(["metrics", "confusion", "categories", "mistakes", "duplicates", "label-leakage"]);
    expect([...page.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id]) => id)).toEqual(sections.slice(1));
    expect(page).toContain("Confidence is the difference between the scores");
    expect(page).not.toMatch(/probabilit|NaN|undefined/);
  });

  it.each([
    ["one document", [{ label: "birds", text: "heron" }]],
    ["one document that is predicted wrongly", [{ label: "fish", text: "heron" }]],
    ["one document with an unknown label", [{ label: "plants", text: "qqq" }]],
    ["an empty document", [{ label: "birds", text: "" }]],
  ])("can be made from %s", async (_, documents) => {
    const { page } = await reported(ANIMALS, documents);
    expect(page).toContain("on 1 document in");
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
