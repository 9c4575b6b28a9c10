/** Completion definitions: read from commander's. */

import { Argument, Command, Option } from "commander";
import { describe, expect, it } from "vitest";
import { definitionsOf } from "../../../src/cli/completion/definitions.js";

/** A program with one command of these options and arguments. */
function commandOf(options: Option[], values: Argument[] = []) {
  const command = new Command("one").description("One.").helpOption(false);
  for (const option of options) command.addOption(option);
  for (const value of values) command.addArgument(value);
  const program = new Command("program").helpCommand(false).addCommand(command);
  return definitionsOf(program.addCommand(new Command("secret"), { hidden: true }));
}

describe("definitionsOf", () => {
  it("begins with the program, whose value is a command", () => {
    const [program, ...commands] = commandOf([]);
    expect(program).toMatchObject({ name: "program", values: [{ kind: "choice", choices: ["one"] }] });
    expect(commands).toEqual([{ name: "one", description: "One.", options: [], values: [] }]);
  });

  it.each([
    ["--quiet", undefined],
    ["-o, --output <file>", { name: "file", kind: "file" }],
    ["--files <file...>", { name: "file", kind: "file", isVariadic: true }],
    ["--to <folder>", { name: "folder", kind: "folder" }],
    ["--port <number>", { name: "number", kind: "other" }],
    ["--why [number]", { name: "number", kind: "other", isOptional: true }],
    ["--rename <old=new>", { name: "old=new", kind: "other" }],
    ["--expect <label text...>", { name: "label text", kind: "other", isVariadic: true }],
  ])("reads the value of %s from its placeholder", (flags, value) => {
    const [, command] = commandOf([new Option(flags)]);
    const rest = { choices: [], isList: false, isVariadic: false, isOptional: false };
    expect(command!.options[0]!.value).toEqual(value && { ...rest, ...value });
  });

  it("reads choices, and whether several may be given with commas between", () => {
    const [, command] = commandOf([
      new Option("--one <name>").choices(["a", "b"]),
      new Option("--some <name,...>").choices(["a", "b"]),
    ]);
    expect(command!.options.map(({ flags, value }) => [flags, value])).toEqual([
      [["--one"], expect.objectContaining({ name: "name", kind: "choice", choices: ["a", "b"], isList: false })],
      [["--some"], expect.objectContaining({ name: "name", kind: "choice", choices: ["a", "b"], isList: true })],
    ]);
  });

  it("reads arguments, and leaves out hidden options", () => {
    const [, command] = commandOf(
      [new Option("--secret").hideHelp()],
      [new Argument("<corpus>"), new Argument("[text...]")],
    );
    expect(command!.options).toEqual([]);
    expect(command!.values).toMatchObject([
      { name: "corpus", kind: "file", isOptional: false, isVariadic: false },
      { name: "text", kind: "other", isOptional: true, isVariadic: true },
    ]);
  });
});
