/** The servers that are compared: how each is started, or why it is left out. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "../measure.js";
import { newsgroups } from "../newsgroups.js";
import { modelOf, PYTHON, peers, python, versions } from "../peers.js";
import { onServerCore } from "./processes.js";

/**
 * @typedef {object} Side a server
 * @property {string} side what it is called
 * @property {string} [missing] why it is left out
 * @property {(context) => Promise<(port: number) => {argv: string[], env?: object, cwd?: string}>} command
 */

const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
export const SCRIPTS = fileURLToPath(new URL("../../../shared/bench/serving", import.meta.url));
/** Why all that takes the scripts is left out; undefined: they are there. */
export const noScripts = existsSync(SCRIPTS) ? undefined : "../shared/bench/serving is not there";

/** Versions of what is there, undefined for what is not. uvicorn serves by uvloop and httptools where it finds them. */
export const pythonVersions = Object.fromEntries(
  ["fastapi", "uvicorn", "uvloop", "httptools"].map((name) => [
    name,
    python(`import importlib.metadata, ${name}; print(importlib.metadata.version("${name}"))`),
  ]),
);

const noTutorial =
  noScripts ??
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

const floor = (side, script) => ({
  side,
  missing: noScripts,
  // fastify is looked up from the folder it runs in.
  command: async () => (port) => ({
    argv: onServerCore([process.execPath, join(SCRIPTS, script)]),
    env: { PORT: String(port) },
    cwd: PACKAGE,
  }),
});

const tutorial = (side, modelFor) => ({
  side,
  missing: noTutorial,
  command: async (context) => {
    const model = await modelFor(context);
    return (port) => ({
      argv: onServerCore(
        [PYTHON, ...["-m", "uvicorn", "app_tutorial:app", "--host", "127.0.0.1", "--port"], `${port}`].concat([
          "--workers",
          "1",
          "--log-level",
          "error",
        ]),
      ),
      env: { MODEL: model },
      cwd: SCRIPTS,
    });
  },
});

/** scikit-learn's model with the array that every request copies stored in the order in which it is read. */
async function repairedModel(context) {
  const [model, repaired] = [await modelOf(peers.tutorial, context), join(context.folder, "repaired.joblib")];
  await runOnce({ argv: [PYTHON, join(SCRIPTS, "repair_order.py"), model, repaired] }, context.folder);
  return repaired;
}

/** @type {Record<string, Side>} */
export const sides = {
  logging: own("newsgroups serve"),
  silent: own("newsgroups serve --no-log", "--no-log"),
  fastify: floor("bare fastify", "fastify_floor.cjs"),
  http: floor("bare node:http", "http_floor.cjs"),
  tutorial: tutorial("tutorial", (context) => modelOf(peers.tutorial, context)),
  repaired: tutorial("tutorial, repaired", repairedModel),
};

/** Why the request bodies cannot be made. */
export const noBodies =
  noScripts ?? (versions.python ? undefined : "python3, which makes the request bodies, is not installed");
