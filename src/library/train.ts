/** Training: documents → counts. */

import { describeValue, NewsgroupsError } from "../core/errors.js";
import type { Document } from "../corpus/document.js";

/** Labelled texts, one by one: what `readCorpus` gives, an array, or any iterable. */
export type Documents = Iterable<Pick<Document, "label" | "text">> | AsyncIterable<Pick<Document, "label" | "text">>;

/** What becomes of the documents; by default they make new counts. */
export interface TrainOptions {
  /** Counts to add the documents to. */
  readonly into?: Uint8Array;
  /** Counts to take the documents out of, which gives the counts from before they were added. Not together with {@link into}. */
  readonly forget?: Uint8Array;
  /** Whether to add documents that are in {@link into} already; default false. */
  readonly allowDuplicates?: boolean;
}

/**
 * Counts the terms of labelled documents.
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
  if (into && forget) throw new NewsgroupsError("usage", "into, forget: give one of them, not both");
  const baseOf = (bytes: Uint8Array) => ({ counts: decodeCounts(bytes, "the counts"), where: "the counts" });
  const training = new TrainingSession(
    into
      ? { kind: "into", base: baseOf(into), allowDuplicates }
      : forget
        ? { kind: "forget", base: baseOf(forget) }
        : { kind: "new" },
  );
  for await (const document of documents) {
    const where = `document ${training.documents + 1}`;
    const { label, text } = requireDocument(document, where);
    await training.add(label, text, where);
  }
  return encodeCounts(await training.finish("the documents"));
}

function requireDocument(document: Pick<Document, "label" | "text">, where: string): Pick<Document, "label" | "text"> {
  for (const key of ["label", "text"] as const) {
    const value: unknown = document?.[key];
    if (typeof value === "string") continue;
    throw new NewsgroupsError("usage", `${where}: ${key}: expected a string, got ${describeValue(value)}`);
  }
  return document;
}
