// @ts-check
/** Starts servers, waits for their first answer, and stops those that still run at the end. */

import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/**
 * @typedef {object} Running a server that was started
 * @property {number} pid
 * @property {number} port
 * @property {number} start when it was started, as `performance.now()` has it
 * @property {import("node:child_process").ChildProcess} child
 * @property {Promise<number | string>} exited its exit code or the signal that ended it
 * @property {() => string} complaints the end of what it wrote to standard error
 */

/** How often to ask a server that is starting. */
const POLL_MILLISECONDS = 2;
const [MAX_SECONDS_TO_START, MAX_SECONDS_TO_STOP] = [60, 15];

/** Whether a server and its load can have a core each. */
export const isPinned = availableParallelism() > 1 && spawnSync("taskset", ["-V"]).error === undefined;
const pinned = (core) => (isPinned ? ["taskset", "-c", String(core)] : []);
export const [onServerCore, onLoadCore] = [(argv) => [...pinned(0), ...argv], (argv) => [...pinned(1), ...argv]];

// A shell's environment without the variables that change a side's defaults. Python must not write beside its scripts.
const { NEWSGROUPS_MODEL: _, NODE_OPTIONS: __, ...inherited } = process.env;
const ENVIRONMENT = { ...inherited, PYTHONDONTWRITEBYTECODE: "1" };

const groups = new Set();
process.once("exit", () => {
  for (const group of groups) signalGroup(group, "SIGKILL");
});

/**
 * Starts a command in a process group of its own, so that none of its processes is left over.
 *
 * @param {readonly string[]} argv
 * @param {import("node:child_process").SpawnOptions} options `env` adds to the usual environment
 */
export function startInGroup([file, ...args], { env = {}, ...options }) {
  const child = spawn(file, args, { ...options, env: { ...ENVIRONMENT, ...env }, detached: true });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  const exited = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      // Ends children that it may have left.
      signalGroup(pid, "SIGKILL");
      groups.delete(pid);
      resolve(code ?? signal);
    });
  });
  return { child, exited };
}

function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // The group has ended already.
  }
}

/**
 * Starts a server; it need not accept connections yet. Its standard output goes nowhere.
 *
 * @param {(port: number) => {argv: string[], env?: NodeJS.ProcessEnv, cwd?: string}} command
 * @returns {Promise<Running>}
 */
export async function start(command, { folder, port }) {
  const own = port ?? (await freePort());
  const { argv, env, cwd } = command(own);
  const path = join(folder, `stderr-${own}.txt`);
  const errors = openSync(path, "a");
  const before = performance.now();
  const { child, exited } = startInGroup(argv, { env, cwd, stdio: ["ignore", "ignore", errors] });
  closeSync(errors);
  const complaints = () => readFileSync(path, "utf8").trim().split("\n").slice(-10).join("\n");
  return { pid: child.pid, port: own, start: before, child, exited, complaints };
}

/** Resolves to the seconds from a server's start to its first prediction. */
export async function firstAnswer(server) {
  const { child, port, start: before } = server;
  while (!(await answers(port))) {
    const seconds = (performance.now() - before) / 1000;
    if (!isRunning(server)) throw new Error(`${child.spawnargs.join(" ")}: ended\n${server.complaints()}`);
    if (seconds > MAX_SECONDS_TO_START) throw new Error(`${child.spawnargs.join(" ")}: no answer in ${seconds} s`);
    await setTimeout(POLL_MILLISECONDS);
  }
  return (performance.now() - before) / 1000;
}

export const isRunning = ({ child }) => child.exitCode === null && child.signalCode === null;

const BODY = JSON.stringify({ text: "computer cpu memory ram" });
const REQUEST = `POST /prediction HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(REQUEST));
    const end = (isGood) => {
      socket.destroy();
      resolve(isGood);
    };
    socket.setTimeout(MAX_SECONDS_TO_START * 1000, () => end(false));
    socket.once("data", (data) => end(data.toString("latin1").startsWith("HTTP/1.1 200 ")));
    socket.once("error", () => end(false));
    socket.once("close", () => end(false));
  });
}

/** Starts a server and resolves when it answers. */
export async function started(command, options) {
  const server = await start(command, options);
  await firstAnswer(server);
  return server;
}

/** Asks a server to end, and resolves to its exit code or the signal that ended it. */
export async function stopped({ child, exited }, signal = "SIGTERM") {
  child.kill(signal);
  const controller = new AbortController();
  const late = setTimeout(MAX_SECONDS_TO_STOP * 1000, undefined, { signal: controller.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined,
  );
  const how = await exited;
  controller.abort();
  await late;
  return how;
}

/** A free port. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
