/** Documents given to the library: any iterable → the same documents, with their types checked. */

import { normalLabel } from "../core/container/labels.js";
import { describeValue, NewsgroupsError } from "../core/errors.js";
import type { Document } from "../corpus/document.js";
import { STRIPPABLE, type Strippable } from "../evaluate/strip.js";
import type { TextReader } from "../mail/read-text.js";

/** Labelled texts, one by one: what `readCorpus` gives, an array, or any iterable. */
export type Documents = Iterable<LabelledText> | AsyncIterable<LabelledText>;

type LabelledText = Pick<Document, "label" | "text">;

/**
 * Checks documents, and reads the text of each.
 *
 * @throws NewsgroupsError `usage` if the argument is not iterable, or if a label or a text is not a string.
 */
export async function* checkedDocuments(documents: Documents, readText: TextReader): AsyncGenerator<LabelledText> {
  const given = Object(documents);
  if (!(Symbol.iterator in given || Symbol.asyncIterator in given)) {
    throw new NewsgroupsError("usage", `documents: expected an iterable, got ${describeValue(documents)}`);
  }
  let number = 0;
  for await (const document of documents) {
    number++;
    for (const key of ["label", "text"] as const) {
      const value: unknown = document?.[key];
      if (typeof value === "string") continue;
      const got = describeValue(value);
      throw new NewsgroupsError("usage", `document ${number}: ${key}: expected a string, got ${got}`);
    }
    const text = readText(document.text);
    yield { label: normalLabel(document.label), text: typeof text === "string" ? text : await text };
  }
}

/** @throws NewsgroupsError `usage` if one of the parts to strip is none. */
export function checkedParts(parts: readonly Strippable[] = []): readonly Strippable[] {
  const unknown = [parts].flat().find((part) => !STRIPPABLE.includes(part));
  if (unknown === undefined) return parts;
  throw new NewsgroupsError("usage", `strip: expected ${STRIPPABLE.join(", ")}, got ${describeValue(unknown)}`);
}
