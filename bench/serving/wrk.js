/** Puts a server under load by wrk, and makes the request bodies that it sends. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { runOnce } from "../measure.js";
import { PYTHON } from "../peers.js";
import { onLoadCore, startInGroup } from "./processes.js";
import { noBodies, SCRIPTS } from "./sides.js";

/**
 * @typedef {object} Load what wrk saw
 * @property {number} rps requests a second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} longest milliseconds
 * @property {number} requests
 * @property {number} refused answers of status 400 and above
 * @property {number} broken connections that failed, and requests without an answer
 */

const [, version] = /^wrk (\S+)/.exec(spawnSync("wrk", ["-v"], { encoding: "utf8" }).stdout ?? "") ?? [];
export const wrkVersion = version?.replace("debian/", "");

/** Why nothing can be put under load; undefined: it can. */
export const noLoad = noBodies ?? (wrkVersion ? undefined : "wrk is not installed");

/**
 * Makes the bodies, unless an earlier part did.
 *
 * @returns {Promise<{short: string, mix: string}>} files of one body a line
 */
export async function bodies({ corpus, folder, tell }) {
  const [short, mix] = ["short.jsonl", "mix.jsonl"].map((name) => join(folder, name));
  if (!existsSync(mix)) {
    tell("  making the request bodies");
    await runOnce({ argv: [PYTHON, join(SCRIPTS, "make_bodies.py"), corpus, short, mix] }, folder);
  }
  return { short, mix };
}

/**
 * Loads a server for some seconds.
 *
 * @returns {Promise<Load>}
 */
export async function load(port, { connections, seconds, file }) {
  const argv = ["wrk", "-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", join(SCRIPTS, "post.lua")];
  const stdio = ["ignore", "pipe", "inherit"];
  const { child, exited } = startInGroup(onLoadCore([...argv, `http://127.0.0.1:${port}`]), {
    env: { BODIES: file },
    stdio,
  });
  const [output, how] = await Promise.all([text(child.stdout), exited]);
  const figures = /^RESULT (.*)$/m.exec(output)?.[1];
  if (how !== 0 || figures === undefined) throw new Error(`wrk: ${how}\n${output}`);
  const of = Object.fromEntries(figures.split(" ").map((figure) => figure.split("=")));
  const names = {
    rps: "rps",
    p50: "p50_ms",
    p99: "p99_ms",
    longest: "max_ms",
    requests: "requests",
    refused: "non2xx",
    broken: "socket_errors",
  };
  return Object.fromEntries(Object.entries(names).map(([name, theirs]) => [name, Number(of[theirs])]));
}

/** What went wrong under a load, if anything did. */
export function failures(what, { refused, broken }) {
  return refused + broken === 0 ? [] : [`${what}: ${refused} requests refused, ${broken} socket errors`];
}
