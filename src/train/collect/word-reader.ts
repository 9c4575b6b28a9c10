/** Reading words: texts → the numbers of their words. The kernel reads text in ASCII, the lexer any other. */

import { CLASSES } from "../../core/text/characters.js";
import { withoutEncodedBlocks } from "../../core/text/encoded-blocks.js";
import { Lexer } from "../../core/text/lexer.js";
import { MAIL_FIELDS } from "../../core/text/mail-fields.js";
import { kernelModule } from "../../kernels/module.js";
import { Regions } from "../../kernels/regions.js";
import { instanceOf } from "../../kernels/tasks.js";
import type { Words } from "../tables/words.js";

/** The fields by which the kernel knows its regions, in their order: see `src/kernels/assembly/word-reader.ts`. */
const FIELDS = [
  "classes",
  "text",
  "bits",
  "tokens",
  "count",
  "bytes",
  "ends",
  "slots",
  "mask",
  "shift",
  "size",
  "maxSize",
  "maxBytes",
] as const;
const [COUNT, SIZE] = [FIELDS.indexOf("count"), FIELDS.indexOf("size")];

/** The fields of a plain text: see `src/kernels/assembly/plain-text.ts`. */
const PLAIN_FIELDS = ["text", "names", "nameCount", "subject", "subjectEnd", "body", "end", "isEncoded"] as const;
const [SUBJECT, END] = [PLAIN_FIELDS.indexOf("subject"), PLAIN_FIELDS.indexOf("end")];
/** Names without a hyphen, each in so many bytes. */
const NAMES = [...MAIL_FIELDS];
const NAME_BYTES = 16;
/** A longer text is not opened: it is read once, and no faster so. */
const MAX_PLAIN = 1 << 20;

/** Bytes of a number, and of a slot. */
const [NUMBER_BYTES, SLOT_BYTES] = [4, 16];
/** The share of the slots that are taken at most. */
const FULL = 3 / 4;
/** Bytes behind a text that are read and mean nothing. */
const MARGIN = 64;

/** What grows gets so many times what it needs: the next text may be a little longer. */
const MORE = 1.25;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Reads texts word by word, and numbers distinct words 0, 1, 2, … in the order in which they come.
 *
 * The table of words has open addressing with linear probing over one buffer of bytes, and a slot has the first bytes of its word, so that most look-ups
 * touch nothing else.
 */
export class WordReader {
  readonly #regions = new Regions({
    fields: FIELDS.length * NUMBER_BYTES,
    plain: PLAIN_FIELDS.length * NUMBER_BYTES,
    names: NAMES.length * NAME_BYTES,
    classes: CLASSES.length,
    text: 1 << 12,
    bits: 1 << 9,
    tokens: 1 << 13,
    bytes: 1 << 16,
    ends: FULL * (1 << 13) * NUMBER_BYTES,
    slots: (1 << 13) * SLOT_BYTES,
  });
  readonly #kernel = instanceOf({ module: kernelModule(), memory: this.#regions.memory }).exports;
  readonly #lexer = new Lexer();
  #fields!: Uint32Array;
  #plain!: Uint32Array;
  /** The document that is open: it is there until anything is read. */
  #opened: Uint8Array | string | undefined;
  #text!: Uint8Array;
  /** 1 + number of each word that was read since {@link clear}; 0 for a gap, a form that is too long to be a word. */
  tokens!: Uint32Array;

  constructor() {
    this.#describe();
    const memory = new Uint8Array(this.#regions.memory.buffer);
    memory.set(CLASSES, this.#regions.start("classes"));
    NAMES.forEach((name, i) => {
      encoder.encodeInto(name, memory.subarray(this.#regions.start("names") + i * NAME_BYTES));
    });
  }

  /** Number of distinct words. */
  get size(): number {
    return this.#fields[SIZE]!;
  }

  /** How many of {@link tokens} count. */
  get count(): number {
    return this.#fields[COUNT]!;
  }

  /** Forgets the tokens. */
  clear(): void {
    this.#fields[COUNT] = 0;
  }

  /** Reads the words of a text. */
  read(text: string): void {
    this.#opened = undefined;
    this.#makeRoom(text.length);
    if (this.#takeAscii(text)) this.#readAscii(0, text.length);
    else this.#readFolded(text);
  }

  /**
   * Opens a document, if it is plain: ASCII, and with nothing unusual in its header. Then `readText` gives what it is, `normalText` cuts off
   * white space at its end, and `parseMessage` finds the subject and the body that this finds.
   *
   * @returns the bytes of its normal text, as a view that is valid until anything is read; undefined if it is not plain.
   */
  open(content: Uint8Array | string): Uint8Array | undefined {
    if (content !== this.#opened) this.#opened = this.#isPlain(content) ? content : undefined;
    return this.#opened === undefined ? undefined : this.#text.subarray(0, this.#plain[END]);
  }

  #isPlain(content: Uint8Array | string): boolean {
    const size = content.length;
    if (size > MAX_PLAIN) return false;
    this.#makeRoom(size);
    if (typeof content !== "string") this.#text.set(content);
    else if (!this.#takeAscii(content)) return false;
    return this.#kernel["openText"]!(this.#plain.byteOffset, size) === 1;
  }

  /** Reads the words of the document that was opened last. @returns how many of them are of its subject. */
  readOpened(): number {
    const [subject, subjectEnd, body, end, isEncoded] = this.#plain.subarray(SUBJECT);
    // Reading changes the text.
    const encoded = isEncoded === 1 ? decoder.decode(this.#text.slice(body, end)) : undefined;
    this.#opened = undefined;
    this.clear();
    this.#readAscii(subject!, subjectEnd! - subject!);
    const count = this.count;
    if (encoded === undefined) this.#readAscii(body!, end! - body!);
    else this.read(withoutEncodedBlocks(encoded));
    return count;
  }

  /** Returns a copy of the words from number `first` on, in the order of their numbers. */
  from(first: number): Words {
    const { buffer } = this.#regions.memory;
    const all = new Uint32Array(buffer, this.#regions.start("ends"), this.size);
    const start = first === 0 ? 0 : all[first - 1]!;
    const ends = all.slice(first).map((end) => end - start);
    const bytes = new Uint8Array(buffer, this.#regions.start("bytes") + start, ends.at(-1) ?? 0);
    return { bytes: bytes.slice(), ends };
  }

  /** Takes a text, if it is ASCII. */
  #takeAscii(text: string): boolean {
    // Any other takes more bytes.
    return encoder.encodeInto(text, this.#text).written === text.length;
  }

  #readAscii(start: number, size: number): void {
    const fields = this.#fields.byteOffset;
    this.#kernel["markWords"]!(fields, start, size);
    for (let at = 0; at < size; ) {
      at = this.#kernel["readWords"]!(fields, start, size, at);
      if (at < size) this.#growTable();
    }
  }

  #readFolded(text: string): void {
    const lexer = this.#lexer;
    for (lexer.open(text); lexer.next(); ) {
      this.#makeRoom(lexer.length);
      const fields = this.#fields;
      this.tokens[fields[COUNT]!] = lexer.length === 0 ? 0 : 1 + this.#find(lexer);
      this.#fields[COUNT]!++;
    }
  }

  /** The number of the lexer's form. */
  #find({ bytes, start, length }: Lexer): number {
    for (let i = 0; i < length; i++) this.#text[i] = bytes[start + i]!;
    for (;;) {
      const number = this.#kernel["intern"]!(this.#regions.start("fields"), this.#text.byteOffset, length);
      if (number >= 0) return number;
      this.#growTable();
    }
  }

  /** Makes room for a text of `size` bytes, and for the tokens that it may have. */
  #makeRoom(size: number): void {
    const regions = this.#regions;
    const text = size + MARGIN;
    // Between two words there is a byte at least.
    const tokens = (this.count + size / 2 + 1) * NUMBER_BYTES;
    if (text <= regions.size("text") && tokens <= regions.size("tokens")) return;
    if (text > regions.size("text")) regions.grow("text", MORE * text);
    regions.grow("bits", regions.size("text") / 8 + 16);
    if (tokens > regions.size("tokens")) regions.grow("tokens", MORE * tokens);
    this.#describe();
  }

  /** Makes room for as many words again. */
  #growTable(): void {
    const regions = this.#regions;
    for (const name of ["bytes", "ends", "slots"] as const) regions.grow(name, 2 * regions.size(name));
    this.#describe();
    new Uint8Array(regions.memory.buffer, regions.start("slots"), regions.size("slots")).fill(0);
    this.#kernel["fillSlots"]!(regions.start("fields"));
  }

  /** Tells the kernel where the regions are. */
  #describe(): void {
    const regions = this.#regions;
    const { buffer } = regions.memory;
    const slots = regions.size("slots") / SLOT_BYTES;
    const fields = new Uint32Array(buffer, regions.start("fields"), FIELDS.length);
    const [count, size] = [fields[COUNT]!, fields[SIZE]!];
    const other = {
      count,
      size,
      mask: slots - 1,
      shift: Math.clz32(slots - 1) + 32,
      maxSize: FULL * slots,
      maxBytes: regions.size("bytes"),
    };
    FIELDS.forEach((name, i) => {
      fields[i] = name in other ? other[name as keyof typeof other] : regions.start(name as "text");
    });
    this.#fields = fields;
    this.#plain = new Uint32Array(buffer, regions.start("plain"), PLAIN_FIELDS.length);
    this.#plain.set([regions.start("text"), regions.start("names"), NAMES.length]);
    this.#text = new Uint8Array(buffer, regions.start("text"), regions.size("text"));
    this.tokens = new Uint32Array(buffer, regions.start("tokens"), regions.size("tokens") / NUMBER_BYTES);
  }
}
