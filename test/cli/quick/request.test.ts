/** The quick request: what it takes, and that the program reads arguments the same way. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program.js";
import { quickRequest } from "../../../src/cli/quick/request.js";

const PREDICT = createProgram(process, () => {}).commands.find((command) => command.name() === "predict")!;

describe("quickRequest", () => {
  it("takes words, and the model by either of its names", () => {
    const what = "prediction";
    expect(quickRequest(["predict", "ice", "hockey"])).toEqual({ what, words: ["ice", "hockey"], model: undefined });
    expect(quickRequest(["predict", "-m", "a.model", "ice"])).toEqual({ what, words: ["ice"], model: "a.model" });
    expect(quickRequest(["predict", "ice", "--model", "a.model"])).toEqual({ what, words: ["ice"], model: "a.model" });
    expect(quickRequest(["predict", "-m", "a.model"])).toEqual({ what, words: [], model: "a.model" });
  });

  it("takes the version, and help, by all of their names", () => {
    for (const args of [["-V"], ["--version"]]) expect(quickRequest(args)).toEqual({ what: "version" });
    for (const args of [["-h"], ["--help"], ["help"]]) expect(quickRequest(args)).toEqual({ what: "help" });
    for (const args of [
      ["train", "-h"],
      ["train", "--help"],
      ["help", "train"],
    ]) {
      expect(quickRequest(args)).toEqual({ what: "help", command: "train" });
    }
  });

  it("leaves everything else to the program", () => {
    for (const args of [
      [],
      ["--version", "predict"],
      ["train", "corpus"],
      ["predict", "ice", "-m"],
      ["predict", "ice", "-m", "--json"],
      ["predict", "ice", "-m", "a.model", "-m", "b.model"],
      ["predict", "ice", "--model=a.model"],
      ["predict", "ice", "--help"],
      ["predict", "--", "-ice"],
      ["-q", "predict", "ice"],
    ]) {
      expect(quickRequest(args)).toBeUndefined();
    }
  });

  it("leaves every option but the model to the program", () => {
    const names = PREDICT.options.flatMap(({ short, long }) => [short, long]).filter((name) => name !== undefined);
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) {
      const request = quickRequest(["predict", name, "1", "ice"]);
      expect(request === undefined).toBe(name !== "-m" && name !== "--model");
    }
  });

  it("reads arguments as the program does", () => {
    const argument = fc.constantFrom(
      "ice",
      "",
      "-m",
      "--model",
      "a.model",
      "help",
      "predict",
      "-x",
      "--json",
      "-",
      "--",
    );
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 5 }), (args) => {
        const request = quickRequest(["predict", ...args]);
        if (request?.what !== "prediction") return;
        const { operands, unknown } = PREDICT.parseOptions(args);
        expect(unknown).toEqual([]);
        expect(operands).toEqual(request.words);
        expect(PREDICT.opts()["model"]).toBe(request.model);
        PREDICT.setOptionValue("model", undefined);
      }),
      { numRuns: 500 },
    );
  });
});
