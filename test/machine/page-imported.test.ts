/** The page in a real browser, with models imported from scikit-learn: with and without probabilities and explanations. */

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Server } from "../../src/server/index.js";
import type { Answer } from "../../src/server/web/api-client.js";
import { serve, serveForAll, visit, WITHOUT_BROWSER } from "../support/browser.js";
import { IMPORTED_KINDS, importedArtifact, KNOWN_TEXT, UNKNOWN_TEXT } from "../support/imported.js";
import { ask, first, overflow, rowsOf } from "../support/page-parts.js";

const NARROW = { viewport: { width: 320, height: 640 } };
const NOT_EXPLAINED = "This model cannot say which words decided.";

describe.skipIf(WITHOUT_BROWSER)(`the page with an imported model${WITHOUT_BROWSER}`, () => {
  const served = serveForAll();

  describe.each(IMPORTED_KINDS)("$what ($name)", ({ name, hasProbabilities, unexplained }) => {
    const canExplain = unexplained === undefined;

    it("shows the answer of POST /prediction", async () => {
      const { server, url } = await serve({ model: await importedArtifact(name) });
      const { page } = await visit({ ...served, url }, NARROW);
      await ask(page, KNOWN_TEXT);
      await first(page).waitFor();
      const { top, why } = await answerTo(server, KNOWN_TEXT, canExplain);
      const categories = page.getByRole("region", { name: "Categories" });
      if (hasProbabilities) {
        const rows = await rowsOf(categories);
        expect(rows.map((row) => ({ category: row.name, probability: row.value }))).toEqual(top);
      } else {
        const scores = top.map(({ category, score }) => `${category} score ${score!.toFixed(3).replace("-", "−")}`);
        expect(await categories.getByRole("listitem").allTextContents()).toEqual(scores);
      }
      const terms = why?.terms ?? [];
      expect(await wordsOn(page, "for")).toEqual(terms.filter(({ share }) => share >= 0));
      expect(await wordsOn(page, "against")).toEqual(terms.filter(({ share }) => share < 0));
      expect((await page.locator("#words-summary").textContent()) === NOT_EXPLAINED).toBe(!canExplain);
      expect(await page.locator("#size").textContent()).toBe(`${top.length} categories`);
      expect(await overflow(page)).toBe(0);
    });

    it("shows the answer to a text without known terms, and does not ask again for an explanation that there is not", async () => {
      const { server, url } = await serve({ model: await importedArtifact(name) });
      const { page, requests, complaints } = await visit({ ...served, url });
      await ask(page, KNOWN_TEXT);
      await first(page).waitFor();
      await ask(page, UNKNOWN_TEXT);
      const { category } = await answerTo(server, UNKNOWN_TEXT, false);
      await expect.poll(() => first(page).textContent()).toBe(category);
      await page.getByText(/^0 of \d+ words? known\. All such texts get this result\.$/).waitFor();
      expect(requests.filter((request) => request.includes("why=true"))).toHaveLength(canExplain ? 2 : 1);
      // The browser itself complains of the 422.
      expect(complaints).toEqual(canExplain ? [] : [expect.stringContaining("422")]);
    });
  });

  it("shows the only category of a model that has one, which needs no words", async () => {
    const { url } = await serve({ model: await importedArtifact("nb-one-class") });
    const { page, complaints } = await visit({ ...served, url });
    await ask(page, KNOWN_TEXT);
    await page.getByText(NOT_EXPLAINED).waitFor();
    expect(await rowsOf(page.getByRole("region", { name: "Categories" }))).toMatchObject([{ name: "space", value: 1 }]);
    expect(await page.locator("#words-for, #words-against").locator(":visible").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("follows the server from a model without explanations to one with them", async () => {
    const { server, url } = await serve({ model: await importedArtifact("text-hashing") });
    const { page } = await visit({ ...served, url });
    await ask(page, KNOWN_TEXT);
    await page.getByText(NOT_EXPLAINED).waitFor();
    server.swapModel(await importedArtifact("tutorial"));
    await ask(page, `${KNOWN_TEXT} Again.`);
    await page.locator("#words-for h3").waitFor();
    await expect.poll(() => page.locator("#size").textContent()).toBe("3 categories");
  });
});

/** The server's answer to the same request without a page. */
async function answerTo(server: Server, text: string, why: boolean): Promise<Answer> {
  const url = `/prediction?top=5&why=${why}`;
  return (await server.inject({ method: "POST", url, payload: { text } })).json();
}

/** The words on the page for the first category, or against it. */
async function wordsOn(page: Page, side: "for" | "against"): Promise<{ term: string; share: number }[]> {
  const rows = await rowsOf(page.locator(`#words-${side}`));
  return rows.map(({ name, value }) => ({ term: name, share: value }));
}
