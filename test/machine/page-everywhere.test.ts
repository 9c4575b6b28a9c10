/** The page in a real browser: keyboard, accessibility, narrow screens, path prefixes, and nothing from other servers. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { describe, expect, it } from "vitest";
import { dump, train } from "../../src/index.js";
import { serve, serveForAll, visit, WITHOUT_BROWSER } from "../support/browser.js";
import { ask, first, focused, overflow, SALE, SPACE, timesAsked } from "../support/page-parts.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe.skipIf(WITHOUT_BROWSER)(`the page, everywhere${WITHOUT_BROWSER}`, () => {
  const served = serveForAll();

  it("is usable by keyboard, in visual order and with visible focus", async () => {
    const { page } = await visit(served);
    const examples = await page.locator(".examples button").allTextContents();
    expect(examples).toHaveLength(3);
    const links = ["Documentation", "openapi.json", "Metrics"];
    const stops = async (n: number): Promise<(string | undefined)[]> => {
      const names = [];
      for (let i = 0; i < n; i++) {
        await page.keyboard.press("Tab");
        names.push(await focused(page));
      }
      return names;
    };
    expect(await stops(8)).toEqual(["Text", "Predict", ...examples, ...links]);
    await ask(page, SPACE);
    await first(page).waitFor();
    expect(await stops(4)).toEqual(["Predict", ...links]);
  });

  it.each(["light", "dark"] as const)("passes axe-core's checks in %s", async (colorScheme) => {
    const { page } = await visit(served, { colorScheme });
    const faults = async (): Promise<string[]> => {
      const { violations, passes } = await page.evaluate<AxeResults>(`${AXE}; axe.run()`);
      expect(passes.map(({ id }) => id)).toContain("color-contrast");
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
    };
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [, red] = /^rgb\((\d+)/.exec(ground) ?? [];
    expect(Number(red) > 127).toBe(colorScheme === "light");
    await page.locator("#model").waitFor();
    expect(await faults()).toEqual([]);
    await ask(page, SALE);
    await first(page).waitFor();
    expect(await faults()).toEqual([]);
    await page.goto((await serve({ token: "secret" })).url);
    await page.getByLabel("Token").waitFor();
    expect(await faults()).toEqual([]);
  });

  it("requests nothing from other servers, and obeys its own policy", async () => {
    const { page, requests, complaints } = await visit(served);
    const policy = (await page.reload())?.headers()["content-security-policy"];
    expect(policy).toContain("default-src 'none'");
    await ask(page, SALE);
    await first(page).waitFor();
    await page.getByRole("button", { name: "Predict" }).click();
    await expect.poll(() => timesAsked(requests)).toBeGreaterThan(1);
    expect(requests.filter((request) => !/^data:/.test(request) && new URL(request).origin !== served.url)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("fits into 320 pixels, whatever it shows", async () => {
    const label = "a".repeat(120);
    const model = await dump(
      await train(
        [0, 1, 2].flatMap((i) => [
          { label, text: "b".repeat(60) },
          { label: `other${i}`, text: "wheel" },
        ]),
      ),
    );
    const narrow = { viewport: { width: 320, height: 640 } };
    const { page } = await visit(served, narrow);
    await page.locator("#model").waitFor();
    expect(await overflow(page)).toBe(0);
    await ask(page, SALE);
    await first(page).waitFor();
    expect(await overflow(page)).toBe(0);
    await page.goto((await serve({ model })).url);
    await ask(page, `${"b".repeat(60)} ${"c".repeat(500)}`);
    await expect.poll(() => first(page).textContent()).toBe(label);
    expect(await overflow(page)).toBe(0);
    await page.goto((await serve({ token: "secret" })).url);
    await page.getByLabel("Token").waitFor();
    expect(await overflow(page)).toBe(0);
  });

  it("works behind a path prefix", async () => {
    const prefixed = `${served.url}/newsgroups`;
    const { page, requests, complaints } = await visit({ ...served, url: `${prefixed}/` }, {}, (p) =>
      p.route(`${prefixed}/**`, (route) => route.continue({ url: route.request().url().replace("/newsgroups/", "/") })),
    );
    await ask(page, SPACE);
    await expect.poll(() => first(page).textContent()).toBe("sci.space");
    await page.locator("#model").waitFor();
    expect(requests.filter((request) => !/^data:/.test(request) && !request.startsWith(`${prefixed}/`))).toEqual([]);
    const links = await page
      .locator("footer a")
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    expect(links).toEqual(["docs", "openapi.json", "metrics"].map((path) => `${prefixed}/${path}`));
    expect(complaints).toEqual([]);
  });

  it("shows the current model, before and after it is replaced", async () => {
    const { server, url } = await serve({});
    const { page } = await visit({ ...served, url });
    const shown = () => page.locator("#digest").getAttribute("title");
    const { digest } = (await server.inject("/model")).json();
    await expect.poll(shown).toBe(digest);
    expect(await page.locator("#model").textContent()).toBe(
      `Model ${digest.slice(0, 12)}, 20 categories, trained on 11,314 documents`,
    );
    const samples = [0, 1, 2].flatMap(() => [
      { label: "a", text: "orbit" },
      { label: "b", text: "wheel" },
    ]);
    const swapped = server.swapModel(await dump(await train(samples)));
    expect(swapped).not.toBe(digest);
    await ask(page, "orbit");
    await expect.poll(shown).toBe(swapped);
    expect(await page.locator("#size").textContent()).toBe("2 categories, trained on 6 documents");
  });
});
