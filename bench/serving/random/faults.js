// @ts-check
/** What is wrong with an answer, according to the server's contract. */

/** Any request may be answered with overload. */
const ALWAYS = 503;
const REQUEST_ID = /^[\w.-]{1,128}$/;
/** The field that an answer with this status must have. */
const FIELDS = { 405: "allow", 503: "retry-after" };

/**
 * Why the contract does not allow an answer; undefined if it does.
 *
 * @param {import("./message.js").Answer | string} answer, or how the connection ended without one
 * @param {{allowed: (number | string)[], isHead?: boolean, id?: string}} request
 */
export function faultOf(answer, { allowed, isHead, id }) {
  // A pipelined request gets no answer if the one before it closes the connection, as its answer says.
  if (answer === "unanswered") return undefined;
  if (typeof answer === "string") return allowed.includes(answer) ? undefined : answer;
  const { status, fields, body } = answer;
  if (status !== ALWAYS && !allowed.includes(status)) return `status ${status}`;
  // "" for a missing field: a pattern would match the word "undefined".
  const [digest, theirs] = ["x-model-digest", "x-request-id"].map((name) => fields.get(name) ?? "");
  if (!/^[0-9a-f]{64}$/.test(digest)) return "no X-Model-Digest";
  if (!REQUEST_ID.test(theirs)) return "no X-Request-Id";
  if (id !== undefined && REQUEST_ID.test(id) !== (theirs === id)) return `X-Request-Id ${theirs}`;
  if (FIELDS[status] && !fields.get(FIELDS[status])) return `no ${FIELDS[status]}`;
  if (isHead) return undefined;
  if (status >= 400) return isProblem(status, body) ? undefined : "no detail as it should be";
  return undefined;
}

function isProblem(status, body) {
  const { detail } = parsed(body) ?? {};
  if (status !== 422) return typeof detail === "string" && detail.length > 0;
  return (
    Array.isArray(detail) &&
    detail.length > 0 &&
    detail.every((one) => Array.isArray(one?.loc) && typeof one.msg === "string" && typeof one.type === "string")
  );
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
