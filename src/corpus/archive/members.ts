/** Members of an archive → documents: what tar and zip share. */

import type { Document } from "../document.js";
import type { Reading } from "../reading.js";
import { type Source, sourceOf } from "../source.js";
import { ArchiveLayout, type MemberHeader } from "./layout.js";

/** A member of an archive. Exactly one of its functions is called. */
export interface Member extends MemberHeader {
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
 * @throws NewsgroupsError `input` for a member that a corpus may not hold.
 */
export async function* documentsOf(
  archive: string,
  members: AsyncIterable<Member>,
  reading: Reading,
  readFile: FileReader,
): AsyncGenerator<Document, ArchiveEnd> {
  const layout = new ArchiveLayout(archive, reading);
  for await (const member of members) {
    const id = `${archive}:${member.name}`;
    const place = layout.placeOf(member);
    if (place === undefined) await member.skip();
    else if (place.label === undefined) yield* readFile(await sourceOf(id, member.name, member.chunks()));
    else
      for await (const document of reading.documents(id, place.label, await member.content())) {
        yield* layout.add(document);
      }
  }
  return yield* layout.end();
}
