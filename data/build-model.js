/**
 * Makes data/20newsgroups.model of the training part of the 20 Newsgroups by date.
 *
 *     npm run build:model [-- <corpus> [<subset>]]
 *
 * <corpus> is 20news-bydate-train.tar.gz, or 20news-bydate.tar.gz (as `newsgroups fetch` gets it) with the subset
 * 20news-bydate-train; default ../shared/corpus/20news-bydate-train.tar.gz.
 */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dump, readCorpus, train } from "../dist/index.js";

const DOCUMENTS = 11_314;

const [corpus = "../shared/corpus/20news-bydate-train.tar.gz", subset] = process.argv.slice(2);
let documents = 0;
const counts = await train(
  (async function* () {
    for await (const document of readCorpus(corpus, { subset })) {
      documents++;
      yield document;
    }
  })(),
);
if (documents !== DOCUMENTS) throw new Error(`${corpus}: ${documents} documents; ${DOCUMENTS} expected`);
const artifact = await dump(counts);
writeFileSync(fileURLToPath(new URL("20newsgroups.model", import.meta.url)), artifact);
console.error(`data/20newsgroups.model: ${artifact.length} bytes`);
