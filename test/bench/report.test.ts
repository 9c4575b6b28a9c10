import { describe, expect, it } from "vitest";
import { renewed, spread, table } from "../../bench/report.js";

const own = { seconds: [1, 1, 1], cpu: [], megabytes: [50, 80] };
const other = { seconds: [2, 2, 4], cpu: [], megabytes: [] };

/** The cells of a table's rows, without what aligns them. */
const cells = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").slice(1, -1))
    .map((row) => row.map((cell) => cell.trim()));

describe("table", () => {
  it("shows for each goal whether it is met, by ratio and by peak memory", () => {
    const goals = [{ over: "b", atMost: 0.5 }, { over: "b", below: 0.5 }, { megabytes: 65 }, { over: "b" }];
    const text = table([{ side: "a", goals }], new Map(Object.entries({ a: own, b: other })));
    expect(cells(text).slice(2)).toEqual([
      ["a", "1.00 s (1.00–1.00)", "0.50 × b", "≤ 0.5", "yes", "80", "3"],
      ["", "", "0.50 × b", "< 0.5", "**no**", "", ""],
      ["", "", "80 MB", "≤ 65 MB", "**no**", "", ""],
      ["", "", "0.50 × b", "", "", "", ""],
    ]);
  });

  it("compares the peak memory of two sides", () => {
    const goals = [
      { memoryOver: "b", atMost: 0.4 },
      { memoryOver: "c", atMost: 0.4 },
    ];
    const [b, c] = [
      { ...other, megabytes: [100, 200] },
      { ...other, megabytes: [160] },
    ];
    const rows = cells(table([{ side: "a", goals }], new Map(Object.entries({ a: own, b, c }))));
    expect(rows.slice(2).map((row) => row.slice(2, 5))).toEqual([
      ["0.40 × the memory of b", "≤ 0.4", "yes"],
      ["0.50 × the memory of c", "≤ 0.4", "**no**"],
    ]);
  });

  it("shows two digits of a ratio below 0.1", () => {
    const goals = [{ over: "b", atMost: 0.07 }];
    const text = table([{ side: "a", goals }], new Map(Object.entries({ a: { ...own, seconds: [0.134] }, b: other })));
    expect(cells(text)[2]).toContain("0.067 × b");
  });

  it("shows the goal of a comparison whose other side was skipped, and why it was skipped", () => {
    const rows = [
      { side: "a", goals: [{ over: "b", atMost: 0.5 }] },
      { side: "b", skipped: "not here" },
    ];
    expect(cells(table(rows, new Map([["a", own]]))).slice(2)).toEqual([
      ["a", "1.00 s (1.00–1.00)", "– × b", "≤ 0.5", "80", "3"],
      ["b", "skipped: not here", "", "", "", ""],
    ]);
  });
});

describe("spread", () => {
  it("has fewer decimals for longer times", () => {
    expect(spread([0.0712, 0.08, 0.0698])).toBe("0.071 s (0.070–0.080)");
    expect(spread([44.61])).toBe("44.6 s (44.6–44.6)");
  });
});

describe("renewed", () => {
  const order = ["One", "Two", "Three"];

  it("replaces the sections that were run and keeps the others, in the given order", () => {
    const first = renewed("", "# Results\n\nhere\n", new Map([["Two", "old two"]]), order);
    const second = renewed(first, "# Results\n\nhere\n", new Map([["One", "one"]]), order);
    expect(second).toBe("# Results\n\nhere\n\n## One\n\none\n\n## Two\n\nold two\n");
    expect(renewed(second, "# Results\n\nhere\n", new Map([["Two", "new two"]]), order)).toBe(
      "# Results\n\nhere\n\n## One\n\none\n\n## Two\n\nnew two\n",
    );
  });

  it("marks sections kept from another machine, once each", () => {
    const there = renewed("", "# Results\n\nthere\n", new Map([["One", "one"]]), order);
    const here = renewed(there, "# Results\n\nhere\n", new Map([["Two", "two"]]), order);
    expect(here).toMatch(/## One\n\n_Measured before, on another machine.*_\n\none\n\n## Two\n\ntwo\n/);
    const third = renewed(here, "# Results\n\nagain elsewhere\n", new Map(), order);
    expect(third).toMatch(/## One\n\n_Measured[^_]*_\n\none\n\n## Two\n\n_Measured[^_]*_\n\ntwo\n/);
  });

  it("drops a section whose part no longer exists", () => {
    expect(renewed("# Results\n\n## Gone\n\ntext\n", "# Results\n", new Map(), order)).toBe("# Results\n");
  });
});
