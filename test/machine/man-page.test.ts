/** The manual page as groff and mandoc format it. */

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { manPage } from "../../src/cli/man-page.js";
import { createProgram } from "../../src/cli/program.js";
import { skippedWithout } from "../support/programs.js";

const page = manPage(createProgram(process, () => {}));
const [WITHOUT_GROFF, WITHOUT_MANDOC] = [skippedWithout("groff"), skippedWithout("mandoc")];

describe("manPage", () => {
  it.skipIf(WITHOUT_GROFF)(`has no warning of groff${WITHOUT_GROFF}`, () => {
    const { status, stderr, stdout } = spawnSync("groff", ["-man", "-Tutf8", "-ww", "-P-cbou"], {
      input: page,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("-o, --output <file>");
    // An address is not hyphenated.
    expect(stdout).toContain("https://ndownloader.figshare.com/files/5975967");
  });

  it.skipIf(WITHOUT_MANDOC)(`has no warning of mandoc but for the date${WITHOUT_MANDOC}`, () => {
    const { stdout } = spawnSync("mandoc", ["-T", "lint", "-W", "warning"], { input: page, encoding: "utf8" });
    // A date would be that of the build.
    expect(stdout.trim().split("\n")).toEqual([expect.stringContaining("missing date")]);
  });
});
