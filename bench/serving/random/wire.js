// @ts-check
/** Kinds of requests sent in unusual ways: in chunks, slowly, in part, not at all. */

import { bodies, MAX_BYTES } from "./bodies.js";
import { CHUNKED, inChunks, message, post, postChunked, withId } from "./message.js";
import { brokenJson, textBody, unicode, words } from "./texts.js";

const good = (draw) => textBody(draw.chance(0.2) ? unicode(draw) : words(draw, draw.whole(1, 60)));
const sizes = (draw) => draw.many(draw.whole(0, 20), () => draw.whole(1, 40));
const tooLong = (draw) => textBody("a ".repeat(draw.whole(MAX_BYTES / 2, MAX_BYTES * 2)));

const kind = (name, weight, allowed, how, make) => ({ name, weight, allowed, how, make });

/** A kind that is described by its bytes alone. */
const sent = (name, weight, allowed, how, bytes) =>
  kind(name, weight, allowed, how, (draw) => ({ bytes: bytes(draw) }));

/** Kinds that can be pipelined: each request gets exactly one answer. */
const IN_A_ROW = bodies.filter(({ name, weight }) => weight >= 20 && name !== "X-Request-Id");

/** @type {import("./bodies.js").Kind[]} */
export const wire = [
  sent("in chunks", 30, [200], "plain", (draw) => postChunked(inChunks(good(draw), sizes(draw)))),
  sent("in chunks, no JSON", 10, [422], "plain", (draw) => postChunked(inChunks(brokenJson(draw), sizes(draw)))),
  sent("in chunks, broken", 10, [400, "closed"], "last", (draw) => brokenChunks(draw)),
  sent("Expect: 100-continue", 5, [200], "plain", (draw) =>
    post(good(draw), "/prediction", { Expect: "100-continue" }),
  ),
  // The answer may come while the body is still being sent; then the connection may close before it is read.
  sent("too long", 8, [413, "closed"], "last", (draw) => post(tooLong(draw))),
  sent("too long, in chunks", 4, [413, "closed"], "last", (draw) => {
    const body = tooLong(draw);
    return postChunked(
      inChunks(
        body,
        draw.many(100, () => draw.whole(1, 4000)),
      ),
    );
  }),
  sent("said to be too long", 4, [413, "closed"], "last", (draw) =>
    post(good(draw), "/prediction", {
      "Content-Length": draw.one([`${MAX_BYTES + 1}`, "4294967296", "9007199254740991"]),
    }),
  ),
  sent("header too long", 3, [400, 431, "closed"], "last", (draw) =>
    draw.chance(0.5)
      ? post(good(draw), "/prediction", { "X-A": "a".repeat(draw.whole(16_385, 60_000)) })
      : message("GET", `/${"a".repeat(draw.whole(16_385, 60_000))}`),
  ),
  sent("no HTTP", 15, [400, "closed"], "last", (draw) => noHttp(draw)),
  sent("no HTTP behind a request", 5, [400, "closed", 200], "last", (draw) =>
    Buffer.concat([post(good(draw)), noHttp(draw)]),
  ),
  sent("in a dribble", 10, [200], "slow", (draw) => post(good(draw))),
  sent("in a dribble, in chunks", 5, [200], "slow", (draw) => postChunked(inChunks(good(draw), sizes(draw)))),
  sent("ended behind the request", 8, [200, "closed"], "ended", (draw) => post(good(draw))),
  sent("ended in the middle", 5, [400, "closed"], "ended", (draw) => partOf(draw, post(good(draw)))),
  sent("aborted in the middle", 15, ["aborted"], "aborted", (draw) => partOf(draw, post(good(draw)))),
  sent("aborted before the answer", 10, ["aborted"], "aborted", (draw) => post(good(draw))),
  sent("never finished", 1, [408, "closed"], "unfinished", (draw) => unfinished(draw)),
  kind("in a row", 25, [], "pipelined", (draw) => ({
    row: draw.many(draw.whole(2, 12), (_, i) => {
      const one = draw.one(IN_A_ROW);
      const { bytes, ...rest } = one.make(draw);
      // An id shows which request an answer belongs to.
      return { allowed: one.allowed, ...rest, bytes: withId(bytes, `row-${i}`), id: `row-${i}` };
    }),
  })),
];

/** A proper part: at least one byte, and at least one missing. */
const partOf = (draw, bytes) => bytes.subarray(0, draw.whole(1, bytes.length - 1));

function brokenChunks(draw) {
  const chunks = (text) => postChunked(Buffer.from(text, "latin1"));
  const body = good(draw);
  return draw.one([
    () => chunks(`zz\r\n${body}\r\n0\r\n\r\n`),
    () => chunks(`-1\r\n${body}\r\n0\r\n\r\n`),
    () => chunks(`${"f".repeat(17)}\r\n${body}\r\n0\r\n\r\n`),
    () => chunks(`1\r\n${body}${body}\r\n0\r\n\r\n`),
    () => postChunked(inChunks(body, []), { "Content-Length": "5" }),
    () => post(body, "/prediction", { ...CHUNKED, "Transfer-Encoding": "chunked, gzip" }),
  ])();
}

function noHttp(draw) {
  return draw.one([
    () => Buffer.from(draw.many(draw.whole(8, 300), () => draw.whole(0, 255))),
    () => Buffer.from("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a greeting of TLS", "latin1"),
    () => Buffer.from("GET\r\n\r\n"),
    () => Buffer.from("FROBNICATE /prediction HTTP/1.1\r\nHost: a\r\n\r\n"),
    () => Buffer.from("GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
    () => Buffer.from("GET / HTTP/1.1\r\n: a\r\n\r\n"),
    () => Buffer.from("GET / HTTP/1.1\r\nno field\r\n\r\n"),
    () =>
      post(good(draw), "/prediction", { "Content-Length": draw.one(["-1", "x", "1e3", "99999999999999999999999"]) }),
    () => post(good(draw), "/prediction", { "X-A": "a\0b" }),
    () => message("GET", "/ /"),
    () => message("GET", "/", "", { Host: undefined }),
  ])();
}

/** The beginning of a request: nothing, half a header, or a header without its body. */
function unfinished(draw) {
  const whole = post(good(draw));
  return draw.one([
    () => Buffer.alloc(0),
    () => whole.subarray(0, draw.whole(1, 60)),
    () => whole.subarray(0, whole.length - 1),
    () => postChunked(Buffer.from("5\r\nab")),
  ])();
}
