// @ts-check
/** Kinds of requests with various paths, queries, fields and bodies, sent as HTTP prescribes. */

import { message, post } from "./message.js";
import { blank, brokenJson, controls, loneSurrogates, nested, textBody, unicode, words, wrongTypes } from "./texts.js";

/** The value of --max-bytes: small, so that a million requests are not terabytes. */
export const MAX_BYTES = 65_536;
export const MAX_TEXTS = 1000;

const small = (draw) => words(draw, draw.whole(1, 12));
const good = (draw) => textBody(small(draw));

/**
 * @typedef {object} Exchange what is sent, and what may come back
 * @property {Uint8Array} [bytes]
 * @property {number[]} [allowed] statuses; default: those of the kind
 * @property {boolean} [isHead]
 * @property {string} [id] its X-Request-Id
 * @property {Exchange[]} [row] several in place of this one
 *
 * @typedef {object} Kind a kind of request
 * @property {string} name
 * @property {number} weight how many of 1,000 are of it, about
 * @property {(number | string)[]} allowed statuses; "closed": the connection ended without an answer
 * @property {"plain" | "last" | "slow" | "ended" | "aborted" | "unfinished" | "pipelined"} [how] how it is sent; "last":
 * nothing more on this connection
 * @property {(draw: import("./draw.js").Draw) => Exchange} make
 */

const kind = (name, weight, allowed, make) => ({ name, weight, allowed, make });
const posting = (name, weight, allowed, body) => kind(name, weight, allowed, (draw) => ({ bytes: post(body(draw)) }));

/** @type {Kind[]} */
export const bodies = [
  posting("short text", 300, [200], good),
  posting("long text", 40, [200], (draw) => textBody(words(draw, draw.whole(100, 5000)))),
  posting("any Unicode", 50, [200], (draw) => textBody(unicode(draw))),
  posting("halves of surrogate pairs", 10, [200], (draw) => `{"text":${loneSurrogates(draw)}}`),
  posting("control characters, escaped", 30, [200], (draw) => textBody(controls(draw))),
  posting("control characters, bare", 20, [422], (draw) => {
    const at = String.fromCharCode(draw.whole(0, 31));
    return `{"text":"${small(draw)}${at}${small(draw)}"}`;
  }),
  // Either decoded in some way or refused. Python's service does one or the other, depending on where the bytes are.
  posting("bytes that are no UTF-8", 10, [200, 422], (draw) => {
    const bytes = Buffer.from(good(draw));
    bytes[draw.whole(10, bytes.length - 3)] = draw.whole(0x80, 0xff);
    return bytes;
  }),
  posting("blank text", 20, [422], (draw) => textBody(blank(draw))),
  posting("no JSON", 80, [422], brokenJson),
  posting("other types", 70, [422], wrongTypes),
  posting("deep, instead of a text", 15, [422], (draw) => `{"text":${nested(draw, draw.whole(1, 7000))}}`),
  posting("deep, beside a text", 15, [200], (draw) => `{"text":"a","b":${nested(draw, draw.whole(1, 5000))}}`),
  posting("names that mean something", 20, [200, 422], (draw) => {
    const name = draw.one([
      "__proto__",
      "constructor",
      "toString",
      "prototype",
      "text",
      "",
      "\ufefftext",
      "then",
      "toJSON",
    ]);
    const value = draw.one(['{"text":"a"}', "null", "1", '"a"', "[]", '{"toString":null}']);
    return draw.one([
      `{"text":"a",${JSON.stringify(name)}:${value}}`,
      `{${JSON.stringify(name)}:${value}}`,
      `${draw.one(["\ufeff", " \r\n\t"])}${good(draw)}`,
      textBody(draw.one(["__proto__", "constructor", "hasOwnProperty valueOf", "null", "undefined", "NaN"])),
    ]);
  }),
  kind("query", 40, [200], (draw) => {
    const query = draw.one([
      "top=3",
      "top=1&why=true",
      "why=true",
      "top=99999",
      "top=999999999999999999999",
      "top=20&why=false",
      "why=1",
      "a=b",
      "top=2&a[]=1",
    ]);
    return { bytes: post(good(draw), `/prediction?${query}`) };
  }),
  kind("query, wrong", 20, [422], (draw) => {
    const top = draw.one([
      "top=0",
      "top=-1",
      "top=",
      "top=x",
      "top=1.5",
      "top=1e3",
      "top=NaN",
      "top=%00",
      "top[]=a&top=b",
    ]);
    return { bytes: post(good(draw), `/prediction?${draw.one([top, top, "why=maybe", "why=2", "why=%F0%9F"])}`) };
  }),
  kind("many texts", 20, [200], (draw) => {
    const texts = draw.many(draw.one([0, 1, 2, 10, draw.whole(10, MAX_TEXTS)]), () => words(draw, draw.whole(1, 4)));
    return { bytes: post(JSON.stringify({ texts }), `/predictions${draw.one(["", "?top=2"])}`) };
  }),
  kind("many texts, wrong", 15, [422], (draw) => {
    const texts = draw.one([
      ["a", 1],
      ["a", ""],
      [[]],
      "a",
      null,
      {},
      draw.many(MAX_TEXTS + 1, () => "a"),
      [null, "a"],
    ]);
    return { bytes: post(JSON.stringify(draw.one([{ texts }, { texts }, { text: ["a"] }, texts])), "/predictions") };
  }),
  kind("content type, JSON or none", 20, [200], (draw) => {
    const type = draw.one([
      undefined,
      "application/json; charset=utf-8",
      "application/json;charset=UTF-8",
      "APPLICATION/JSON",
    ]);
    return { bytes: post(good(draw), "/prediction", { "Content-Type": type }) };
  }),
  kind("content type, another", 30, [415], (draw) => {
    const type = draw.one([
      "text/plain",
      "application/xml",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/jsonp",
      "json",
      "////",
      "a".repeat(draw.whole(1, 2000)),
      "text/html, application/json",
      "\u00ff\u00fe",
      "application/octet-stream",
    ]);
    return { bytes: post(good(draw), "/prediction", { "Content-Type": type }) };
  }),
  kind("unknown path", 40, [404], (draw) => {
    const path = draw.one([
      `/${draw.whole(0, 1e9)}`,
      "/predict",
      "/prediction/a",
      "/Prediction",
      "/../../etc/passwd",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/health",
      "/prediction%00",
      "/constructor",
      "/__proto__",
      `/${"a/".repeat(draw.whole(1, 1000))}`,
      `/${"%41".repeat(draw.whole(1, 1000))}`,
    ]);
    return { bytes: draw.chance(0.5) ? message("GET", path) : post(good(draw), path) };
  }),
  kind("path out of a folder", 5, [404], (draw) => ({
    bytes: message(
      "GET",
      `/docs/static/${draw.one(["../", "..%2f", "%2e%2e/", "..%5c", "..\\"]).repeat(draw.whole(1, 8))}package.json`,
    ),
  })),
  // A path that cannot be decoded is a bad request or an unknown path.
  kind("path that cannot be decoded", 10, [400, 404], (draw) => ({
    bytes: message("GET", draw.one(["/%", "/%zz", "/%ff", "/prediction%e0%a4", `/${"%".repeat(draw.whole(1, 500))}`])),
  })),
  kind("method that the path does not have", 40, [405], (draw) => {
    const method = draw.one(["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "SEARCH"]);
    const path = draw.one(["/prediction", "/predictions", "/prediction?top=3"]);
    const bytes = message(method, path, draw.chance(0.3) && method !== "HEAD" ? good(draw) : "");
    return { bytes, isHead: method === "HEAD" };
  }),
  kind("POST where there is none", 15, [405], (draw) => ({
    bytes: post(draw.one(["", good(draw)]), draw.one(["/model", "/metrics", "/health/live", "/openapi.json"])),
  })),
  kind("reading", 25, [200], (draw) => ({
    bytes: message(
      "GET",
      draw.one(["/health/live", "/health/ready", "/model", "/model?a", "/metrics", "/openapi.json", "/"]),
    ),
  })),
  kind("X-Request-Id", 20, [200], (draw) => {
    const id = draw.one([
      () => words(draw, 1),
      () => "a".repeat(draw.whole(120, 140)),
      () => "../..; DROP",
      () => "\u00e9\u00ff",
      () => '{"a":1}',
      () => "",
    ])();
    return { bytes: post(good(draw), "/prediction", { "X-Request-Id": id }), id };
  }),
];
