/** Training: documents → counts. */

import { NewsgroupsError } from "../core/errors.js";
import { type Strippable, withoutParts } from "../evaluate/strip.js";
import { type Content, readText } from "../mail/read-text.js";
import { checkedDocuments, checkedParts, type Documents } from "./documents.js";

/** What becomes of the documents; by default they make new counts. */
export interface TrainOptions {
  /** Counts to add the documents to. */
  readonly into?: Uint8Array;
  /** Counts to take the documents out of, which gives the counts from before they were added. Not together with {@link into}. */
  readonly forget?: Uint8Array;
  /** Whether to add documents that are in {@link into} already; default false. */
  readonly allowDuplicates?: boolean;
  /** Whether the counts keep the words of each document, which a linear model needs; if not, they hold sums alone. Default true. */
  readonly documents?: boolean;
  /** Parts to remove from each text before it is counted; default none. */
  readonly strip?: readonly Strippable[];
}

/**
 * Counts the terms of labelled documents. A message is read as its reader sees it: see `readText`.
 *
 * Counts are additive: those of two corpora, given to {@link dump} together, make the same artifact as both corpora in one, in any order.
 *
 * @returns the bytes of a counts file: the same for the same documents in any order.
 * @throws NewsgroupsError `input` if there are fewer than two categories, a label cannot be a name, or a document to take out is not
 * there; `duplicates` if a document to add is there already; `settings` if the counts were made by another version; a `FileFault` if they
 * are no counts; `usage` if an argument is of a wrong type.
 */
export async function train(documents: Documents, options: TrainOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const [{ TrainingSession }, { decodeCounts, encodeCounts }] = await Promise.all([
    import("../train/collect/training-session.js"),
    import("../train/counts/counts.js"),
  ]);
  const { into, forget, allowDuplicates = false } = options;
  const strip = checkedParts(options.strip);
  if (into && forget) throw new NewsgroupsError("usage", "into, forget: give one of them, not both");
  const baseOf = (bytes: Uint8Array) => ({ counts: decodeCounts(bytes, "the counts"), where: "the counts" });
  const training = new TrainingSession(
    into
      ? { kind: "into", base: baseOf(into), allowDuplicates }
      : forget
        ? { kind: "forget", base: baseOf(forget) }
        : { kind: "new" },
    { documents: options.documents ?? true },
  );
  const read = (text: Content) => (typeof text === "string" && training.isPlain(text) ? text : readText(text));
  for await (const { label, text } of checkedDocuments(documents, read)) {
    training.add(label, withoutParts(text, strip), `document ${training.documents + 1}`);
  }
  return encodeCounts(await training.finish("the documents"));
}
