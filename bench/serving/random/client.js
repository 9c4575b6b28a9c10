// @ts-check
/**
 * One process of the random client: sends its share of the requests on many connections and reports counts to its parent.
 *
 *     node client.js <port> <seed> <number of the process> <processes> <requests>
 */

import { bodies } from "./bodies.js";
import { Connection } from "./connection.js";
import { Draw } from "./draw.js";
import { faultOf } from "./faults.js";
import { wire } from "./wire.js";

const CONNECTIONS = 64;
/** Maximum of further connections, on which a request is left unfinished. */
const MAX_UNFINISHED = 300;
const MAX_EXAMPLES = 3;
const TELL_MILLISECONDS = 5000;

const KINDS = [...bodies, ...wire];
const TOTAL_WEIGHT = KINDS.reduce((sum, { weight }) => sum + weight, 0);

const [port, seed, own, processes, wanted] = process.argv.slice(2).map(Number);
let next = own;
let asked = 0;
const counts = {};
const faults = {};
const unfinished = new Set();

process.once("disconnect", () => process.exit());
const timer = setInterval(() => process.send({ asked }), TELL_MILLISECONDS);
await Promise.all(Array.from({ length: CONNECTIONS }, ask));
await Promise.all(unfinished);
clearInterval(timer);
process.send({ asked, counts, faults }, () => process.disconnect());

/** Sends one exchange after another on one connection. */
async function ask() {
  const connection = new Connection(port);
  while (asked < wanted) {
    const number = next;
    next += processes;
    const draw = new Draw(seed, number);
    const kind = kindOf(draw);
    const { row, ...one } = kind.make(draw);
    const requests = (row ?? [one]).map((request) => ({ allowed: kind.allowed, ...request }));
    asked += requests.length;
    if (kind.how === "unfinished") await leave(kind, requests, draw, number);
    else await exchange(connection, kind, requests, draw, number);
  }
  connection.close();
}

/** Leaves a request unfinished on a connection of its own. Waits only if there are many of them. */
async function leave(kind, requests, draw, number) {
  if (unfinished.size >= MAX_UNFINISHED) await Promise.race(unfinished);
  const one = exchange(new Connection(port), kind, requests, draw, number).then(() => unfinished.delete(one));
  unfinished.add(one);
}

function kindOf(draw) {
  let at = draw.next() * TOTAL_WEIGHT;
  return KINDS.find(({ weight }) => {
    at -= weight;
    return at < 0;
  });
}

async function exchange(connection, { name, how = "plain" }, requests, draw, number) {
  let answers;
  try {
    answers = await connection.exchange(how, requests, draw);
  } catch (error) {
    connection.close();
    answers = requests.map(() => String(error.message));
  }
  counts[name] ??= {};
  answers.forEach((answer, i) => {
    const what = typeof answer === "string" ? answer : answer.status;
    counts[name][what] = (counts[name][what] ?? 0) + 1;
    const fault = faultOf(answer, requests[i]);
    if (fault !== undefined) noteFault(`${name}: ${fault}`, number, requests[i].bytes, answer);
  });
}

function noteFault(what, number, bytes, answer) {
  faults[what] ??= { times: 0, examples: [] };
  const { examples } = faults[what];
  faults[what].times++;
  if (examples.length >= MAX_EXAMPLES) return;
  const show = (text) => JSON.stringify(text.length > 400 ? `${text.slice(0, 300)} … ${text.slice(-90)}` : text);
  const got = typeof answer === "string" ? "" : ` got ${answer.status} ${show(answer.body)}`;
  examples.push(`number ${number}: ${show(Buffer.from(bytes).toString("latin1"))}${got}`);
}
