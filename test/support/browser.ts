/** A real browser for the tests of the page: found, started, and what its pages ask for and complain about. */

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { createServer, type Server, type ServerOptions } from "../../src/server/index.js";

/** The browser of this machine; undefined if it has none. */
export const BROWSER: string | undefined = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
].find((path) => path !== undefined && existsSync(path));

const WITHOUT = " SKIPPED: no browser was found; `apt-get install chromium`, or name one in $CHROMIUM";

/** A name of tests that says so if they have no browser. */
export function inBrowser(name: string): string {
  return BROWSER === undefined ? name + WITHOUT : name;
}

/** Starts the browser, which asks nothing of its maker. */
export function launch(): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "quic", "sync"].map((what) => `--disable-${what}`);
  return chromium.launch({
    executablePath: BROWSER!,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet],
  });
}

const HOST = "127.0.0.1";
/** Starting a browser takes its time where other tests keep the machine busy. */
const LONGEST_START = 60_000;

/** Tests and server share a thread, and a machine with the browser: that must not count as overload. */
const PATIENT = { limits: { maxDelay: LONGEST_START } };

/** What the tests of a file share. */
export interface Served {
  browser: Browser;
  /** With the embedded model, and asking for no token. */
  server: Server;
  /** Where it listens, without a slash at the end. */
  url: string;
}

/** Starts a browser and a server before the tests that are around, and ends them after. */
export function serveForAll(): Served {
  const served: Partial<Served> = {};
  beforeAll(async () => {
    served.browser = await launch();
    served.server = await createServer(PATIENT);
    served.url = await served.server.listen({ port: 0, host: HOST });
  }, LONGEST_START);
  afterAll(async () => {
    await served.browser?.close();
    await served.server?.close();
  });
  return served as Served;
}

/**
 * Starts a server that is closed after the test.
 *
 * @param port default: any that is free.
 */
export async function serve(
  options: ServerOptions,
  port = 0,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = await createServer({ ...PATIENT, ...options });
  onTestFinished(() => server.close());
  return { server, url: await server.listen({ port, host: HOST }) };
}

export interface Visit {
  readonly page: Page;
  /** The addresses that were asked for, in order. */
  readonly requests: readonly string[];
  /** What the console shows as an error or a warning, violations of the content security policy among it. */
  readonly complaints: readonly string[];
}

/**
 * Opens a page in a context of its own, which is closed after the test.
 *
 * @param prepare is called before the page is loaded.
 */
export async function visit(
  { browser, url }: Pick<Served, "browser" | "url">,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Visit> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const [requests, complaints]: [string[], string[]] = [[], []];
  context.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await prepare(page);
  await page.goto(url);
  return { page, requests, complaints };
}
