/** The API documentation page: complete, and without anything from other servers. */

import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { type Started, start } from "../support/library-server.js";

/** The URLs that a page loads, as written in it. */
const loadedBy = (html: string): string[] =>
  [...html.matchAll(/<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)="([^"]*)"/g)].map(([, url]) => url!);

interface Config {
  readonly url: string;
  readonly validatorUrl: string | null;
}

/** The configuration that the page's script gives Swagger UI in a browser that shows the page at `href`. */
function configured(script: string, href: string): Config {
  let config: Config | undefined;
  const window: { onload?: () => void; location: { href: string } } = { location: { href } };
  const element = (): object => ({
    set href(value: string) {
      Object.defineProperty(this, "href", { value: new URL(value).href });
    },
  });
  const SwaggerUIBundle = Object.assign(
    (given: Config) => {
      config = given;
      return { initOAuth: () => {} };
    },
    { presets: {}, plugins: {} },
  );
  const document = { createElement: element, querySelector: () => null, body: {} };
  const MutationObserver = class {
    observe(): void {}
  };
  runInNewContext(script, { window, document, MutationObserver, SwaggerUIBundle, SwaggerUIStandalonePreset: {} });
  window.onload!();
  return config!;
}

/** The page, found through the redirect from /docs. */
async function pageOf({ ask, port }: Started): Promise<{ url: URL; html: string; headers: Headers }> {
  const base = `http://127.0.0.1:${port}`;
  const { status, headers } = await ask("/docs");
  expect(status).toBe(302);
  const url = new URL(headers.get("location")!, `${base}/docs`);
  const page = await ask(url.pathname);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toMatch(/^text\/html\b/);
  return { url, html: page.text, headers: page.headers };
}

describe("GET /docs", () => {
  it("is a page that loads all of its parts from this server", async () => {
    const started = await start();
    const { url, html } = await pageOf(started);
    const parts = loadedBy(html);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      const { host, pathname } = new URL(part, url);
      expect(host).toBe(url.host);
      const { status, headers, text } = await started.ask(pathname);
      expect([pathname, status]).toEqual([pathname, 200]);
      const type = { css: /^text\/css/, js: /javascript/, png: /^image\/png/ }[pathname.split(".").at(-1)!];
      expect(headers.get("content-type")).toMatch(type!);
      expect(text.length).toBeGreaterThan(100);
    }
  });

  it("names no other server in what a browser loads at first", async () => {
    const started = await start();
    const { url, html } = await pageOf(started);
    const initializer = loadedBy(html).find((part) => part.endsWith("initializer.js"))!;
    const script = (await started.ask(new URL(initializer, url).pathname)).text;
    const statements = script.replace(/^\s*\/\/.*$/gm, "");
    for (const text of [html, statements]) expect(text).not.toMatch(/https?:|["'(]\/\//);
  });

  it("shows this server's document and calls its paths, behind a path prefix too", async () => {
    const started = await start();
    const { url, html } = await pageOf(started);
    const initializer = new URL(loadedBy(html).find((part) => part.endsWith("initializer.js"))!, url);
    const { text } = await started.ask(initializer.pathname);
    for (const prefix of ["", "/news"]) {
      const { url: shown, validatorUrl } = configured(text, `http://x${prefix}/docs/`);
      const document = new URL(shown, `http://x${prefix}/docs/`);
      const { status, body } = await started.ask(document.pathname.slice(prefix.length));
      expect([status, body.openapi]).toEqual([200, expect.stringMatching(/^3\./)]);
      // Without `servers`, paths would be relative to the host's root.
      expect(new URL(body.servers?.[0]?.url ?? "/", document).href).toBe(`http://x${prefix}/`);
      // Otherwise the page would load a badge from validator.swagger.io.
      expect(validatorUrl).toBeNull();
    }
  });

  it("redirects to its page behind a path prefix too", async () => {
    const { ask } = await start();
    const location = (await ask("/docs")).headers.get("location")!;
    expect(new URL(location, "http://x/news/docs").pathname).toBe("/news/docs/");
    for (const part of loadedBy((await ask("/docs/")).text)) {
      expect(new URL(part, "http://x/news/docs/").pathname).toMatch(/^\/news\/docs\//);
    }
  });

  it("has a policy that allows nothing from other servers, and no inline script", async () => {
    const { html, headers } = await pageOf(await start());
    const policy = new Map(
      headers
        .get("content-security-policy")!
        .split(";")
        .filter((directive) => directive.trim() !== "")
        .map((directive) => {
          const [name, ...sources] = directive.trim().split(/\s+/);
          return [name!, sources];
        }),
    );
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    for (const [name, sources] of policy) {
      for (const source of sources) expect([name, source]).toEqual([name, expect.toBeOneOf(SOURCES)]);
    }
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=/);
  });

  it("is made once for simultaneous requests", async () => {
    const { ask } = await start();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(i % 2 ? "/docs/" : "/openapi.json")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(2);
  });
});

/** This server, or the page itself. */
const SOURCES = ["'none'", "'self'", "'unsafe-inline'", "data:"];
