// Imports dumps of scikit-learn, given as a JSON file of lists of paths, and prints the digests of the models: `import.js DUMPS`.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { importModel, NewsgroupsError } from "newsgroups";

async function outcomeOf(files) {
  try {
    return createHash("sha256")
      .update(await importModel(files))
      .digest("hex");
  } catch (error) {
    if (!(error instanceof NewsgroupsError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

const dumps = JSON.parse(readFileSync(process.argv[2], "utf8"));
// A bundle in CommonJS cannot wait at its top level.
Promise.all(dumps.map(outcomeOf)).then((outcomes) => console.log(JSON.stringify(outcomes)));
