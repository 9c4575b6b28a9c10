// @ts-check
/** The servers that are compared: how each is started, or why it is skipped. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "../measure.js";
import { newsgroups } from "../newsgroups.js";
import { modelOf, PYTHON, peers, python } from "../peers.js";
import { onServerCore } from "./processes.js";

/**
 * @typedef {object} Side a server
 * @property {string} side what it is called
 * @property {string} [missing] why it is left out
 * @property {(context) => Promise<(port: number) => {argv: string[], env?: NodeJS.ProcessEnv, cwd?: string}>} command
 */

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Versions; undefined for what is not installed. uvicorn uses uvloop and httptools where it finds them. */
export const pythonVersions = Object.fromEntries(
  ["fastapi", "uvicorn", "uvloop", "httptools"].map((name) => [
    name,
    python(`import importlib.metadata, ${name}; print(importlib.metadata.version("${name}"))`),
  ]),
);

const noTutorial =
  peers.tutorial.missing ??
  ["fastapi", "uvicorn"].filter((name) => !pythonVersions[name]).map((name) => `python3-${name} is not installed`)[0];

const own = (side, ...options) => ({
  side,
  command: async () => ownCommand(...options),
});

/** Starts `newsgroups serve` as its users do, on the server's core. */
export const ownCommand =
  (...options) =>
  (port) => ({ argv: onServerCore(newsgroups("serve", "--port", String(port), ...options)) });

/** A server that always gives the same answer. */
const bare = (side, script) => ({
  side,
  command: async () => (port) => ({
    argv: onServerCore([process.execPath, here(script)]),
    env: { PORT: String(port) },
  }),
});

const tutorial = (side, modelFor) => ({
  side,
  missing: noTutorial,
  command: async (context) => {
    const model = await modelFor(context);
    return (port) => ({
      argv: onServerCore([
        ...[PYTHON, "-m", "uvicorn", "tutorial:app", "--host", "127.0.0.1", "--port", String(port)],
        ...["--workers", "1", "--log-level", "error"],
      ]),
      env: { MODEL: model },
      cwd: here("."),
    });
  },
});

/** scikit-learn's model, with the array stored so that a request does not copy it. */
async function repairedModel(context) {
  const [model, repaired] = [await modelOf(peers.tutorial, context), join(context.folder, "repaired.joblib")];
  await runOnce({ argv: [PYTHON, here("column_major.py"), model, repaired] }, context.folder);
  return repaired;
}

/** @type {Record<string, Side>} */
export const sides = {
  logging: own("newsgroups serve"),
  silent: own("newsgroups serve --no-log", "--no-log"),
  fastify: bare("bare fastify", "bare-fastify.js"),
  http: bare("bare node:http", "bare-http.js"),
  tutorial: tutorial("tutorial", (context) => modelOf(peers.tutorial, context)),
  repaired: tutorial("tutorial, repaired", repairedModel),
};
