import { defineConfig } from "rolldown";

// What `predict` needs, and nothing else: one file, for reading dozens of modules is a good part of what it takes.
const PREDICTING =
  /src\/(errors|load|versions|artifact\/|bayes\/estimators|classifier\/classifier|cli\/(exit-codes|io|model-path|predict|records)|container\/container|corpus\/(decode|lines)|counts\/labels|features\/term|lexer\/|message\/|model\/(model|defaults)|tables\/words)/;

// The command line. What package.json depends on stays outside, but for commander, which every command needs.
export default defineConfig({
  input: { cli: "src/cli/main.ts" },
  platform: "node",
  external: [/^ml-/, /^wink-/, "ora", "modern-tar", "tinypool"],
  output: {
    dir: "dist",
    entryFileNames: "[name].js",
    chunkFileNames: "cli-[name].js",
    codeSplitting: { groups: [{ name: "predicting", test: PREDICTING }] },
  },
});
