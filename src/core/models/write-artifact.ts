/** Writing an artifact: a model's arrays → the bytes of its file, for every family in the same way. */

import type { Digest } from "../container/format.js";
import { containerPieces, sectionOf } from "../container/write.js";
import type { Family } from "./family.js";
import { ARTIFACT } from "./read-artifact.js";
import type { RecordedPrediction } from "./recorded-predictions.js";

/**
 * Lays out an artifact: the family's keys and sections as its arrays have them.
 *
 * @param arrays the targets, and a member for each key and each section of the family.
 * @returns the bytes in pieces, most of them the arrays themselves. The same model gives the same bytes anywhere.
 * @throws NewsgroupsError `input` if the header is longer than any that is read.
 */
export function artifactPieces(
  { name, keys, sections }: Family,
  arrays: object,
  recorded: readonly RecordedPrediction[],
  digest: Digest,
): Generator<Uint8Array> {
  const members = arrays as Readonly<Record<string, unknown>>;
  const own = Object.fromEntries(keys.map((key) => [key, members[key]]));
  const header = { family: name, targets: members["targets"], ...own, recorded };
  const bytes = sections.map((section) => {
    const { buffer, byteOffset, byteLength } = members[section] as ArrayBufferView;
    return [section, sectionOf(new Uint8Array(buffer, byteOffset, byteLength))] as const;
  });
  return containerPieces(ARTIFACT, header, new Map(bytes), digest);
}
