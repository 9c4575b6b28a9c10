/** The page in a real browser with a real server: what it requests, shows, and says if there is no answer. */

import { describe, expect, it, onTestFinished } from "vitest";
import { dump, train } from "../../src/index.js";
import { create } from "../../src/server/server.js";
import { serve, serveForAll, visit, WITHOUT_BROWSER } from "../support/browser.js";
import { servedLengths } from "../support/lengths-model.js";
import {
  ask,
  first,
  focused,
  PREDICTION,
  pausedClock,
  rowsOf,
  SALE,
  SPACE,
  text,
  timesAsked,
} from "../support/page-parts.js";

describe.skipIf(WITHOUT_BROWSER)(`the page${WITHOUT_BROWSER}`, () => {
  const served = serveForAll();

  /** The server's answer to the same request without a page. */
  async function asked(what: string) {
    const request = { method: "POST", url: "/prediction?top=5&why=true", payload: { text: what } } as const;
    return (await served.server.inject(request)).json();
  }

  describe("an answer", () => {
    it("shows categories as bars, with the order and probabilities of POST /prediction", async () => {
      const { page } = await visit(served);
      await page.locator("#model").waitFor();
      await text(page).pressSequentially("computer cpu memory ram");
      await first(page).waitFor();
      const { top } = await asked("computer cpu memory ram");
      expect(top).toHaveLength(5);
      const bars = await rowsOf(page.getByRole("region", { name: "Categories" }));
      expect(bars.map(({ name, value }) => ({ category: name, probability: value }))).toEqual(top);
      for (const { figure, value, length } of bars) {
        expect(figure).toBe(`${(100 * value).toFixed(1)}%`);
        expect(length).toBeCloseTo(value, 2);
      }
      expect(await page.locator("#others").textContent()).toMatch(/^The other 15 \d+\.\d%$/);
    });

    it("shows the words of `why`: for the first category, and for the runner-up", async () => {
      const { page } = await visit(served);
      await ask(page, SALE);
      await first(page).waitFor();
      const { category, knownTerms, why } = await asked(SALE);
      const terms: { term: string; share: number }[] = why.terms;
      const rest = why.difference - why.prior - terms.reduce((sum, { share }) => sum + share, 0);
      const [speaking, objecting] = [terms.filter(({ share }) => share > 0), terms.filter(({ share }) => share < 0)];
      expect(speaking.length * objecting.length * (knownTerms - terms.length)).toBeGreaterThan(0);
      for (const [id, expected, title] of [
        ["#words-for", speaking, `For ${category}`],
        ["#words-against", objecting, `For ${why.against}, the second best`],
      ] as const) {
        const rows = await rowsOf(page.locator(id));
        expect(rows.map(({ name, value }) => ({ term: name, share: value }))).toEqual(expected);
        expect(await page.locator(`${id} h3`).textContent()).toBe(title);
        for (const { figure, value } of rows) expect(figure.replace("−", "-")).toMatch(signed(value));
      }
      const summary = await page.locator("#words-summary").textContent();
      expect(summary).toContain(`The ${knownTerms - terms.length} not listed add`);
      expect(summary?.replace("−", "-")).toMatch(signed(rest));
    });

    it("says so if the model knows no words", async () => {
      const { page } = await visit(served);
      await ask(page, "zzzqqq");
      await page.getByText(/^0 of 1 word known\. All such texts get this result\.$/).waitFor();
      expect(await page.locator("#results h3:visible").count()).toBe(0);
    });

    it("shows scores if the model has no probabilities, and says so if it cannot explain itself", async () => {
      const { server } = await create({ limits: { maxDelay: 60_000 } }, { served: servedLengths() });
      onTestFinished(() => server.close());
      const { page, requests } = await visit({ ...served, url: await server.listen({ port: 0, host: "127.0.0.1" }) });
      await ask(page, "puck");
      await first(page).waitFor();
      const categories = page.getByRole("region", { name: "Categories" });
      expect(await categories.getByRole("listitem").allTextContents()).toEqual([
        "short score 6.000",
        "middling score 0.500",
        "long score −6.000",
      ]);
      expect(await categories.locator(".bar").count()).toBe(0);
      expect(await page.locator("#others").isVisible()).toBe(false);
      await page.getByText("This model cannot say which words decided.").waitFor();
      await expect.poll(() => page.locator("#announcement").textContent()).toMatch(/^short, score 6\.000\. Then/);
      expect(await page.locator("#size").textContent()).toBe("3 categories");
      // Asks for an explanation once, and not again of the same model.
      await ask(page, "a much longer text");
      await expect.poll(() => first(page).textContent()).toBe("long");
      expect(requests.filter((request) => request.includes("why=true"))).toHaveLength(1);
    });

    it("shows the round trip as the browser measures it", async () => {
      const { page } = await visit(served);
      await page.route(PREDICTION, (route) => setTimeout(() => route.continue(), 150));
      await ask(page, SPACE);
      await first(page).waitFor();
      const [, took] = /^Round trip: (\d+) ms$/.exec((await page.locator("#took").textContent()) ?? "") ?? [];
      expect(Number(took)).toBeGreaterThanOrEqual(150);
    });

    it("is dropped if it is for an older text", async () => {
      const { page, requests } = await visit(served);
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(PREDICTION, async (route) => {
        if (route.request().postData()?.includes("orbit")) await held;
        await route.continue().catch(() => {});
      });
      const dropped = page.waitForEvent("requestfailed");
      await ask(page, SPACE);
      await expect.poll(() => timesAsked(requests)).toBeGreaterThan(0);
      await text(page).fill("goalie puck rink playoff");
      expect((await dropped).failure()?.errorText).toBe("net::ERR_ABORTED");
      expect(await page.locator("#notice").textContent()).toBe("");
      await expect.poll(() => first(page).textContent()).toBe("rec.sport.hockey");
      release();
      await page.waitForTimeout(100);
      expect(await first(page).textContent()).toBe("rec.sport.hockey");
    });

    it("is inserted as text, never as markup", async () => {
      const label = `<img src=x onerror="document.title='run'"> & "quoted"`;
      const model = await dump(
        await train(
          [0, 1, 2].flatMap(() => [
            { label, text: "goalie" },
            { label: "b", text: "wheel" },
          ]),
        ),
      );
      const { page, complaints } = await visit({ ...served, ...(await serve({ model })) });
      await ask(page, `<script>document.title = "run"</script> "goalie" 'goalie'`);
      await first(page).waitFor();
      expect(await first(page).textContent()).toBe(label);
      expect(await page.locator("#words-for h3").textContent()).toBe(`For ${label}`);
      expect(await page.locator("main :is(img, script)").count()).toBe(0);
      expect(await page.title()).toBe("newsgroups");
      expect(complaints).toEqual([]);
    });
  });

  describe("a request", () => {
    it("waits for a pause, and announces the answer after a longer one", async () => {
      const { page, requests } = await visit(served, {}, pausedClock);
      await text(page).pressSequentially("orbit");
      await page.clock.runFor(240);
      expect(timesAsked(requests)).toBe(0);
      await page.clock.runFor(20);
      await first(page).waitFor();
      expect(timesAsked(requests)).toBe(1);
      const spoken = page.locator("#announcement");
      expect(await spoken.getAttribute("role")).toBe("status");
      await page.clock.runFor(900);
      expect(await spoken.textContent()).toBe("");
      await page.clock.runFor(200);
      const [best, next] = (await asked("orbit")).top;
      const percent = (probability: number): string =>
        probability < 0.001 ? "less than 0.1%" : `${(probability * 100).toFixed(1)}%`;
      const sentence = `${best.category}, ${percent(best.probability)}. Then ${next.category}, ${percent(next.probability)}.`;
      expect(await spoken.textContent()).toBe(sentence);
    });

    it("happens at once with Ctrl+Enter or the button, and not again after the pause", async () => {
      const { page, requests } = await visit(served, {}, pausedClock);
      await ask(page, SPACE);
      await expect.poll(() => page.locator("#announcement").textContent()).toMatch(/^sci\.space, /);
      await text(page).fill("goalie puck rink playoff");
      await page.getByRole("button", { name: "Predict" }).click();
      await expect.poll(() => first(page).textContent()).toBe("rec.sport.hockey");
      await page.clock.runFor(2000);
      expect(timesAsked(requests)).toBe(2);
    });

    it("starts from an example if there is no text, and moves the focus to the text", async () => {
      const { page } = await visit(served);
      const example = page.getByRole("button", { name: SPACE });
      await example.press("Enter");
      await expect.poll(() => first(page).textContent()).toBe("sci.space");
      expect(await example.isVisible()).toBe(false);
      expect(await text(page).inputValue()).toBe(SPACE);
      expect(await focused(page)).toBe("Text");
      await text(page).fill(" ");
      await example.waitFor();
      expect(await first(page).isVisible()).toBe(false);
    });
  });

  describe("without an answer, a sentence says", () => {
    it("that the server cannot be reached, until it can", async () => {
      const { server, url } = await serve({});
      const { page } = await visit({ ...served, url });
      await ask(page, SPACE);
      await first(page).waitFor();
      await server.close();
      await ask(page, `${SPACE} And why?`);
      await page.getByRole("status").getByText("The server cannot be reached.").waitFor();
      expect(await first(page).isVisible()).toBe(false);
      await serve({}, Number(new URL(url).port));
      await page.getByRole("button", { name: "Predict" }).click();
      await first(page).waitFor();
      expect(await page.locator("#notice").textContent()).toBe("");
    });

    it("that a token is required or wrong, and nothing once it is right", async () => {
      const { url } = await serve({ token: "open-sesame" });
      const { page } = await visit({ ...served, url });
      const token = page.getByLabel("Token");
      await page.getByText("This server requires a token.").waitFor();
      expect(await token.getAttribute("type")).toBe("password");
      await text(page).fill(SPACE);
      await token.fill("open-barley");
      await token.press("Enter");
      await page.getByText("The server does not accept this token.").waitFor();
      await token.fill("open-sesame");
      await token.press("Enter");
      await expect.poll(() => first(page).textContent()).toBe("sci.space");
      expect(await token.isVisible()).toBe(false);
      expect(await page.locator("#notice").textContent()).toBe("");
      expect(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length)).toBe(0);
    });

    it("that a text is too long", async () => {
      const { url } = await serve({ maxBytes: 100 });
      const { page } = await visit({ ...served, url });
      await ask(page, "orbit ".repeat(20));
      await page.getByText("This text is too long for the server.").waitFor();
      await ask(page, "orbit");
      await expect.poll(() => first(page).textContent()).toBe("sci.space");
      expect(await page.locator("#notice").textContent()).toBe("");
    });

    it.each([
      ["", "without typing"],
      [" crew", "while typing on"],
    ])("that the server is busy, and the text is sent again after Retry-After: %j, %s", async (more) => {
      const { page, requests } = await visit(served, {}, pausedClock);
      const answer = { status: 503, headers: { "retry-after": "2" } };
      await page.route(PREDICTION, (route) => route.fulfill(answer), { times: 1 });
      await ask(page, SPACE);
      await page.getByText("The server is busy. Your text will be sent again in 2 seconds.").waitFor();
      await text(page).pressSequentially(more);
      await page.clock.runFor(1900);
      expect(timesAsked(requests)).toBe(1);
      await page.clock.runFor(200);
      await expect.poll(() => first(page).textContent()).toBe("sci.space");
      expect(timesAsked(requests)).toBe(2);
    });

    it("what is wrong with the text or with the answer", async () => {
      const { page } = await visit(served);
      const detail = [{ loc: ["body", "text"], msg: "str type expected", type: "type_error.str" }];
      for (const [answer, sentence] of [
        [{ status: 422, json: { detail } }, "The server cannot process this text: str type expected."],
        [{ status: 502, body: "<h1>Bad Gateway</h1>" }, "The server answered with an unexpected status (502)."],
        [{ status: 200, body: "<h1>Welcome</h1>" }, "The server sent an answer that this page cannot read."],
      ] as const) {
        await page.route(PREDICTION, (route) => route.fulfill(answer));
        await ask(page, SPACE);
        await page.getByText(sentence).waitFor();
        await page.unroute(PREDICTION);
      }
    });
  });
});

/** Matches a number with its sign and three decimals. */
function signed(value: number): RegExp {
  return new RegExp(`${value < 0 ? "-" : "\\+"}${Math.abs(value).toFixed(3).replace(".", "\\.")}`);
}
