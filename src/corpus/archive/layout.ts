/** The layout of an archive: the name of a member → its category, or nothing if it is not a document. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Document, MAX_DOCUMENT_BYTES, TOO_LARGE } from "../document.js";
import { isAbout, isLeftOver, isTableName } from "../folder/left-overs.js";
import type { Reading } from "../reading.js";
import { memberError } from "./header-check.js";

/** The part of a member's header that matters here. */
export interface MemberHeader {
  readonly name: string;
  readonly size: number;
  readonly type?: string;
  /** Extended attributes. */
  readonly pax?: Readonly<Record<string, string>>;
}

/** The limit of a member's path in characters; file systems take less. */
const MAX_NAME = 4096;

/** So many files in no category are remembered. */
const MAX_LOOSE = 20;

/** The limit of documents held back until it is certain that they are documents. */
const MAX_PENDING_BYTES = 16 << 20;

/** What a held document takes besides its text. */
const DOCUMENT_BYTES = 512;

/**
 * Finds the category of each member. The first file shows where the category folders are, unless it is a README beside
 * them. So the files of the first folder are held back until another folder beside it shows that they are documents, or a
 * folder inside it shows that they are not.
 */
export class ArchiveLayout {
  readonly #path: string;
  readonly #reading: Reading;
  readonly #subset: readonly string[] | undefined;
  /** Number of folders that make a label; undefined for one folder without others in it. */
  readonly #depth: number | undefined;
  /** The folder that holds the category folders, as far as it is known. */
  #top: readonly string[] | undefined;
  /** The folder below it whose files are held back; undefined once the layout is certain. */
  #uncertain: string | undefined;
  #pending: Document[] = [];
  #pendingBytes = 0;
  #documents = 0;
  /** Whether the subset is a file that was read. */
  #hasFile = false;
  /** Names of files that are in no category. */
  readonly #loose: string[] = [];
  /** Name of the current member. */
  #member = "";

  constructor(path: string, reading: Reading) {
    const { subset, depth } = reading.options;
    this.#path = path;
    this.#reading = reading;
    this.#subset = subset === undefined ? undefined : partsOf(subset);
    this.#depth = depth;
    this.#top = this.#subset;
    if (depth !== undefined && subset === undefined) {
      const what = `--depth counts from a folder, and an archive may begin with any; name it with --subset, "." for the top`;
      throw new NewsgroupsError("usage", `${printable(path)}: ${what}`);
    }
  }

  /**
   * Returns the category of a member, without one if it is the file that the subset names; undefined if it is not a document (a
   * folder, a hidden file, or a file beside the category folders).
   *
   * @throws NewsgroupsError `input` if a corpus may not hold such a member.
   */
  placeOf({ name, size, type = "file", pax }: MemberHeader): { readonly label: string | undefined } | undefined {
    this.#member = name;
    if (name.length > MAX_NAME) this.#fail(`its name has ${name.length} characters; at most ${MAX_NAME} are allowed`);
    const parts = partsOf(name);
    if (name.startsWith("/") || /^[a-z]:/i.test(name) || parts.includes("..")) {
      this.#fail("points outside the archive; make the archive with paths relative to the corpus folder");
    }
    if (type !== "directory" && isLeftOver(parts)) {
      this.#reading.note("left-over", `${this.#path}:${name}`, "a file of macOS or Windows");
      return undefined;
    }
    if (parts.some((part) => part.startsWith("."))) return undefined;
    if (type === "directory") return undefined;
    if (type !== "file") this.#fail(`is a ${type}; an archive may hold only files and folders`);
    if (Object.keys(pax ?? {}).some((key) => key.startsWith("GNU.sparse."))) {
      this.#fail("is a sparse file; make the archive without --sparse");
    }
    if (this.#subset?.length === parts.length && startsWith(parts, this.#subset)) {
      this.#hasFile = true;
      return { label: undefined };
    }
    const label = this.#subset === undefined ? this.#find(parts) : this.#findIn(this.#subset, parts);
    if (label !== undefined && size > MAX_DOCUMENT_BYTES) this.#fail(TOO_LARGE);
    if (label !== undefined) return { label };
    if (this.#loose.length < MAX_LOOSE) this.#loose.push(name);
    return undefined;
  }

  /** Adds a document; returns those that are certain by now, in their order. */
  add(document: Document): readonly Document[] {
    this.#pending.push(document);
    this.#pendingBytes += DOCUMENT_BYTES + document.bytes;
    if (this.#pendingBytes > MAX_PENDING_BYTES && this.#pending.length > 1) this.#uncertain = undefined;
    return this.#uncertain === undefined ? this.#release() : [];
  }

  /** Yields the documents still held back at the end of the archive. */
  *end(): Generator<Document, { readonly hasDocuments: boolean; readonly looseFiles: readonly string[] }> {
    if (this.#holdsTables()) {
      const tables = this.#pending.map(({ id }) => id.slice(this.#path.length + 1));
      return { hasDocuments: false, looseFiles: [...this.#loose, ...tables] };
    }
    yield* this.#release();
    const hasDocuments = this.#documents > 0 || this.#hasFile;
    return { hasDocuments, looseFiles: hasDocuments ? [] : this.#loose };
  }

  /** Whether the only folder has nothing but tables: they are corpora, and no documents. */
  #holdsTables(): boolean {
    const isOnly = this.#subset === undefined && this.#uncertain !== undefined && this.#pending.length > 0;
    return isOnly && this.#pending.every(({ id }) => isTableName(id) || isAbout(id));
  }

  #fail(what: string): never {
    const name = this.#member;
    throw memberError(this.#path, name.length > MAX_NAME ? `${name.slice(0, 100)}…` : name, what);
  }

  #release(): readonly Document[] {
    const released = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#documents += released.length;
    return released;
  }

  #findIn(subset: readonly string[], parts: readonly string[]): string | undefined {
    return startsWith(parts, subset) ? this.#labelBelow(parts.slice(subset.length)) : undefined;
  }

  #find(parts: readonly string[]): string | undefined {
    const folder = parts.slice(0, -1);
    // The file is beside the category folders or above them.
    if (startsWith(this.#top ?? [], folder)) return undefined;
    if (this.#top === undefined || this.#isInsideUncertain(parts)) {
      this.#top = folder.slice(0, -1);
      this.#uncertain = folder.at(-1);
      this.#pending = [];
      this.#pendingBytes = 0;
    }
    if (!startsWith(parts, this.#top)) {
      this.#fail(
        `lies outside ${printable(this.#top.join("/"))}, the folder of the documents before it; ` +
          "choose one top folder with --subset",
      );
    }
    const rest = parts.slice(this.#top.length);
    if (rest[0] !== this.#uncertain) this.#uncertain = undefined;
    return this.#labelBelow(rest);
  }

  /** Whether a file is in a folder inside the uncertain one, whose files are then beside the category folders. */
  #isInsideUncertain(parts: readonly string[]): boolean {
    if (this.#top === undefined || this.#uncertain === undefined) return false;
    return parts.length > this.#top.length + 2 && startsWith(parts, [...this.#top, this.#uncertain]);
  }

  #labelBelow(rest: readonly string[]): string | undefined {
    const depth = this.#depth ?? 1;
    if (rest.length > 2 && this.#depth === undefined) {
      this.#fail(
        rest.at(-2) === "cur" || rest.at(-2) === "new"
          ? "lies in a Maildir; unpack the archive and give the folder"
          : "lies in a folder inside a category; choose the folder that holds the category folders with --subset",
      );
    }
    return rest.length > depth ? rest.slice(0, depth).join("/") : undefined;
  }
}

const partsOf = (name: string): string[] => name.split("/").filter((part) => part !== "" && part !== ".");
const startsWith = (parts: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((part, i) => parts[i] === part);
