/** The option --why: explanations as text, as JSON, and in the text itself on a terminal. */

import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { dump, load, train } from "../../src/index.js";
import { put, temporaryFolder } from "../support/folders.js";
import { type Outcome, runHere, type Surroundings } from "../support/run-command.js";
import { putModel, SAMPLES } from "../support/sample-corpus.js";

const ESCAPE = "\u001b";
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding escape codes is the purpose
const STYLE = /\u001b\[[0-9;]*m/g;

async function why(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  return runHere(["predict", "-m", await putModel(temporaryFolder()), "--why", ...args], surroundings);
}

/** Runs with a standard output that claims to be a terminal, or not; returns what it receives. */
async function shownOn(isTTY: boolean, env: Record<string, string>, ...args: string[]): Promise<string> {
  let shown = "";
  const write = (chunk: Buffer, _: string, done: () => void): void => {
    shown += chunk;
    done();
  };
  const stdout = Object.assign(new Writable({ write }), { isTTY });
  await runHere(["predict", "-m", await putModel(temporaryFolder()), "--why", ...args], { stdout, env });
  return shown;
}

/** The figures that are printed, in units of their last place: the difference, and the shares. */
function figuresOf(stdout: string): { difference: number; shares: number[] } {
  const units = (figure: string): number => Number(figure.replace(".", ""));
  return {
    difference: units(/ by (\S+)$/m.exec(stdout)![1]!),
    shares: Array.from(stdout.matchAll(/^ +([+-]\d+\.\d{4}) {2}/gm), ([, figure]) => units(figure!)),
  };
}

describe("predict with --why", () => {
  it("prints below the answer the two categories, their difference, and the shares in one column", async () => {
    const { code, stdout, stderr } = await why(["orbit", "rocket", "puck"]);
    expect([code, stderr]).toEqual([0, ""]);
    const [answer, lead, ...rows] = stdout.trimEnd().split("\n");
    expect(answer).toBe("space");
    expect(lead).toMatch(/^ {2}space leads hockey by \d\.\d{4}$/);
    expect(rows.map((row) => row.replace(/\d\.\d{4}/, "n"))).toEqual([
      "  -n  puck",
      ...rows.slice(1).map(() => expect.stringMatching(/^ {2}\+n {2}(orbit|rocket|orbit rocket)$/)),
    ]);
    expect(rows.map((row) => row.indexOf("."))).toEqual(rows.map(() => rows[0]!.indexOf(".")));
  });

  it("prints numbers that add up to the difference, for many terms and both estimators", async () => {
    const folder = temporaryFolder();
    const counts = await train(SAMPLES.slice(1));
    for (const estimator of ["complement", "multinomial"] as const) {
      const model = put(folder, estimator, await dump(counts, { estimator }));
      for (const text of [...SAMPLES.map((sample) => sample.text), SAMPLES.map((sample) => sample.text).join(" ")]) {
        const { stdout } = await runHere(["predict", "-m", model, "--why", text]);
        const { difference, shares } = figuresOf(stdout);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(difference);
        const explained = load(model).explain(text)!;
        expect(Math.abs(difference - explained.difference * 10_000)).toBeLessThanOrEqual(0.5);
        const terms = explained.terms.slice(0, 20);
        const printedOf = (term: string): number => {
          const row = stdout.split("\n").find((line) => line.endsWith(`  ${term}`))!;
          return Number(row.trim().split(" ")[0]);
        };
        for (const { term, share } of terms) expect(Math.abs(printedOf(term) - share)).toBeLessThanOrEqual(1e-4);
        const others = explained.terms.length - terms.length;
        expect(stdout.includes("(the other ")).toBe(others > 0);
        if (others > 1) expect(stdout).toContain(`(the other ${others} terms)\n`);
        expect(stdout.includes("(without any term)")).toBe(explained.prior !== 0);
      }
    }
  });

  it("is printed below --top and below each file, and names the best category after `unknown`", async () => {
    const top = await why(["--top", "2", "puck"]);
    expect(top.stdout).toMatch(/^hockey\t.*\n\w+\t.*\n {2}hockey leads \w+ by /);
    const folder = temporaryFolder();
    const [one, other] = [put(folder, "1", "puck"), put(folder, "2", "orbit")];
    const files = (await why(["-f", one, other])).stdout;
    expect(files).toMatch(new RegExp(`^${one}\thockey\n {2}hockey leads [^/]*\n${other}\tspace\n {2}space leads `));
    const unknown = await why(["--min-probability", "1", "puck", "engine"]);
    expect(unknown.stdout).toMatch(/^unknown\n {2}(hockey leads autos|autos leads hockey) by /);
  });

  it("says of a text without known terms how many words it has, and warns", async () => {
    const { stdout, stderr } = await why(["qwxzy", "plugh", "xyzzy"]);
    expect(stdout).toBe("autos\n  0 of 3 words known\n");
    expect((await why(["qwxzy"])).stdout).toBe("autos\n  0 of 1 word known\n");
    expect(stderr).toContain("no known words");
    expect(JSON.parse((await why(["--json", "qwxzy"])).stdout).why).toBeNull();
  });

  it("refuses --lines without --json, because an explanation takes several lines", async () => {
    const { code, stdout, stderr } = await why(["--lines"], { stdin: "puck\n" });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^newsgroups: --why with --lines needs --json[^\n]*\n$/);
  });

  it("is in JSON what classifier.explain returns, in every mode", async () => {
    const text = "orbit rocket puck";
    const classifier = load(await putModel(temporaryFolder()));
    const explained = classifier.explain(text, 20);
    const file = put(temporaryFolder(), "text", text);
    const outcomes = [
      await why(["--json", text]),
      await why(["--json", "--top", "1", text]),
      await why(["--json", "-f", file]),
      await why(["--json", "--lines"], { stdin: `${text}\n` }),
      await why(["--ndjson"], { stdin: `{"text":"${text}","why":1}\n` }),
    ];
    for (const { code, stdout } of outcomes) {
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ category: "space", why: explained });
    }
    const record = JSON.parse(outcomes.at(-1)!.stdout);
    expect(Object.keys(record)).toEqual(["text", "why", "category", "probability", "top", "knownTerms"]);
  });
});

describe("predict with --why on a terminal", () => {
  const MESSAGE = "Subject: Orbit\r\nFrom: x\r\n\r\nThe ROCKET,\tthe Puck\r\nand orbit!\r\n";

  it("shows the text with its words in colours, and a legend", async () => {
    const shown = await shownOn(true, {}, MESSAGE);
    const plain = await shownOn(false, {}, MESSAGE);
    expect(shown.startsWith(plain)).toBe(true);
    const text = shown.slice(plain.length);
    expect(text.replace(STYLE, "")).toBe(
      "\nOrbit\n\nThe ROCKET,\tthe Puck\nand orbit!\n\nfor space, for hockey, strongly\n",
    );
    expect(text).toContain(`${ESCAPE}[1;36mOrbit${ESCAPE}[0m`);
    expect(text).toContain(`The ${ESCAPE}[36mROCKET${ESCAPE}[0m`);
    expect(text).toContain(`the ${ESCAPE}[4;33mPuck${ESCAPE}[0m`);
    expect(text).toContain(`${ESCAPE}[36mfor space${ESCAPE}[0m, ${ESCAPE}[4;33mfor hockey${ESCAPE}[0m`);
  });

  it("escapes the control characters of the text", async () => {
    const text = `puck ${ESCAPE}]0;title\u0007 \u009b31m goalie\r \u2028rink ${ESCAPE}[2J\u0000`.replace(
      "\u0000",
      "\u007f",
    );
    const shown = await shownOn(true, {}, text);
    expect(shown.replace(STYLE, "")).toContain(
      "puck \\u001b]0;title\\u0007 \\u009b31m goalie\\u000d \\u2028rink \\u001b[2J\\u007f\n",
    );
    // What turns the direction around is not shown, with all else that is left out of words.
    expect((await shownOn(true, {}, "goalie \u202erink")).replace(STYLE, "")).toContain("\n\ngoalie rink\n");
  });

  it("honours NO_COLOR, FORCE_COLOR and a dumb terminal", async () => {
    const isColoured = async (isTTY: boolean, env: Record<string, string>): Promise<boolean> =>
      (await shownOn(isTTY, env, "puck")).includes(ESCAPE);
    expect(await isColoured(true, { TERM: "xterm" })).toBe(true);
    expect(await isColoured(true, { NO_COLOR: "" })).toBe(true);
    expect(await isColoured(true, { NO_COLOR: "1" })).toBe(false);
    expect(await isColoured(true, { TERM: "dumb" })).toBe(false);
    expect(await isColoured(true, { FORCE_COLOR: "0" })).toBe(false);
    expect(await isColoured(false, {})).toBe(false);
    expect(await isColoured(false, { FORCE_COLOR: "1" })).toBe(true);
    expect(await isColoured(false, { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(true);
  });

  it("prints one object and no colours with --json", async () => {
    const shown = await shownOn(true, { FORCE_COLOR: "1" }, "--json", "puck");
    expect(JSON.parse(shown).category).toBe("hockey");
  });
});
