// @ts-check
/** HTTP messages as bytes, valid or not. */

/**
 * A request as bytes.
 *
 * @param {string | Uint8Array} [body]
 * @param {Record<string, string | undefined>} [fields] header fields that replace the usual ones; undefined removes one
 */
export function message(method, path, body = "", fields = {}) {
  const content = Buffer.from(body);
  const length = method === "POST" || content.length > 0 ? { "Content-Length": String(content.length) } : {};
  const type = content.length > 0 ? { "Content-Type": "application/json" } : {};
  const header = Object.entries({ Host: "127.0.0.1", ...type, ...length, ...fields })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  // Paths and fields may hold any byte.
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${header}\r\n`, "latin1"), content]);
}

export const post = (body, path = "/prediction", fields = {}) => message("POST", path, body, fields);

/** The same request with an id. */
export function withId(bytes, id) {
  const at = bytes.indexOf("\r\n") + 2;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(`X-Request-Id: ${id}\r\n`), bytes.subarray(at)]);
}

/** A body in chunks of given sizes; the last one has the rest. */
export function inChunks(body, sizes) {
  const content = Buffer.from(body);
  const pieces = [];
  for (let at = 0, i = 0; at < content.length; i++) {
    const piece = content.subarray(at, at + (sizes[i] ?? content.length));
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
    at += piece.length;
  }
  return Buffer.concat([...pieces, Buffer.from("0\r\n\r\n")]);
}

export const CHUNKED = { "Content-Length": undefined, "Transfer-Encoding": "chunked" };

/** A request whose body is in chunks; `chunks` need not be valid. */
export const postChunked = (chunks, fields = {}) =>
  Buffer.concat([post("", "/prediction", { "Content-Type": "application/json", ...CHUNKED, ...fields }), chunks]);

/** Bytes cut at random. */
export function pieces(draw, bytes, number) {
  const cuts = draw.many(number - 1, () => draw.whole(0, bytes.length)).sort((a, b) => a - b);
  return [0, ...cuts].map((cut, i) => bytes.subarray(cut, cuts[i] ?? bytes.length)).filter(({ length }) => length > 0);
}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Map<string, string>} fields by lower-case name
 * @property {string} body
 * @property {number} length in bytes, the header's included
 */

/**
 * The first answer in some bytes.
 *
 * @param {boolean} isToHead whether it answers a HEAD request, so has no body
 * @returns {Answer | undefined} undefined if it is not complete yet
 */
export function answerIn(bytes, isToHead) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first, ...lines] = bytes.latin1Slice(0, end).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  if (!status) throw new Error(`no answer of HTTP: ${JSON.stringify(first)}`);
  const fields = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const start = end + 4;
  const hasNone = isToHead || status < 200 || status === 204 || status === 304;
  if (!hasNone && fields.get("transfer-encoding") === "chunked") return chunkedAnswer(bytes, { status, fields, start });
  const length = start + (hasNone ? 0 : Number(fields.get("content-length") ?? 0));
  return bytes.length < length ? undefined : { status, fields, body: bytes.utf8Slice(start, length), length };
}

function chunkedAnswer(bytes, { status, fields, start }) {
  const body = [];
  for (let at = start; ; ) {
    const line = bytes.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.latin1Slice(at, line), 16);
    at = line + 2 + size + 2;
    if (bytes.length < at) return undefined;
    if (size === 0) return { status, fields, body: Buffer.concat(body).toString(), length: at };
    body.push(bytes.subarray(line + 2, line + 2 + size));
  }
}
