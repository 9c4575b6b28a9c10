/** Models imported from dumps of scikit-learn that every runtime classifies with, the texts for them, and dumps that it imports. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Classifier, importModel, load, NewsgroupsError } from "../../../src/index.js";
import { ROOT } from "../../docs/blocks.js";
import { sha256 } from "../../support/digest.js";
import { FIXTURES, importedArtifact } from "../../support/imported.js";
import { type Comparison, differences } from "./texts.js";

export interface ImportedModel extends Required<Comparison> {
  /** The recipe of the dump. */
  readonly name: string;
  readonly artifact: Uint8Array;
  readonly classifier: Classifier;
}

async function imported(name: string, hasRoundedScores = false): Promise<ImportedModel> {
  const artifact = await importedArtifact(name);
  return { name, artifact, classifier: load(artifact), hasRoundedScores };
}

/** Models whose answers depend on the letters that an engine knows, on how it matches patterns, and on how it rounds. */
export function importedModels(): Promise<ImportedModel[]> {
  return Promise.all([
    imported("tutorial"),
    imported("text-char-accents"),
    imported("text-accents-ascii"),
    imported("text-hashing-char"),
    imported("text-union-pipelines"),
    // These need the automaton.
    imported("text-pattern-either"),
    imported("text-pattern-lazy"),
    // Here 1 + ln(tf), and here the probabilities, are scores or parts of them.
    imported("text-sublinear", true),
    imported("calibrated-sigmoid", true),
  ]);
}

/** Characters that are newer than Unicode 14, which Python 3.11 leaves as they are: whatever an engine knows of them must not show. */
const NEW_CHARACTERS = [
  // Unicode 15: a letter, a digit, an ideograph, a combining mark, and a letter that becomes another one by NFKD.
  ...["\u{1df25}", "\u{11f50}", "\u{2ebf0}", "\u{10efd}", "\u{1e030}"],
  // 16: capitals, a digit, a mark, a letter that becomes two by NFD, and an A and a 3 that NFKD makes ASCII.
  ...[
    "\u{a7cb}",
    "\u{a7da}",
    "\u{a7dc}",
    "\u{1c89}",
    "\u{10d50}",
    "\u{10d40}",
    "\u{897}",
    "\u{105c9}",
    "\u{1ccd6}",
    "\u{1ccf3}",
  ],
  // 17: capitals, a letter, a digit, an ideograph, a mark, and an S that NFKD makes ASCII.
  ...["\u{16ea0}", "\u{a7ce}", "\u{a7d2}", "\u{88f}", "\u{11de0}", "\u{323b0}", "\u{1acf}", "\u{a7f1}"],
];

/** The texts of the fixtures, and new characters: alone, in words, before marks and beside sigmas. ɤ and ƛ got capitals in Unicode 16. */
export function textsForImported(): string[] {
  const { evaluate } = JSON.parse(readFileSync(join(ROOT, "test/scikit-learn/texts.json"), "utf8"));
  return [
    ...evaluate,
    ...NEW_CHARACTERS.map(
      (c) => `${c} go${c}al ${c}Bread pe${c}nalty ${c}${c} E\u0301${c}\u0327 Σ${c} ΑΣ${c} 3${c}4 ɤ${c}ƛ`,
    ),
    NEW_CHARACTERS.join(""),
    "\ud800 goal \udfff bread",
  ];
}

/** Says where a runtime's predictions are not those of the library in this process. @param printed a line of JSON for each model. */
export function importedDifferences(
  models: readonly ImportedModel[],
  texts: readonly string[],
  printed: string,
): string[] {
  const lines = printed.split("\n");
  if (lines.length !== models.length) return [`${lines.length} lines for ${models.length} models`];
  return models.flatMap((model, i) =>
    differences(texts, lines[i]!, model).map((difference) => `${model.name}: ${difference}`),
  );
}

/** A fixture of the import: its files, and what the library here makes of them. */
export interface ImportCase {
  /** Version of scikit-learn and recipe. */
  readonly name: string;
  readonly files: readonly string[];
  /** SHA-256 of the artifact, or the error. */
  readonly outcome: string;
}

/** All fixtures, of every version of scikit-learn, container and protocol; those to be refused too. */
export async function importCases(): Promise<ImportCase[]> {
  const cases: Promise<ImportCase>[] = readdirSync(FIXTURES).flatMap((version) => {
    const { fixtures } = JSON.parse(readFileSync(join(FIXTURES, version, "answers.json"), "utf8"));
    return fixtures.map(async (fixture: { name: string; files: string[] }) => {
      // The others lie beside the dump, which names them.
      const dumps = fixture.files.filter((name) => !name.endsWith(".npy"));
      const files = dumps.map((name) => join(FIXTURES, version, name));
      return { name: `${version}/${fixture.name}`, files, outcome: await outcomeOf(files) };
    });
  });
  return Promise.all(cases);
}

/** What a program that imports them all is given. */
export function filesOf(cases: readonly ImportCase[]): (readonly string[])[] {
  return cases.map(({ files }) => files);
}

async function outcomeOf(files: readonly string[]): Promise<string> {
  try {
    return sha256(await importModel(files));
  } catch (error) {
    if (!(error instanceof NewsgroupsError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

/** Says of which fixtures a runtime makes something else than the library here. @param printed outcomes as JSON. */
export function importDifferences(cases: readonly ImportCase[], printed: string): string[] {
  const outcomes: string[] = JSON.parse(printed);
  if (outcomes.length !== cases.length) return [`${outcomes.length} outcomes of ${cases.length} fixtures`];
  return cases.flatMap(({ name, outcome }, i) =>
    outcomes[i] === outcome ? [] : [`${name}: ${outcomes[i]} instead of ${outcome}`],
  );
}
