/** Training: documents → counts. */

import { NewsgroupsError } from "../core/errors.js";
import type { Document } from "../corpus/document.js";

/** Labelled texts, one by one: what `readCorpus` gives, an array, or anything of one's own. */
export type Documents = Iterable<Pick<Document, "label" | "text">> | AsyncIterable<Pick<Document, "label" | "text">>;

/** What becomes of the documents; by default they are counted alone. */
export interface TrainOptions {
  /** A counts file to add the documents to. */
  readonly into?: Uint8Array;
  /** A counts file to take the documents out of: what it was before they were added. Not together with {@link into}. */
  readonly forget?: Uint8Array;
  /** Whether documents that are in {@link into} already are added all the same; default false. */
  readonly allowDuplicates?: boolean;
}

/**
 * Counts the terms of labelled documents.
 *
 * Counts are additive: those of two corpora, given to {@link dump} together, make the same artifact as those of both
 * corpora in one, in any order.
 *
 * @returns the bytes of a counts file: the same for the same documents in any order.
 * @throws NewsgroupsError `input` if there are fewer than two categories, a label is no printable name, or a document is
 * to be taken out that is not there; `duplicates` if one is to be added that is there; `settings` if the counts file was
 * made by another version; a `FileFault` if it is none.
 */
export async function train(documents: Documents, options: TrainOptions = {}): Promise<Uint8Array> {
  const [{ Training }, { decodeCounts, encodeCounts }] = await Promise.all([
    import("../train/collect/training.js"),
    import("../train/counts/counts.js"),
  ]);
  const { into, forget, allowDuplicates = false } = options;
  if (into && forget) throw new NewsgroupsError("usage", "into and forget: one of them expected");
  const baseOf = (bytes: Uint8Array) => ({ counts: decodeCounts(bytes, "the counts"), where: "the counts" });
  const training = new Training(
    into
      ? { kind: "into", base: baseOf(into), allowDuplicates }
      : forget
        ? { kind: "forget", base: baseOf(forget) }
        : { kind: "new" },
  );
  for await (const { label, text } of documents) {
    await training.add(label, text, `document ${training.documents + 1}`);
  }
  return encodeCounts(await training.finish("the documents"));
}
