// @ts-check
/** The opening of SERVING.md: how it was measured, and the versions of everything that was run. */

import { spawnSync } from "node:child_process";
import { machine, packageVersion } from "../machine.js";
import { versions } from "../peers.js";
import { isPinned } from "./processes.js";
import { pythonVersions } from "./sides.js";
import { wrkVersion } from "./wrk.js";

export const nginxVersion = /nginx\/(\S+)/.exec(spawnSync("nginx", ["-v"], { encoding: "utf8" }).stderr ?? "")?.[1];

export function heading() {
  const { fastapi, uvicorn, uvloop, httptools } = pythonVersions;
  const tools = [wrkVersion && `wrk ${wrkVersion}`, nginxVersion && `nginx ${nginxVersion}`].filter(Boolean);
  const tutorial = [
    versions.python && `Python ${versions.python}`,
    versions.scikitLearn && `scikit-learn ${versions.scikitLearn}`,
    fastapi && `FastAPI ${fastapi}`,
    uvicorn && `uvicorn ${uvicorn} ${faster({ uvloop, httptools })}`,
  ].filter(Boolean);
  const where = isPinned
    ? "each server on the first core and wrk on the second (`taskset`) unless a part says otherwise"
    : "servers and wrk on all cores, for there is no `taskset` or only one core";
  return `# Serving

Written by \`npm run bench:serve\`. Real processes on the loopback device, ${where}.
The tutorial is bench/serving/tutorial.py: FastAPI, uvicorn, scikit-learn. In its repaired form the model's array is stored so
that a request does not copy it. Bare servers always give the same answer. MB are 10⁶ bytes. Ratios carry over to another
machine better than absolute numbers.

${machine()}
- Node ${process.versions.node}, newsgroups ${packageVersion("")}, fastify ${packageVersion("node_modules/fastify/")}
- ${tutorial.length > 0 ? tutorial.join(", ") : "No Python"}
- ${tools.length > 0 ? tools.join(", ") : "Neither wrk nor nginx"}
`;
}

/** Says which of two packages uvicorn has: it is faster with them, and Debian only recommends them. */
function faster(packages) {
  const [there, not] = [true, false].map((is) =>
    Object.keys(packages).filter((name) => Boolean(packages[name]) === is),
  );
  const lists = [there.map((name) => `${name} ${packages[name]}`), not];
  return `(${["with", "without"].flatMap((word, i) => (lists[i].length > 0 ? [`${word} ${lists[i].join(" and ")}`] : [])).join(", ")})`;
}
