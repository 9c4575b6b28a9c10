import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { defineConfig } from "rolldown";
import { helpTexts } from "./dist/cli/help-texts.js";
import { manPage } from "./dist/cli/man-page.js";
import { createProgram } from "./dist/cli/program.js";
import { noteModel } from "./dist/cli/quick/built-in.js";
import { decodeArtifact } from "./dist/core/models/read-artifact.js";
import { nodeDigest } from "./dist/node-digest.js";

// What `predict` needs, and nothing else: one file, for reading dozens of modules is a good part of what it takes.
const PREDICTING =
  /src\/(package-files|versions|node-digest|core\/(?!models\/(scikit-learn|families))|files\/(errors|read|file-reader)|library\/artifact|mail\/(read-text|reader-for)|server\/limits|cli\/(exit-codes|io|load-model|model-path|records|predict\/(lines|observed|texts|unpacked)|predictor|text-input|commands\/predict)|corpus\/(fields|lines\/lines|mbox\/mbox\.ts|transcode)|unpack\/packing|evaluate\/strip)/;

// What package.json depends on stays outside, but for commander, which every command needs.
const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const OUTSIDE = Object.keys(dependencies).filter((name) => name !== "commander");

const PAGE = "src/server/web";

/** Lays files beside the script that they belong to, as they are. */
const beside = (folder, ...names) => ({
  name: "beside",
  generateBundle() {
    for (const fileName of names) {
      this.emitFile({ type: "asset", fileName, source: readFileSync(`${folder}/${fileName}`) });
    }
  },
});

/** Removes the declarations that nobody can come to from those of the library: they need not be in the package. */
const declarations = {
  name: "declarations",
  buildStart() {
    const needed = new Set();
    const visit = (path) => {
      if (needed.has(path) || !existsSync(path)) return;
      needed.add(path);
      const named = readFileSync(path, "utf8").matchAll(/"(\.[^"]+)\.js"/g);
      for (const [, name] of named) visit(join(dirname(path), `${name}.d.ts`));
    };
    for (const entry of ["index", "server/index", "core/index", "core/scikit-learn"]) visit(`dist/${entry}.d.ts`);
    for (const name of readdirSync("dist", { recursive: true })) {
      const path = join("dist", name);
      if (path.endsWith(".d.ts") && !needed.has(path)) rmSync(path);
    }
  },
};

/** The manual page, of the program as `tsc` has compiled it just before. */
const manual = {
  name: "manual",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "newsgroups.1", source: manPage(createProgram(process, () => {})) });
  },
};

const ENTRY = "quick-entry.cjs";

/** Drops the entry, which does no more than load the file with all that is in it: one file less to load. */
const withoutEntry = {
  name: "without-entry",
  generateBundle(_, bundle) {
    delete bundle[ENTRY];
  },
};

/** What the quick answer has to know of the built-in model; nothing if it is of an older format, and about to be made again. */
function builtIn() {
  const where = "data/20newsgroups.model";
  const bytes = readFileSync(where);
  try {
    return noteModel(bytes, decodeArtifact(bytes, { where, digest: nodeDigest }).model);
  } catch {
    return undefined;
  }
}

export default defineConfig([
  // The command line.
  {
    input: { cli: "src/cli/main.ts" },
    platform: "node",
    external: (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [declarations, manual],
    // What one command loads when it is needed, another needs from the start.
    checks: { ineffectiveDynamicImport: false },
    output: {
      dir: "dist",
      entryFileNames: "[name].js",
      chunkFileNames: "cli-[name].js",
      codeSplitting: { groups: [{ name: "predicting", test: PREDICTING }] },
    },
  },
  // The quick answer: as little to read as possible.
  {
    input: { entry: "src/cli/quick/answer.ts" },
    platform: "node",
    plugins: [withoutEntry],
    // A file of CommonJS has another name for its own path, by which the built-in model is found.
    transform: {
      define: {
        "import.meta": "importMeta",
        HELP: JSON.stringify(helpTexts(createProgram(process, () => {}))),
        BUILT_IN: `${JSON.stringify(builtIn())}`,
      },
    },
    output: {
      dir: "dist",
      format: "cjs",
      banner: "const importMeta = { filename: __filename };",
      entryFileNames: ENTRY,
      chunkFileNames: "quick-[name].cjs",
      codeSplitting: { groups: [{ name: "answer", tags: ["$initial"] }] },
      minifyInternalExports: false,
      minify: true,
    },
  },
  // The core: one module that needs nothing else, wherever it runs.
  {
    input: { core: "src/core/index.ts" },
    platform: "neutral",
    output: { dir: "dist", entryFileNames: "[name].js" },
  },
  {
    input: { "core-scikit-learn": "src/core/scikit-learn.ts" },
    platform: "neutral",
    output: { dir: "dist", entryFileNames: "[name].js" },
  },
  // The server's page.
  {
    input: { page: `${PAGE}/main.ts` },
    platform: "browser",
    plugins: [beside(PAGE, "index.html", "page.css")],
    output: { dir: "dist/server/web", entryFileNames: "[name].js" },
  },
]);
