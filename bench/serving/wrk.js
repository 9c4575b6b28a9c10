// @ts-check
/** Load by wrk, and the request bodies that it sends. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { messages } from "../corpus.js";
import { onLoadCore, startInGroup } from "./processes.js";

/**
 * @typedef {object} Load what wrk saw
 * @property {number} rps requests a second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} max milliseconds
 * @property {number} requests
 * @property {number} refused answers of status 400 and above
 * @property {number} broken connections that failed, and requests without an answer
 */

const SCRIPT = fileURLToPath(new URL("wrk.lua", import.meta.url));

const [, version] = /^wrk (\S+)/.exec(spawnSync("wrk", ["-v"], { encoding: "utf8" }).stdout ?? "") ?? [];
export const wrkVersion = version?.replace("debian/", "");

/** Why servers cannot be loaded; undefined if they can. */
export const noLoad = wrkVersion ? undefined : "wrk is not installed";

/** Number of messages in the mix, spread evenly by size between these shares of all messages. */
const [MIX, SMALLEST, LARGEST] = [50, 0.05, 0.95];
/** Step through the messages by size, so that sizes alternate; coprime to {@link MIX}. */
const STEP = 7;

/**
 * Makes the bodies, unless an earlier part did: one short text, and 50 messages of all sizes.
 *
 * @returns {{short: string, mix: string}} files of one body a line
 */
export function bodies({ corpus, folder, tell }) {
  const [short, mix] = ["short.jsonl", "mix.jsonl"].map((name) => join(folder, name));
  if (!existsSync(mix)) {
    tell("  making the request bodies");
    writeBodies(short, ["computer cpu memory ram"]);
    writeBodies(mix, mixOf(corpus));
  }
  return { short, mix };
}

function mixOf(corpus) {
  const bySize = messages(corpus)
    .map((name) => ({ path: join(corpus, name), bytes: statSync(join(corpus, name)).size }))
    .sort((a, b) => a.bytes - b.bytes);
  const [first, last] = [SMALLEST, LARGEST].map((share) => Math.floor(bySize.length * share));
  return Array.from({ length: MIX }, (_, i) => {
    const nth = (i * STEP) % MIX;
    const { path } = bySize[first + Math.floor(((last - first) * nth) / (MIX - 1))];
    return readFileSync(path, "latin1");
  });
}

const writeBodies = (path, texts) => writeFileSync(path, texts.map((text) => `${JSON.stringify({ text })}\n`).join(""));

/**
 * Loads a server for some seconds.
 *
 * @returns {Promise<Load>}
 */
export async function load(port, { connections, seconds, file }) {
  const argv = ["wrk", "-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", SCRIPT];
  const { child, exited } = startInGroup(onLoadCore([...argv, `http://127.0.0.1:${port}`]), {
    env: { BODIES: file },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, how] = await Promise.all([text(child.stdout), exited]);
  const result = /^RESULT (.*)$/m.exec(output)?.[1];
  if (how !== 0 || result === undefined) throw new Error(`wrk: ${how}\n${output}`);
  const metrics = result.split(" ").map((metric) => {
    const [name, value] = metric.split("=");
    return [name, Number(value)];
  });
  return Object.fromEntries(metrics);
}

/** Failed requests of a load, if any, as messages. */
export function failures(what, { refused, broken }) {
  return refused + broken === 0 ? [] : [`${what}: ${refused} requests refused, ${broken} socket errors`];
}
