/** Training: documents → counts. */

import type { Document } from "./corpus/document.js";

/** Labelled texts, one by one: what `readCorpus` gives, an array, or anything of one's own. */
export type Documents = Iterable<Pick<Document, "label" | "text">> | AsyncIterable<Pick<Document, "label" | "text">>;

/**
 * Counts the terms of labelled documents.
 *
 * Counts are additive: those of two corpora, given to {@link dump} together, make the same artifact as those of both
 * corpora in one, in any order.
 *
 * @returns the bytes of a counts file: the same for the same documents in any order.
 * @throws NewsgroupsError `input` if there are fewer than two categories, or a label is no printable name.
 */
export async function train(documents: Documents): Promise<Uint8Array> {
  const { Trainer } = await import("./counts/trainer.js");
  const trainer = new Trainer();
  for await (const { label, text } of documents) await trainer.add(label, text);
  return trainer.finish();
}
