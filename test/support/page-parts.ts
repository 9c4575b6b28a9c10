/** Parts of the web page, for its tests. */

import type { Locator, Page } from "playwright-core";

/** The URLs of the page's requests for predictions. */
export const PREDICTION = "**/prediction?*";

/** The first example of the page. */
export const SPACE = "Which orbit did the shuttle reach before the crew released the satellite?";

/** Has more known terms than are listed, some for the first category and some for the second. */
export const SALE = `For sale: computer with cpu 486dx-50, memory, scsi drive, disk controller, motherboard, graphics card,
  monitor, printer, modem, windows 3.1 and driver for it. Shipping included, best offer, or a bike for my garage.`;

export function text(page: Page): Locator {
  return page.getByLabel("Text");
}

/** Enters a text and sends it at once. */
export async function ask(page: Page, what: string): Promise<void> {
  await text(page).fill(what);
  await text(page).press("Control+Enter");
}

/** Stops the page's clock before it is loaded, so that the test controls it. */
export async function pausedClock(page: Page): Promise<void> {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
}

/** The name of the first category. */
export function first(page: Page): Locator {
  return page.locator("#categories li:first-child .name");
}

/** The number of requests for predictions. */
export function timesAsked(requests: readonly string[]): number {
  return requests.filter((request) => request.includes("/prediction?")).length;
}

/** A row of a list: its texts, its value, and the length of its bar, 0 to 1. */
export interface Row {
  readonly name: string;
  readonly figure: string;
  readonly value: number;
  readonly length: number;
}

/** The visible rows in a part of the page. */
export function rowsOf(part: Locator): Promise<Row[]> {
  return part.locator("li:visible").evaluateAll((items) =>
    items.map((item) => {
      const data = item.querySelector("data")!;
      const bar = item.querySelector(".bar")!;
      return {
        name: item.querySelector(".name")!.textContent,
        figure: data.textContent,
        value: Number(data.value),
        length: Number.parseFloat(getComputedStyle(bar, "::before").width) / bar.clientWidth,
      };
    }),
  );
}

/** The visible name of the focused element; undefined if no outline shows it. */
export function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const at = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLElement> };
    const isSeen = getComputedStyle(at).outlineStyle === "solid" && at.checkVisibility();
    return isSeen ? (at.labels?.[0] ?? at).textContent.trim() : undefined;
  });
}

/** How many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
