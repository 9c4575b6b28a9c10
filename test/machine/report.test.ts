/** The report in a real browser: light, dark, narrow and printed; it loads nothing else. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Classifier } from "../../src/core/predict/classifier.js";
import type { Text } from "../../src/core/text/message.js";
import { launch, type Visit, visit, WITHOUT_BROWSER } from "../support/browser.js";
import { put, temporaryFolder } from "../support/folders.js";
import { KeywordModel } from "../support/keyword-model.js";
import { ANIMALS } from "../support/model-corpora.js";
import { HOSTILE, HOSTILE_LABEL, manyCategories, reported } from "../support/report-pages.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Correct predictions, mistakes, a header, an unknown label, and texts that try to break out of the page. */
const MIXED = [
  ...ANIMALS,
  { label: "birds", text: "From: eve\nSubject: zebra\n\nzebra graze" },
  { label: "plants", text: "qqq" },
  { label: "birds", text: HOSTILE },
  { label: HOSTILE_LABEL, text: HOSTILE },
];

describe.skipIf(WITHOUT_BROWSER)(`the report${WITHOUT_BROWSER}`, () => {
  let browser: Browser;
  const pages = new Map<string, string>();
  beforeAll(async () => {
    browser = await launch();
    const trainingLabels = (text: Text): string[] => (text === ANIMALS[0]!.text ? ["birds"] : []);
    const { trained, evaluated } = manyCategories(200);
    pages.set("mixed", (await reported(ANIMALS, MIXED, trainingLabels)).page);
    pages.set("many", (await reported(trained, evaluated)).page);
    const keywords = new Classifier(new KeywordModel({ birds: ["zebra"], fish: ["trout"] }));
    pages.set("without probabilities", (await reported(keywords, MIXED)).page);
    pages.set("correct", (await reported(ANIMALS, ANIMALS)).page);
  }, 120_000);
  afterAll(() => browser?.close());

  async function open(name: string, options: BrowserContextOptions = {}): Promise<Visit & { readonly url: string }> {
    const url = pathToFileURL(put(temporaryFolder(), "report.html", pages.get(name)!)).href;
    return { url, ...(await visit({ browser, url }, options)) };
  }

  const names = ["mixed", "many", "correct", "without probabilities"];
  it.each(names.flatMap((name) => [[name, "light"] as const, [name, "dark"] as const]))(
    "passes axe-core: the page %s in %s",
    async (name, colorScheme) => {
      const { page } = await open(name, { colorScheme });
      const ground = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      expect(Number(/^rgb\((\d+)/.exec(ground)![1]) > 127).toBe(colorScheme === "light");
      await page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true");
      const { violations, passes } = await page.evaluate<AxeResults>(`${AXE}; axe.run()`);
      expect(passes.map(({ id }) => id)).toContain("color-contrast");
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
    },
  );

  it("loads nothing else, obeys its content security policy, and runs no script", async () => {
    for (const name of pages.keys()) {
      const { page, url, requests, complaints } = await open(name);
      expect([requests, complaints]).toEqual([[url], []]);
      expect(await page.title()).toMatch(/^Evaluation of animals\.model: accuracy \d+\.\d%$/);
      expect(await page.locator("script, img").count()).toBe(0);
    }
  });

  it("fits in 360 pixels, and its charts and tables can be scrolled by keyboard", async () => {
    for (const name of pages.keys()) {
      const { page } = await open(name, { viewport: { width: 360, height: 740 } });
      await page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true");
      const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await page.evaluate<number>(overflow)).toBe(0);
      const wide = page.locator(".scroll");
      for (const one of await wide.all()) expect(await one.getAttribute("tabindex")).toBe("0");
    }
  });

  it("says at 380 pixels which charts scroll, and nothing where they fit", async () => {
    for (const width of [380, 1200]) {
      const { page } = await open("mixed", { viewport: { width, height: 740 } });
      for (const figure of await page.locator("figure").all()) {
        const isCut = await figure.locator(".scroll").evaluate((node) => {
          const { scrollWidth, clientWidth } = node as unknown as Record<"scrollWidth" | "clientWidth", number>;
          return scrollWidth > clientWidth;
        });
        expect(await figure.locator(".hint").isVisible()).toBe(isCut);
        if (width === 1200) expect(isCut).toBe(false);
      }
      expect(await page.locator(".hint:visible").count()).toBe(width === 380 ? 4 : 0);
    }
  });

  it("has readable text in its charts in light, dark and print", async () => {
    for (const options of [
      { colorScheme: "light" },
      { colorScheme: "dark" },
      { colorScheme: "dark", media: "print" },
    ] as const) {
      const { page } = await open("mixed", { colorScheme: options.colorScheme });
      if ("media" in options) await page.emulateMedia({ media: options.media });
      const contrasts = await page.evaluate<number[]>(CONTRASTS);
      expect(contrasts.length).toBeGreaterThan(50);
      // WCAG 2.1, 1.4.3: text on its background.
      expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("keeps the labels of charts within their pictures", async () => {
    for (const name of pages.keys()) {
      const { page } = await open(name);
      const outside = await page.evaluate<string[]>(OUTSIDE);
      expect(outside).toEqual([]);
    }
  });

  it("names and describes its charts, and has their numbers as tables", async () => {
    const { page } = await open("mixed");
    const charts = page.getByRole("img");
    expect(await charts.count()).toBe(4);
    await charts.and(page.getByRole("img", { name: "Confusion matrix" })).waitFor();
    await page.locator("#categories summary").click();
    const heading = page.getByRole("rowheader", { name: "mammals" });
    expect(await heading.isVisible()).toBe(true);
  });

  it("fits on paper", async () => {
    const { page } = await open("mixed");
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 680, height: 900 });
    const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    expect(await page.evaluate<number>(overflow)).toBe(0);
  });
});

/** In the browser: the contrast of each text of a chart to its background, a cell of the heat map or the page. */
const CONTRASTS = `
(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = channels(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll("svg text")].filter((text) => text.textContent !== "").map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const cell = [...text.closest("svg").querySelectorAll(".mark-rect path")].filter((rect) => {
      const box = rect.getBoundingClientRect();
      return getComputedStyle(rect).fill !== "none" && box.left < x && x < box.right && box.top < y && y < box.bottom;
    }).at(-1);
    const opacity = cell ? Number(getComputedStyle(cell).fillOpacity) : 0;
    const fill = cell ? channels(getComputedStyle(cell).fill) : ground;
    const behind = luminance(ground.map((c, i) => c * (1 - opacity) + fill[i] * opacity));
    const ink = luminance(channels(getComputedStyle(text).fill));
    return (Math.max(ink, behind) + 0.05) / (Math.min(ink, behind) + 0.05);
  });
})()`;

/** In the browser: texts of charts that extend beyond them. */
const OUTSIDE = `
[...document.querySelectorAll("svg text")].filter((text) => {
  const [box, picture] = [text.getBoundingClientRect(), text.closest("svg").getBoundingClientRect()];
  return box.left < picture.left - 1 || box.right > picture.right + 1 || box.top < picture.top - 1 || box.bottom > picture.bottom + 1;
}).map((text) => text.textContent)`;
