/** A real browser for the tests of the page, with the requests and errors of its pages. */

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { createServer, type Server, type ServerOptions } from "../../src/server/index.js";
import { skipped } from "./programs.js";

/** The path of the browser; undefined if there is none. */
const BROWSER: string | undefined = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);

/** The end of the title of tests that need a browser: empty if there is one, else why they are skipped. */
export const WITHOUT_BROWSER: string =
  BROWSER === undefined ? skipped("no browser found; apt-get install chromium, or set $CHROMIUM to its path") : "";

/** Starts the browser, without its own network requests. */
export function launch(): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "quic", "sync"].map((what) => `--disable-${what}`);
  return chromium.launch({
    executablePath: BROWSER!,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet],
  });
}

const HOST = "127.0.0.1";
/** Milliseconds to start a browser while other tests keep the machine busy. */
const LONGEST_START = 60_000;

/** The server shares a thread with the tests, which must not count as overload. */
const PATIENT = { limits: { maxDelay: LONGEST_START } };

/** Shared by the tests of a file. */
export interface Served {
  browser: Browser;
  /** With the built-in model and without a token. */
  server: Server;
  /** Where it listens, without a slash at the end. */
  url: string;
}

/** Starts a browser and a server before the tests of the surrounding `describe`, and ends them afterwards. */
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
  /** The requested URLs, in order. */
  readonly requests: readonly string[];
  /** Errors and warnings in the console, including violations of the content security policy. */
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
