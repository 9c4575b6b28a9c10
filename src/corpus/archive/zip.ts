/** Archive corpora: a zip of a corpus folder. Only this module imports the zip reader. */

import { type Entry, fromBufferPromise, getFileNameLowLevel, openPromise, type ZipFile } from "yauzl";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { crc32 } from "../../unpack/crc32.js";
import { EXPANDS, FREE_BYTES, MAX_RATIO } from "../../unpack/unpack-stream.js";
import type { Document } from "../document.js";
import { officeDocument } from "../foreign.js";
import type { Reading } from "../reading.js";
import { type Source, wholeOf } from "../source.js";
import { memberError } from "./header-check.js";
import { type ArchiveEnd, documentsOf, type FileReader, type Member } from "./members.js";

/** A zip lists its members at its end. One that comes as a stream is held in memory. */
const MAX_STREAM_BYTES = 1 << 28;

/**
 * Reads the documents of a zip as those of a tar are read, in the order of its list.
 *
 * @throws NewsgroupsError `input` as for a tar; also for a member that is encrypted, or compressed otherwise than by deflate.
 */
export async function* readZip(
  source: Source,
  reading: Reading,
  readFile: FileReader,
): AsyncGenerator<Document, ArchiveEnd> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true } as const;
  let zip: ZipFile | undefined;
  try {
    zip =
      source.path === undefined
        ? await fromBufferPromise(await wholeOf(source, MAX_STREAM_BYTES, "save it to a file first"), options)
        : await openPromise(source.path, options);
    return yield* documentsOf(source.id, membersOf(zip, source.id), (member) => member, reading, readFile);
  } catch (error) {
    throw error instanceof NewsgroupsError ? error : brokenZip(source.id, error);
  } finally {
    zip?.close();
  }
}

function brokenZip(id: string, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  return new NewsgroupsError("input", `${printable(id)}: broken archive: ${cause.message}; give a complete .zip`, {
    cause,
  });
}

async function* membersOf(zip: ZipFile, id: string): AsyncGenerator<Member> {
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
    const office = officeDocument(name);
    if (office !== undefined) throw new NewsgroupsError("input", `${printable(id)}: ${office}`);
    unpacked += entry.uncompressedSize;
    if (unpacked > zip.fileSize * MAX_RATIO + FREE_BYTES) throw memberError(id, name, EXPANDS);
    yield memberOf(zip, entry, name, id);
  }
}

const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;

function memberOf(zip: ZipFile, entry: Entry, name: string, id: string): Member {
  const isLink = ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    if (entry.isEncrypted()) throw memberError(id, name, "is encrypted; unpack the archive with its password");
    if (!entry.canDecodeFileData()) {
      const method = `is compressed by method ${entry.compressionMethod}`;
      throw memberError(id, name, `${method}; expected 0 or 8 (deflate). Pack the archive again`);
    }
    try {
      yield* await zip.openReadStreamPromise(entry);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      throw memberError(id, name, `broken: ${what}; give a complete archive`);
    }
  };
  return {
    header: {
      name,
      size: entry.uncompressedSize,
      type: isLink ? "symlink" : name.endsWith("/") ? "directory" : "file",
    },
    chunks,
    skip: async () => {},
    content: async () => {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks()) parts.push(chunk);
      const bytes = Buffer.concat(parts);
      if (crc32(bytes) !== entry.crc32) {
        throw memberError(id, name, "broken: its checksum differs; give a complete archive");
      }
      return bytes;
    },
  };
}
