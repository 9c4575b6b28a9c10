/** Members of an archive → documents: what tar and zip share. */

import type { Document } from "../document.js";
import { messagesIfSeveral } from "../mbox/mbox.js";
import type { Reading } from "../reading.js";
import { type Source, sourceOf } from "../source.js";
import { ArchiveLayout, type MemberHeader } from "./layout.js";

/** A member of an archive. Exactly one of its functions is called. */
export interface Member {
  readonly header: MemberHeader;
  /** Reads all of it. */
  content(): Promise<Uint8Array>;
  /** Reads it in chunks. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Passes over it. */
  skip(): Promise<void>;
}

/** Reads a file of any format. */
export type FileReader = (source: Source) => AsyncGenerator<Document>;

/** What became of an archive. */
export interface ArchiveEnd {
  readonly hasDocuments: boolean;
  /** Names of files that are in no category; of the first, if they are many. Empty if there were documents. */
  readonly looseFiles: readonly string[];
}

/**
 * Yields the documents of an archive, and at the end says which files might be a corpus each, if there were no documents.
 *
 * @param entries the members as they come; @param memberOf makes one of them readable.
 * @throws NewsgroupsError `input` for a member that a corpus may not hold.
 */
export async function* documentsOf<E>(
  archive: string,
  entries: AsyncIterable<E>,
  memberOf: (entry: E) => Member,
  reading: Reading,
  readFile: FileReader,
): AsyncGenerator<Document, ArchiveEnd> {
  const layout = new ArchiveLayout(archive, reading);
  for await (const entry of entries) {
    const member = memberOf(entry);
    const { name } = member.header;
    const id = `${archive}:${name}`;
    const place = layout.placeOf(member.header);
    if (place === undefined) await member.skip();
    else if (place.label === undefined) yield* readFile(await sourceOf(id, name, member.chunks()));
    else {
      const bytes = await member.content();
      const messages = messagesIfSeveral(bytes);
      if (messages === undefined) {
        const document = await reading.document(id, place.label, bytes, bytes.length);
        if (document) for (const certain of layout.add(document)) yield certain;
      } else {
        for await (const document of reading.messages(id, place.label, messages)) yield* layout.add(document);
      }
    }
  }
  return yield* layout.end();
}
