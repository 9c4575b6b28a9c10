/**
 * Clients of the tutorial's service get the same answers from `newsgroups serve`, with a model of its own and with the tutorial's,
 * imported; compared if Python is there.
 */

import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCorpus } from "../../src/index.js";
import { sharedFolder } from "../support/folders.js";
import { skipped, skippedWithout } from "../support/programs.js";
import { BIN } from "../support/run-command.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SAMPLE = here("../../data/sample");
const run = promisify(execFile);

const canRun = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const NEEDED = "import sklearn, fastapi, uvicorn, joblib; assert fastapi.__version__.startswith('0.92.')";
/** Debian's packages are for Debian's Python; another one may come first on the path. */
const PYTHON = ["/usr/bin/python3", "python3"].find((python) => canRun(python, "-c", NEEDED));
const ANY_PYTHON = PYTHON ?? ["/usr/bin/python3", "python3"].find((python) => canRun(python, "--version"));

const WITHOUT_TUTORIAL = skipped(
  "FastAPI 0.92, scikit-learn or uvicorn not found; apt-get install python3-sklearn python3-fastapi python3-uvicorn (Debian 12)",
);

interface Service {
  readonly name: string;
  readonly isThere: boolean;
  /** Starts it in a folder for what it needs. */
  readonly start: (folder: string) => ChildProcess;
  /** Matches what it prints about where it listens. */
  readonly port: RegExp;
}

const LISTENING = /listening at http:\/\/127\.0\.0\.1:(\d+)/;

/** Runs `newsgroups`, which is to say nothing. */
function newsgroups(...args: readonly string[]): void {
  execFileSync(process.execPath, [BIN, ...args, "--quiet"]);
}

const OURS: Service = {
  name: "newsgroups serve",
  isThere: true,
  start(folder) {
    const [counts, model] = [join(folder, "counts"), join(folder, "newsgroups.model")];
    newsgroups("train", SAMPLE, "--output", counts);
    newsgroups("dump", counts, "--output", model);
    return spawn(process.execPath, [BIN, "serve", "--port", "0", "-m", model]);
  },
  port: LISTENING,
};

const dumpFolder = sharedFolder();

/** The tutorial's model as it saves it, trained at the first call. */
function tutorialDump(): string {
  const dump = join(dumpFolder, "newsgroups_model.joblib");
  if (!existsSync(dump)) execFileSync(PYTHON!, [here("../support/tutorial_model.py"), SAMPLE, dump]);
  return dump;
}

const TUTORIAL: Service = {
  name: `the tutorial's service${PYTHON ? "" : WITHOUT_TUTORIAL}`,
  isThere: PYTHON !== undefined,
  start: () => spawn(PYTHON!, [here("../support/tutorial_service.py"), tutorialDump()]),
  port: /^port (\d+)$/m,
};

const IMPORTED: Service = {
  name: `newsgroups serve with the tutorial's model${PYTHON ? "" : WITHOUT_TUTORIAL}`,
  isThere: PYTHON !== undefined,
  start(folder) {
    const model = join(folder, "newsgroups.model");
    newsgroups("import", tutorialDump(), "--output", model);
    return spawn(process.execPath, [BIN, "serve", "--port", "0", "-m", model]);
  },
  port: LISTENING,
};

const TEXTS: readonly [text: string, category: string][] = [
  ["query the database table index with sql", "comp.databases"],
  ["bicycle wheel chain brake saddle ride", "rec.cycling"],
  ['a "telescope"\nto see the stars, planets and Jupiter’s moons', "sci.astronomy"],
];

/** The tutorial's request in each of three clients. */
const CLIENTS: Readonly<Record<string, { without: string; ask: (url: string, body: string) => Promise<string> }>> = {
  curl: {
    without: skippedWithout("curl"),
    ask: async (url, body) =>
      (await run("curl", ["-sS", "-X", "POST", "-H", "Content-Type: application/json", "-d", body, url])).stdout,
  },
  fetch: {
    without: "",
    ask: async (url, body) => {
      const headers = { "Content-Type": "application/json" };
      return (await fetch(url, { method: "POST", headers, body })).text();
    },
  },
  "Python's urllib": {
    without: ANY_PYTHON === undefined ? skipped("python3 not found; apt-get install python3") : "",
    ask: async (url, body) => {
      const program = [
        "import sys, urllib.request",
        "url, body = sys.argv[1:]",
        "request = urllib.request.Request(url, body.encode(), {'Content-Type': 'application/json'})",
        "print(urllib.request.urlopen(request).read().decode(), end='')",
      ].join("\n");
      return (await run(ANY_PYTHON!, ["-c", program, url, body])).stdout;
    },
  },
};

const MISSING = (...loc: string[]) => ({ loc, msg: "field required", type: "value_error.missing" });
const NO_STRING = { loc: ["body", "text"], msg: "str type expected", type: "type_error.str" };
const NO_OBJECT = { loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" };
const NULL = { loc: ["body", "text"], msg: "none is not an allowed value", type: "type_error.none.not_allowed" };

const UNPROCESSABLE: readonly [body: string, detail: object][] = [
  ["{}", MISSING("body", "text")],
  ['{"Text":"engine"}', MISSING("body", "text")],
  ["", MISSING("body")],
  ["null", MISSING("body")],
  ['{"text":null}', NULL],
  ['{"text":["engine"]}', NO_STRING],
  ['{"text":{"text":"engine"}}', NO_STRING],
  ['"engine"', NO_OBJECT],
  ["7", NO_OBJECT],
  ["true", NO_OBJECT],
  ['[{"text":"engine"}]', NO_OBJECT],
];

const MALFORMED = [
  '{"text":"engine"',
  "{'text':'engine'}",
  "text=engine",
  '{"text":"engine"}}',
  " ",
  '{"text":"a\nb"}',
];

/** Runs a service while the tests that are around run; `url()` is where it predicts. */
function running({ start, port }: Service): { url(): string } {
  let folder: string;
  let service: ChildProcess;
  let url = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "newsgroups-tutorial-"));
    service = start(folder);
    let said = "";
    for (const stream of [service.stdout!, service.stderr!]) stream.on("data", (chunk) => (said += chunk));
    while (!port.test(said)) {
      const next = [once(service.stdout!, "data"), once(service.stderr!, "data"), once(service, "exit")];
      await Promise.race(next);
      if (service.exitCode !== null) throw new Error(said);
    }
    url = `http://127.0.0.1:${port.exec(said)![1]}/prediction`;
  }, 60_000);

  afterAll(async () => {
    const exit = once(service, "exit");
    service.kill("SIGKILL");
    await exit;
    rmSync(folder, { recursive: true, force: true });
  });

  return { url: () => url };
}

for (const service of [OURS, TUTORIAL, IMPORTED]) {
  describe.skipIf(!service.isThere)(service.name, () => {
    const { url } = running(service);

    async function post(body: string, type: string | undefined): Promise<{ status: number; answer: string }> {
      // As bytes, for fetch gives a type of its own to strings.
      const response = await fetch(url(), {
        method: "POST",
        headers: type === undefined ? {} : { "content-type": type },
        body: Buffer.from(body),
      });
      expect(response.headers.get("content-type")).toMatch(/^application\/json\b/);
      return { status: response.status, answer: await response.text() };
    }

    const JSON_TYPE = "application/json";

    for (const [client, { without, ask }] of Object.entries(CLIENTS)) {
      it.skipIf(without)(`answers ${client}${without}`, async () => {
        for (const [text, category] of TEXTS) {
          expect(await ask(url(), JSON.stringify({ text }))).toBe(JSON.stringify({ category }));
        }
      });
    }

    it.each(UNPROCESSABLE)("answers 422 to %s, and says why", async (body, detail) => {
      const { status, answer } = await post(body, JSON_TYPE);
      expect([status, JSON.parse(answer)]).toEqual([422, { detail: [detail] }]);
    });

    it.each(MALFORMED)("answers 422 to %j, which is not JSON", async (body) => {
      const { status, answer } = await post(body, JSON_TYPE);
      const { detail } = JSON.parse(answer);
      expect([status, detail.length]).toEqual([422, 1]);
      expect(detail[0]).toMatchObject({ type: "value_error.jsondecode", msg: expect.any(String) });
      expect(detail[0].loc[0]).toBe("body");
    });

    it("ignores other fields, and takes the last of repeated keys", async () => {
      const text = TEXTS[1]![0];
      for (const body of [`{"id":1,"text":"${text}","x":{}}`, `{"text":"sql database","text":"${text}"}`]) {
        expect(await post(body, JSON_TYPE)).toEqual({ status: 200, answer: '{"category":"rec.cycling"}' });
      }
    });

    it.each([
      undefined,
      "application/json; charset=utf-8",
      "Application/JSON",
      "application/vnd.api+json",
      "application/problem+json;charset=utf-8",
    ])("accepts a JSON body of type %s", async (type) => {
      const [text, category] = TEXTS[2]!;
      expect(await post(JSON.stringify({ text }), type)).toEqual({ status: 200, answer: JSON.stringify({ category }) });
    });

    it("answers 405 with the allowed methods, and 404, as JSON with a sentence", async () => {
      const wrongMethod = await fetch(url());
      expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "POST"]);
      const wrongPath = await fetch(`${url()}s-of-mine`);
      expect(wrongPath.status).toBe(404);
      for (const response of [wrongMethod, wrongPath]) {
        expect(await response.json()).toEqual({ detail: expect.stringMatching(/\w/) });
      }
    });
  });
}

describe.skipIf(PYTHON === undefined)(`the tutorial's model, imported${PYTHON ? "" : WITHOUT_TUTORIAL}`, () => {
  const [tutorial, imported] = [running(TUTORIAL), running(IMPORTED)];

  it("answers every text as the tutorial's service does", async () => {
    const { evaluate } = JSON.parse(readFileSync(here("../scikit-learn/texts.json"), "utf8"));
    const others = [...TEXTS.map(([text]) => text), "\ud800 wheel", "SQL\0table", "ⱯɐꟋ\u1c89 ΣΑΣ İ"];
    // A blank text is not classified: docs/serving.md lists what differs.
    const texts: string[] = [...evaluate, ...others].filter((text) => text.trim() !== "");
    for await (const { text } of readCorpus(SAMPLE)) texts.push(text);
    const answers = async (url: string): Promise<string[]> => {
      const all: string[] = [];
      for (const text of texts) all.push(await CLIENTS["fetch"]!.ask(url, JSON.stringify({ text })));
      return all;
    };
    const expected = await answers(tutorial.url());
    expect(new Set(expected).size).toBe(4);
    expect(await answers(imported.url())).toEqual(expected);
  });
});
