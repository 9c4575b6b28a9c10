/** The layout of an archive: the name of a member → its category, and which members are no documents. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Document, MAX_DOCUMENT_BYTES, TOO_LARGE } from "../document.js";

/** What of a member's header matters. */
interface Member {
  readonly name: string;
  readonly size: number;
  readonly type?: string;
  /** Its extended attributes. */
  readonly pax?: Readonly<Record<string, string>>;
}

/** Most characters of a member's path; what a file system takes is less. */
const MAX_NAME = 4096;

/** Most bytes of documents that wait until it is certain that they are some. */
const MAX_WAITING_BYTES = 16 << 20;

/** What a document takes besides its text. */
const DOCUMENT_BYTES = 512;

/**
 * Finds each member's category. The first file tells where the category folders are, unless it is a README beside them:
 * so the files of the first folder wait until another folder beside it shows that they are documents, or one inside it
 * that they are not.
 */
export class ArchiveLayout {
  readonly #path: string;
  readonly #subset: readonly string[] | undefined;
  /** The folder of the category folders, as far as it is known. */
  #top: readonly string[] | undefined;
  /** The folder below it whose files wait; undefined once all is certain. */
  #uncertain: string | undefined;
  #waiting: Document[] = [];
  #waitingBytes = 0;
  #documents = 0;

  constructor(path: string, subset: string | undefined) {
    this.#path = path;
    this.#subset = subset === undefined ? undefined : partsOf(subset);
    this.#top = this.#subset;
  }

  /**
   * The category of the document that a member is; undefined if it is none (a folder, a hidden file, one beside the
   * category folders).
   *
   * @throws NewsgroupsError `input` if it has no business in a corpus.
   */
  labelOf({ name, size, type = "file", pax }: Member): string | undefined {
    const refuse = (what: string): never => {
      throw new NewsgroupsError("input", `${printable(this.#path)}: member ${printable(shortened(name))}: ${what}`);
    };
    if (name.length > MAX_NAME) refuse(`has a name of ${name.length} characters; ${MAX_NAME} at most expected`);
    const parts = partsOf(name);
    if (name.startsWith("/") || /^[a-z]:/i.test(name) || parts.includes("..")) {
      refuse("points outside the archive; make it with paths relative to the corpus folder");
    }
    if (parts.some((part) => part.startsWith("."))) return undefined;
    if (type === "directory") return undefined;
    if (type !== "file") refuse(`is a ${type}; only files and folders expected`);
    if (Object.keys(pax ?? {}).some((key) => key.startsWith("GNU.sparse."))) {
      refuse("is a sparse file; make the archive without --sparse");
    }
    const label = this.#subset === undefined ? this.#find(parts, refuse) : this.#findIn(this.#subset, parts, refuse);
    if (label !== undefined && size > MAX_DOCUMENT_BYTES) refuse(TOO_LARGE);
    return label;
  }

  /** Takes a document in; gives those that are certain by now, in their order. */
  place(document: Document): readonly Document[] {
    this.#waiting.push(document);
    this.#waitingBytes += DOCUMENT_BYTES + document.bytes;
    if (this.#waitingBytes > MAX_WAITING_BYTES) this.#uncertain = undefined;
    return this.#uncertain === undefined ? this.#settle() : [];
  }

  /**
   * The documents that still waited at the end of the archive.
   *
   * @throws NewsgroupsError `input` if there was no document in it.
   */
  end(): readonly Document[] {
    const last = this.#settle();
    if (this.#documents > 0) return last;
    const where = this.#subset === undefined ? "" : ` under ${printable(this.#subset.join("/"))}`;
    throw new NewsgroupsError(
      "input",
      `${printable(this.#path)}: no documents${where}; members such as folder/category/file expected`,
    );
  }

  #settle(): readonly Document[] {
    const settled = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#documents += settled.length;
    return settled;
  }

  #findIn(subset: readonly string[], parts: readonly string[], refuse: (what: string) => never): string | undefined {
    if (!startsWith(parts, subset)) return undefined;
    return this.#labelBelow(parts.slice(subset.length), refuse);
  }

  #find(parts: readonly string[], refuse: (what: string) => never): string | undefined {
    const folder = parts.slice(0, -1);
    // It lies beside the category folders or above them.
    if (startsWith(this.#top ?? [], folder)) return undefined;
    if (this.#top === undefined || this.#isInsideUncertain(parts)) {
      this.#top = folder.slice(0, -1);
      this.#uncertain = folder.at(-1);
      this.#waiting = [];
      this.#waitingBytes = 0;
    }
    if (!startsWith(parts, this.#top)) {
      refuse(
        `lies outside ${printable(this.#top.join("/"))}, where the documents before it are; ` +
          "choose one of several top folders with --subset",
      );
    }
    const rest = parts.slice(this.#top.length);
    if (rest[0] !== this.#uncertain) this.#uncertain = undefined;
    return this.#labelBelow(rest, refuse);
  }

  /** Whether a file lies in a folder inside the one whose files wait, which then lie beside the category folders. */
  #isInsideUncertain(parts: readonly string[]): boolean {
    if (this.#top === undefined || this.#uncertain === undefined) return false;
    return parts.length > this.#top.length + 2 && startsWith(parts, [...this.#top, this.#uncertain]);
  }

  #labelBelow(rest: readonly string[], refuse: (what: string) => never): string | undefined {
    if (rest.length > 2) refuse("lies in a folder inside a category; choose a folder of categories with --subset");
    return rest.length === 2 ? rest[0] : undefined;
  }
}

const partsOf = (name: string): string[] => name.split("/").filter((part) => part !== "" && part !== ".");
const startsWith = (parts: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((part, i) => parts[i] === part);
const shortened = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, 100)}…` : name);
