/** A wrong example in the documentation fails, with its place and what was really printed. */

import { describe, expect, it } from "vitest";
import { blocksOf, commandsOf, printsOf, requirePrinted } from "./blocks.js";

describe("requirePrinted", () => {
  const check = (said: string[], printed: string) => () => requirePrinted("README.md:7", "$ it", said, printed);

  it.each([
    [[], ""],
    [["a", "b"], "a\nb\n"],
    [["a"], "a"],
    [["(a.b)*"], "(a.b)*\n"],
    [["a", "...", "d"], "a\nb\nc\nd\n"],
    [["a", "...", "b"], "a\nb\n"],
    [["0.20 s, 0.1 MB/s"], "12.31 s, 44.0 MB/s\n"],
  ])("accepts %j for %j", (said, printed) => {
    expect(check(said, printed)).not.toThrow();
  });

  it.each([
    [[], "a\n"],
    [["a"], ""],
    [["a"], "a\nb\n"],
    [["a"], "aa\n"],
    [["a.b"], "axb\n"],
    [["a", "...", "d"], "a\nb\nc\n"],
    [["27880 bytes"], "27881 bytes\n"],
  ])("rejects %j for %j, with the place and what was printed", (said, printed) => {
    expect(check(said, printed)).toThrow(/^README\.md:7: \$ it\nshould print:\n/);
    expect(check(said, printed)).toThrow(`but prints:\n${printed}`);
  });
});

describe("blocksOf", () => {
  const [install, predict] = blocksOf("README.md");

  it("finds blocks with their places and comments", () => {
    expect(install!.language).toBe("console");
    expect(install!.where).toMatch(/^README\.md:\d+$/);
    expect(install!.remarks["not run"]).toMatch(/\w/);
    expect(predict!.remarks).toEqual({});
  });

  it("splits them into commands and their output", () => {
    const commands = commandsOf({
      where: "a.md:5",
      language: "console",
      lines: ["$ a", "1", "2", "$ b", "$ c", ""],
      remarks: {},
    });
    expect(commands).toEqual([
      { where: "a.md:5", command: "a", output: ["1", "2"] },
      { where: "a.md:8", command: "b", output: [] },
      { where: "a.md:9", command: "c", output: [""] },
    ]);
  });

  it("finds what a program should print", () => {
    const lines = ["const a = 1; // one", "console.log(a); // 1", "  print(a)  # 1.0"];
    expect(printsOf({ where: "a.md:5", language: "js", lines, remarks: {} })).toEqual(["1", "1.0"]);
  });
});
