/** Bearer token: required on all routes except the open ones. */

import { describe, expect, it } from "vitest";
import { Connection } from "../support/connection.js";
import { start } from "../support/library-server.js";

const TOKEN = "c2VjcmV0-._~+/==";

const OPEN = ["/", "/page.css", "/page.js", "/health/live", "/health/ready", "/docs", "/docs/", "/openapi.json"];

describe("a server with a token", () => {
  it.each([`Bearer ${TOKEN}`, `bearer ${TOKEN}`, `BEARER ${TOKEN}`])(
    "accepts it, with the scheme in upper or lower case: %s",
    async (authorization) => {
      const { post, ask } = await start({ token: TOKEN });
      expect((await post("/prediction", { text: "puck" }, { authorization })).body).toEqual({ category: "hockey" });
      for (const path of ["/model", "/metrics"]) {
        expect((await ask(path, { headers: { authorization } })).status).toBe(200);
      }
    },
  );

  it.each([
    undefined,
    "",
    "Bearer",
    "Bearer ",
    TOKEN,
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(0, -1)}`,
    `Bearer ${TOKEN.toUpperCase()}`,
    `Bearer ${TOKEN} ${TOKEN}`,
    `Bearer ${TOKEN},Bearer x`,
    `Bearer x, Bearer ${TOKEN}`,
    "Bearer undefined",
    "Bearer %",
  ])("rejects anything else: %s", async (authorization) => {
    const { post, ask } = await start({ token: TOKEN });
    const headers = authorization === undefined ? {} : { authorization };
    for (const { status, headers: received, body } of [
      await post("/prediction", { text: "puck" }, headers),
      await post("/predictions", { texts: ["puck"] }, headers),
      await post("/prediction", "no JSON", headers),
      await ask("/model", { headers }),
      await ask("/metrics", { headers }),
      await ask(`/model?token=${TOKEN}&access_token=${TOKEN}`, { headers }),
    ]) {
      expect(status).toBe(401);
      expect(received.get("www-authenticate")).toMatch(/^Bearer\b/);
      expect(received.get("content-type")).toMatch(/^application\/json\b/);
      expect(Object.keys(body)).toEqual(["detail"]);
      expect(body.detail).toMatch(/\w \w/);
      expect(body.detail).not.toContain(TOKEN);
    }
  });

  it.each([
    "/model/",
    "/%6dodel",
    "//model",
    "/model?x",
    "/model;x",
    "/docs/../model",
    "/docs/%2e%2e/model",
    "/health/../model",
    "http://x/model",
    "/MODEL",
  ])("cannot be circumvented by writing the path as %s", async (path) => {
    const { port } = await start({ token: TOKEN });
    const connection = await Connection.to(port);
    connection.send(`GET ${path} HTTP/1.1`, "Host: x", "", "");
    const { status, body } = (await connection.answer())!;
    expect(status).toBeOneOf([400, 401, 404]);
    expect(body).not.toContain("targets");
  });

  it.each(OPEN)("needs none for %s", async (path) => {
    const { ask } = await start({ token: TOKEN });
    expect((await ask(path)).status).toBe(path === "/docs" ? 302 : 200);
    expect((await ask(path, { headers: { authorization: "Bearer x" } })).status).toBe(path === "/docs" ? 302 : 200);
  });

  it("says in its OpenAPI document which paths require it", async () => {
    const document = (await (await start({ token: TOKEN })).ask("/openapi.json")).body;
    const [name] = Object.entries<Record<string, string>>(document.components.securitySchemes).find(
      ([, { type, scheme }]) => type === "http" && scheme === "bearer",
    )!;
    const wants = (path: string, method: string): boolean => {
      const security = document.paths[path][method].security ?? document.security ?? [];
      return security.some((scheme: object) => name in scheme);
    };
    expect(wants("/prediction", "post")).toBe(true);
    expect(wants("/predictions", "post")).toBe(true);
    expect(wants("/model", "get")).toBe(true);
    expect(wants("/metrics", "get")).toBe(true);
    expect(wants("/health/live", "get")).toBe(false);
    expect(wants("/health/ready", "get")).toBe(false);
  });

  it("never shows it", async () => {
    const { ask } = await start({ token: TOKEN });
    for (const path of [...OPEN, "/none"]) expect((await ask(path)).text).not.toContain(TOKEN);
    const { text } = await ask("/metrics", { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(text).not.toContain(TOKEN);
  });
});

describe("a server without a token", () => {
  it("accepts requests with any or no token", async () => {
    const { post, ask } = await start();
    expect((await post("/prediction", { text: "puck" }, { authorization: "Bearer x" })).status).toBe(200);
    expect((await ask("/openapi.json")).body.security ?? []).toEqual([]);
  });
});
