/** The package: packed, installed in empty folders, and used there as its users do. */

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join, normalize } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { blocksOf, commandsOf, linksOf, ROOT } from "../docs/blocks.js";
import { sha256 } from "../support/digest.js";
import { sharedFolder } from "../support/folders.js";
import { dumpOf } from "../support/imported.js";
import { INSTALLING_MS, install, nodeBinary, type Packed, pack, Unavailable } from "../support/npm.js";
import { skippedWithout } from "../support/programs.js";
import { NODES } from "./runtimes/runtimes.js";

const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
const folder = sharedFolder();
let packed: Packed;
/** Why nothing can be installed. */
let offline = "";

/** The oldest Node that package.json promises. */
const OLDEST = NODES[0]!;

const local = (): string => join(folder, "local");
const binary = (): string => join(folder, "local/node_modules/.bin/newsgroups");

beforeAll(() => {
  packed = pack(folder);
  try {
    expect(install(local(), packed.path)).toEqual([]);
    expect(install(join(folder, "global"), packed.path, "--global", "--prefix", ".")).toEqual([]);
    NODES.forEach(nodeBinary);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    offline = error.message;
  }
}, INSTALLING_MS);

describe("files", () => {
  /** What people read, and what is read as data; all else must be come to from an entry. */
  const KEPT = [
    /^(README|ARCHITECTURE|CHANGELOG|CONTRIBUTING|SECURITY)\.md$/,
    /^examples\//,
    /^docs\/[\w-]+\.(md|svg|conf)$/,
    /^bench\/(RESULTS\.md|SERVING\.md|scale\/corpus\.js)$/,
    /^LICENSE$/,
    /^(bin\/)?package\.json$/,
    /^data\/(20newsgroups\.model|README\.md)$/,
    /^data\/sample\//,
  ];

  /** The files that package.json names. */
  function entries(): string[] {
    const named = JSON.stringify([manifest.bin, manifest.man, manifest.exports, manifest.imports]);
    return [...named.matchAll(/"(?:\.\/)?((?:bin|dist)\/[^"]+)"/g)].flatMap(([, path]) =>
      path!.endsWith("/*") ? readdirSync(ROOT + path!.slice(0, -1)).map((name) => path!.slice(0, -1) + name) : [path!],
    );
  }

  /** All that is come to from there. */
  function reachable(): Set<string> {
    const found = new Set<string>();
    const visit = (path: string): void => {
      // Comments name files too, of the packages that are bundled.
      if (found.has(path) || !existsSync(ROOT + path)) return;
      found.add(path);
      if (!/\.(c?js|d\.ts)$/.test(path)) return;
      for (const [, next] of readFileSync(ROOT + path, "utf8").matchAll(
        /(?:\bfrom|\bimport|\brequire)[\s(]*["'`](\.[^"'`]+)["'`]/g,
      )) {
        const target = normalize(join(dirname(path), next!));
        visit(path.endsWith(".d.ts") ? target.replace(/\.js$/, ".d.ts") : target);
      }
    };
    entries().forEach(visit);
    return found;
  }

  it("are all that is needed, and nothing else", () => {
    const paths = packed.files.map(({ path }) => path);
    const needed = reachable();
    expect({
      superfluous: paths.filter((path) => !needed.has(path) && !KEPT.some((pattern) => pattern.test(path))),
      missing: [...needed].filter((path) => !paths.includes(path)),
    }).toEqual({ superfluous: [], missing: [] });
  });

  it("are all that README.md and the pages behind it link to", () => {
    const paths = packed.files.map(({ path }) => path);
    const missing = paths
      .filter((path) => /^(README|docs\/[^/]+|data\/README)\.md$/.test(path))
      .flatMap((path) => linksOf(path).map((link) => join(dirname(path), link.split("#")[0]!)))
      .filter(
        (target) => !target.endsWith("/") && !paths.some((path) => path === target || path.startsWith(`${target}/`)),
      );
    expect(missing).toEqual([]);
  });

  it("have no script that npm would run at installation", () => {
    const scripts = Object.keys(manifest.scripts);
    expect(scripts.filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
  });

  it("have the sizes that README.md states", (context) => {
    const readme = readFileSync(`${ROOT}README.md`, "utf8");
    expect(readme).toContain(`npm install -g ./${basename(packed.path)}`);
    const stated = /a download of ([\d.]+) MB\. It takes ([\d.]+) MB unpacked, and ([\d.]+) MB with/.exec(readme);
    const [download, unpacked, whole] = stated!.slice(1).map((number) => Number(number) * 1e6);
    const real = (told: number, size: number): string => `README.md says ${told / 1e6} MB, and it has ${size / 1e6}`;
    const within = (share: number, told: number, size: number): void =>
      expect(Math.abs(told / size - 1), real(told, size)).toBeLessThan(share);
    within(0.05, download!, packed.size);
    within(0.05, unpacked!, packed.unpackedSize);
    if (offline !== "") return context.skip(offline);
    // The packages that these need are not pinned.
    within(0.2, whole!, sizeOf(join(local(), "node_modules")));
  });

  function sizeOf(path: string): number {
    return readdirSync(path, { recursive: true, encoding: "utf8" })
      .map((name) => statSync(join(path, name)))
      .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  }
});

describe("installed, the command line", () => {
  const SAMPLE = "node_modules/newsgroups/data/sample";
  const BEANS = "how long should the beans simmer";
  const ARCHIVE = Buffer.from("what a mirror has");
  const DIGEST = sha256(ARCHIVE);

  /** Every command, in an order in which each has what it needs, and what it must print. */
  const COMMANDS: Record<string, { args: string[]; printed: RegExp }> = {
    train: { args: [SAMPLE], printed: /newsgroups\.counts: 48 documents, 4 categories/ },
    dump: { args: [], printed: /newsgroups\.model: \d+ bytes/ },
    "load-check": { args: ["newsgroups.model", "--expect", "rec.cooking", BEANS], printed: /^newsgroups\.model: ok\n/ },
    predict: { args: ["-m", "newsgroups.model", BEANS], printed: /^rec\.cooking\n$/ },
    import: { args: [dumpOf("tutorial"), "-o", "imported.model"], printed: /imported\.model: \d+ bytes, from \d+\n$/ },
    terms: { args: ["rec.cooking", "-m", "newsgroups.model"], printed: /^rec\.cooking\t/ },
    evaluate: { args: [SAMPLE, "-m", "newsgroups.model"], printed: /^documents +48\n/ },
    completion: { args: ["bash"], printed: /complete -F _newsgroups newsgroups\n$/ },
    fetch: { args: ["--sha256", DIGEST, "--url"], printed: /20news-bydate\.tar\.gz\n$/ },
    serve: { args: ["--port", "0"], printed: /^\{"category":"comp\.sys\.ibm\.pc\.hardware"\}$/ },
  };

  it("has no command that is not tried here", () => {
    const help = execFileSync(process.execPath, [`${ROOT}bin/newsgroups.js`, "--help"], { encoding: "utf8" });
    const names = [
      ...help
        .split("\nCommands:\n")[1]!
        .split("\n\n")[0]!
        .matchAll(/^ {2}(\S+)/gm),
    ].map(([, name]) => name);
    expect(Object.keys(COMMANDS).concat("help").sort()).toEqual(names.sort());
  });

  it(`is run by Node ${OLDEST}`, (context) => {
    if (offline !== "") return context.skip(offline);
    expect(manifest.engines.node).toBe(`>=${Number.parseInt(OLDEST, 10)}`);
    expect(execFileSync(nodeBinary(OLDEST), ["--version"], { encoding: "utf8" })).toBe(`v${OLDEST}\n`);
  });

  describe.each(NODES)("by Node %s", (version) => {
    const node = (): string => nodeBinary(version);
    for (const [name, { args, printed }] of Object.entries(COMMANDS)) {
      it(name, async (context) => {
        if (offline !== "") return context.skip(offline);
        if (name === "serve") expect(await answerOf(node(), args)).toMatch(printed);
        else if (name === "fetch")
          expect(await withMirror((url) => run(node(), [name, ...args, url]))).toMatch(printed);
        else expect(await run(node(), [name, ...args])).toMatch(printed);
      });
    }

    it("predict, load-check and serve, with an imported model", async (context) => {
      if (offline !== "") return context.skip(offline);
      const model = ["-m", "imported.model"];
      expect(await run(node(), ["predict", ...model, "let the dough rise"])).toBe("baking.bread\n");
      expect(await run(node(), ["load-check", "imported.model"])).toMatch(/^imported\.model: ok\n/);
      expect(await answerOf(node(), ["--port", "0", ...model], "the telescope saw a galaxy")).toBe(
        '{"category":"sci.space"}',
      );
    });
  });

  /** What a command prints, on both outputs. */
  async function run(node: string, args: string[]): Promise<string> {
    const child = spawn(node, [binary(), ...args], { cwd: local() });
    let text = "";
    for (const stream of [child.stderr, child.stdout]) stream.on("data", (chunk) => (text += chunk));
    const [code] = await once(child, "close");
    expect([code, code === 0 ? "" : text]).toEqual([0, ""]);
    return text;
  }

  async function withMirror(use: (url: string) => Promise<string>): Promise<string> {
    const mirror = createServer((_, response) => response.end(ARCHIVE)).listen(0, "127.0.0.1");
    await once(mirror, "listening");
    try {
      return await use(`http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`);
    } finally {
      mirror.close();
    }
  }

  async function answerOf(node: string, args: string[], text = "computer cpu memory ram"): Promise<string> {
    const server = spawn(node, [binary(), "serve", ...args], { cwd: local() });
    try {
      const [line] = await once(server.stderr, "data");
      const body = JSON.stringify({ text });
      const headers = { "content-type": "application/json" };
      return await (await fetch(`${/http:\S+\d/.exec(line)![0]}/prediction`, { method: "POST", headers, body })).text();
    } finally {
      server.kill("SIGTERM");
      expect(await once(server, "close")).toEqual([0, null]);
    }
  }

  it("prints by npx what README.md says first", (context) => {
    if (offline !== "") return context.skip(offline);
    const { command, output } = commandsOf(blocksOf("README.md")[0]!)[0]!;
    const [, npx] = command.split("npm install && ");
    expect(npx).toMatch(/^npx newsgroups predict /);
    expect(execFileSync("bash", ["-c", npx!], { cwd: local(), encoding: "utf8" })).toBe(`${output.join("\n")}\n`);
  });

  const withoutMan = skippedWithout("man");
  it.skipIf(withoutMan)(`has a manual page${withoutMan}`, (context) => {
    if (offline !== "") return context.skip(offline);
    const env = { ...process.env, MANPATH: undefined, PATH: `${folder}/global/bin:${process.env["PATH"]}` };
    expect(execFileSync(join(folder, "global/bin/newsgroups"), ["--version"], { env, encoding: "utf8" })).toBe(
      `${manifest.version}\n`,
    );
    expect(execFileSync("man", ["newsgroups"], { env, encoding: "utf8" })).toContain("newsgroups load-check");
  });
});

describe("installed, the library", () => {
  const PROGRAM = `import { dump, evaluate, importModel, load, NewsgroupsError, predict, readCorpus, train } from "newsgroups";
import type { Classifier, DumpFault, ImportOptions, Prediction } from "newsgroups";
import { load as loadImported } from "newsgroups/core/scikit-learn";
import type { Classifier as ImportedClassifier } from "newsgroups/core/scikit-learn";
const counts: Uint8Array = await train(readCorpus("node_modules/newsgroups/data/sample"));
const classifier: Classifier = load(await dump(counts));
const { category, probability }: Prediction = classifier.predict("how long should the beans simmer");
console.log(category, probability! > 0.5, predict("computer cpu memory ram").category);
console.log((await evaluate(classifier, [{ text: "beans", label: "rec.cooking" }])).accuracy);
try { load("nowhere"); } catch (error) { if (error instanceof NewsgroupsError) console.log(error.code); }
const options: ImportOptions = { targets: ["bread", "football", "space"] };
const artifact: Uint8Array = await importModel(${JSON.stringify(dumpOf("tutorial"))}, options);
const imported: ImportedClassifier = loadImported(artifact);
console.log(imported.predict("let the dough rise").category, load(artifact).predict("let the dough rise").category);
try { await importModel(new Uint8Array(2)); } catch (error) { console.log((error as { code: DumpFault }).code); }
// @ts-expect-error: a text is a string
export const wrong = (): Prediction => predict(1);
`;

  it.each(["node16", "nodenext"])("compiles with %s resolution, and runs", (module) => {
    // Without the installation there is nothing to compile with; the tests above say why.
    if (offline !== "") return;
    writeFileSync(join(local(), "package.json"), '{"type": "module"}');
    writeFileSync(join(local(), "program.ts"), PROGRAM);
    // No types but its own: nobody need install others to use the library.
    const args = ["--module", module, "--target", "es2022", "--strict", "--types", "", "--lib", "es2022,dom"];
    const compiled = spawnSync("node", [`${ROOT}node_modules/typescript/bin/tsc`, ...args, "program.ts"], {
      cwd: local(),
      encoding: "utf8",
    });
    expect(compiled.stdout).toBe("");
    const { stdout, stderr } = spawnSync("node", ["program.js"], {
      cwd: local(),
      encoding: "utf8",
    });
    const printed = "rec.cooking true comp.sys.ibm.pc.hardware\n1\nfile\nbread bread\nforeign\n";
    expect([stdout, stderr.split("\n")[0]]).toEqual([printed, ""]);
  });
});
