/** The core in a real browser, and the page of `examples/browser` on a server of static files. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load } from "../../../src/index.js";
import { ROOT } from "../../docs/blocks.js";
import { launch, type Visit, visit, WITHOUT_BROWSER } from "../../support/browser.js";
import { serveFolder } from "../../support/static-server.js";
import { importedDifferences, importedModels, textsForImported } from "./imported-models.js";
import { differences, textsToClassify } from "./texts.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SPACE = "Which orbit did the shuttle reach before the crew released the satellite?";

describe.skipIf(WITHOUT_BROWSER)(`newsgroups/core in a browser${WITHOUT_BROWSER}`, () => {
  let browser: Browser;
  const server = serveFolder(ROOT);
  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser?.close());

  const open = (options?: BrowserContextOptions): Promise<Visit> =>
    visit({ browser, url: `${server.url()}/examples/browser/` }, options);

  it("classifies as the library does here", async () => {
    const { page } = await open();
    const texts = await textsToClassify();
    // As a string: what Vite makes of a dynamic import does not work in the page.
    const predictions = await page.evaluate<string>(`(async () => {
      const { load } = await import("/dist/core.js");
      const response = await fetch("/data/20newsgroups.model");
      const classifier = load(await response.arrayBuffer());
      return JSON.stringify(${JSON.stringify(texts)}.map((text) => classifier.predict(text, 20)));
    })()`);
    expect(differences(texts, predictions)).toEqual([]);
  });

  it("classifies with imported models as the library does here", async () => {
    const { page } = await open();
    const [models, texts] = [await importedModels(), textsForImported()];
    const artifacts = models.map(({ artifact }) => Buffer.from(artifact).toString("base64"));
    const predictions = await page.evaluate<string>(`(async () => {
      const { load } = await import("/dist/core-scikit-learn.js");
      const lines = ${JSON.stringify(artifacts)}.map((base64) => {
        const classifier = load(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
        return JSON.stringify(${JSON.stringify(texts)}.map((text) => classifier.predict(text, 20)));
      });
      return lines.join("\\n");
    })()`);
    expect(importedDifferences(models, texts, predictions)).toEqual([]);
  });

  it("ranks categories while a text is typed, and asks only for the files of the page", async () => {
    const { page, requests, complaints } = await open();
    await page.getByText("No known words yet.").waitFor();
    await page.getByRole("textbox").pressSequentially(SPACE);
    const { top, knownTerms } = load().predict(SPACE, 5);
    expect(top[0]!.category).toBe("sci.space");
    expect(await page.getByRole("status").textContent()).toBe(`Known words and word pairs: ${knownTerms}`);
    expect(await page.locator("li").allTextContents()).toEqual(
      top.map(({ category, probability }) => `${category}: ${(100 * probability!).toFixed(1)} %`),
    );
    const files = ["/examples/browser/", "/examples/browser/classify.js", "/dist/core.js", "/data/20newsgroups.model"];
    expect(requests.filter((request) => !request.startsWith("data:"))).toEqual(
      files.map((path) => server.url() + path),
    );
    expect(complaints).toEqual([]);
  });

  it("says what is missing if there is no model", async () => {
    const { page } = await visit({ browser, url: `${server.url()}/examples/browser/` }, {}, (fresh) =>
      fresh.route("**/20newsgroups.model", (route) => route.fulfill({ status: 404 })),
    );
    await page.getByText("20newsgroups.model: 404 Not Found").waitFor();
  });

  it.each([
    ["light", 320],
    ["light", 1400],
    ["dark", 320],
    ["dark", 1400],
  ] as const)("has nothing in %s at %i pixels that axe-core finds fault with, and fits", async (colorScheme, width) => {
    const { page } = await open({ colorScheme, viewport: { width, height: 640 } });
    await page.getByRole("textbox").fill(SPACE);
    await page.locator("li").first().waitFor();
    const { violations, passes } = await page.evaluate<AxeResults>(`${AXE}; axe.run()`);
    expect(passes.map(({ id }) => id)).toContain("color-contrast");
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    const screenshots = process.env["SCREENSHOTS"];
    if (screenshots !== undefined)
      await page.screenshot({ path: `${screenshots}/example-${colorScheme}-${width}.png` });
  });
});
