/** Small corpora written out, and the artifacts that are made of them. */

import { dump } from "../../src/library/dump.js";
import { train } from "../../src/library/train.js";
import type { CompileOptions } from "../../src/train/model/options.js";
import type { Labelled } from "./labelled.js";

/** Three categories with words of their own, shared words, bigrams, stop words, and an address. */
export const ANIMALS: readonly Labelled[] = [
  { label: "birds", text: "The heron and the falcon nest near the river. A heron eats fish; the falcon hunts doves." },
  {
    label: "birds",
    text: "Subject: falcon sighting\nFrom: ada@example.org\n\nA falcon over the river, with striped wings.",
  },
  { label: "birds", text: "Heron colony by the river: write to ada@example.org for the map." },
  { label: "fish", text: "Salmon and trout swim up the river to spawn. Trout eat insects." },
  { label: "fish", text: "The pike is a striped fish that hunts trout, and salmon fry." },
  { label: "mammals", text: "Zebra herds graze on the savanna; the striped zebra fears the lion." },
  { label: "mammals", text: "A lion hunts at night. The lion pride hunts zebra near the river." },
  { label: "mammals", text: "Elephants graze too, and a herd of elephants drinks from the river." },
];

/** The bytes of an artifact made of a corpus. */
export async function artifactOf(corpus: readonly Labelled[], options: CompileOptions = {}): Promise<Uint8Array> {
  return dump(await train(corpus), options);
}
