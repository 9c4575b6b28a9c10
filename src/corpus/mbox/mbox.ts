/** Mbox: messages in one file, each behind a line `From ...` → the bytes of each (RFC 4155, with the quoting of mboxrd). */

/** How the line before each message begins. */
const ENVELOPE = Buffer.from("From ");
const QUOTED = Buffer.from(">From ");
/** The first byte of a byte order mark. */
const MARK = 0xef;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const GREATER = 0x3e;

/** So many bytes of a line decide what it is. */
const MAX_LINE = 1000;
/** So many bytes decide whether a line is an envelope: the line itself, and the start of the next. */
const LOOKAHEAD = 2 * MAX_LINE + 1;
/** So many bytes before a line decide whether an empty line precedes it. */
const LOOKBEHIND = 4;

/** The date of an envelope, as `asctime` and mail readers write it: a weekday, a time and a year. */
const DATE = [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/, /\d:\d\d/, /\b\d{4}\b/];
/** An envelope without a date: one word for the sender, or none. Newer versions of Thunderbird write it. */
const UNDATED = /^From(?: +\S*[^\s:])?$/;
/** How a message may begin: with a field, or with the envelope that it had before. */
const FIELD = /^(?:[!-9;-~]+[ \t]*:|>From )/;

/** Whether bytes begin with the envelope of a message. They may hold that one message alone. */
export function beginsMbox(bytes: Uint8Array): boolean {
  // Nearly all that is asked is answered here, and the field `From:` of a message in particular.
  const isLikely = bytes[0] === ENVELOPE[0] && bytes[ENVELOPE.length - 1] === ENVELOPE.at(-1);
  if (!isLikely && bytes[0] !== MARK) return false;
  const buffer = asBuffer(bytes);
  return isEnvelope(buffer, markLength(buffer));
}

/**
 * Yields the messages of an mbox in memory, without their envelopes. `>From ` in their bodies is unquoted. Bytes before the
 * first envelope are a message, too.
 */
export function* messagesIn(mbox: Uint8Array): Generator<Uint8Array> {
  const bytes = asBuffer(mbox);
  for (let start = 0; start < bytes.length; ) {
    const end = nextEnvelope(bytes, start + 1, bytes.length);
    yield message(bytes.subarray(start, end));
    start = end;
  }
}

/**
 * Yields the messages of an mbox that comes as a stream, as {@link messagesIn} does, each as soon as the next has begun.
 *
 * @param maxBytes limit of a message with its envelope. Little more than that and one chunk is ever in memory.
 * @yields undefined in place of a message over the limit.
 */
export async function* messagesOf(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array | undefined> {
  const backlog = new Backlog();
  // The offset of the first line that has not been looked at.
  let from = 1;
  let isTooLong = false;
  const take = (end: number): Uint8Array | undefined => {
    const bytes = isTooLong || end > maxBytes ? undefined : message(Buffer.from(backlog.bytes.subarray(0, end)));
    backlog.drop(end);
    isTooLong = false;
    from = 1;
    return bytes;
  };
  for await (const chunk of stream) {
    backlog.append(chunk);
    for (;;) {
      const decided = backlog.bytes.length - LOOKAHEAD;
      const end = nextEnvelope(backlog.bytes, from, decided);
      if (end >= decided) break;
      yield take(end);
    }
    from = Math.max(from, backlog.bytes.length - LOOKAHEAD);
    if (from > maxBytes + LOOKBEHIND) {
      isTooLong = true;
      backlog.drop(from - LOOKBEHIND);
      from = LOOKBEHIND;
    }
  }
  while (backlog.bytes.length > 0) yield take(nextEnvelope(backlog.bytes, from, backlog.bytes.length));
}

/** The bytes of a stream that are not yet used. The buffer grows by doubling: a long message may come byte by byte. */
class Backlog {
  #buffer: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get bytes(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  append(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#buffer.length) {
      const { bytes } = this;
      this.#buffer = Buffer.allocUnsafe(2 * bytes.length + chunk.length);
      bytes.copy(this.#buffer);
      this.#start = 0;
      this.#end = bytes.length;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  drop(length: number): void {
    this.#start += length;
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** The length of a byte order mark, which some editors put first. */
const markLength = (bytes: Buffer): number => (bytes.length > 2 && bytes.readUIntBE(0, 3) === 0xefbbbf ? 3 : 0);

/** The offset of the first envelope in `from` ≤ offset < `to`; `to` if there is none. */
function nextEnvelope(bytes: Buffer, from: number, to: number): number {
  for (let at = bytes.indexOf(ENVELOPE, from); at >= 0 && at < to; at = bytes.indexOf(ENVELOPE, at + 1)) {
    if (bytes[at - 1] === NEWLINE && isEnvelope(bytes, at)) return at;
  }
  return Math.max(from, to);
}

/**
 * Whether the line at an offset is an envelope. A dated one follows an empty line or precedes a header: some programs leave out
 * the empty line. One without a date needs both, because sentences begin with this word, too.
 */
function isEnvelope(bytes: Buffer, at: number): boolean {
  if (!bytes.subarray(at, at + ENVELOPE.length).equals(ENVELOPE)) return false;
  const line = lineAt(bytes, at);
  const isBeforeHeader = FIELD.test(lineAt(bytes, at + line.length + 1));
  const isBehindEmptyLine = at === markLength(bytes) || isEmptyBefore(bytes, at);
  return DATE.every((part) => part.test(line))
    ? isBeforeHeader || isBehindEmptyLine
    : isBeforeHeader && isBehindEmptyLine && UNDATED.test(line.trimEnd());
}

/** A line without its LF, or as much of it as decides. */
function lineAt(bytes: Buffer, at: number): string {
  const end = bytes.indexOf(NEWLINE, at);
  return bytes.toString("latin1", at, Math.min(end < 0 ? bytes.length : end, at + MAX_LINE));
}

/** Whether the line that ends before an offset is empty: LF LF, or CR LF CR LF. */
function isEmptyBefore(bytes: Buffer, at: number): boolean {
  const end = bytes[at - 2] === RETURN ? at - 2 : at - 1;
  return end === 0 || bytes[end - 1] === NEWLINE;
}

/** A message without its envelope and the empty line that ends it, its body unquoted. */
function message(bytes: Buffer): Buffer {
  const start = beginsMbox(bytes) ? bytes.indexOf(NEWLINE) + 1 : 0;
  const isEnded = bytes.at(-1) === NEWLINE && isEmptyBefore(bytes, bytes.length);
  return unquoted(bytes.subarray(start, isEnded ? bytes.lastIndexOf(NEWLINE, bytes.length - 2) + 1 : bytes.length));
}

/** Takes one `>` from each line `>From ` or `>>From ` of a body. In a header it stays: there it is an older envelope. */
function unquoted(bytes: Buffer): Buffer {
  const body = [bytes.indexOf("\n\n"), bytes.indexOf("\n\r\n")].filter((at) => at >= 0);
  const kept: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(QUOTED, Math.min(...body, bytes.length)); at >= 0; at = bytes.indexOf(QUOTED, at + 1)) {
    let before = at - 1;
    while (bytes[before] === GREATER) before--;
    if (bytes[before] !== NEWLINE) continue;
    kept.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return kept.length === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(from)]);
}

/** The messages of an mbox; undefined if bytes are something else, or an mbox of one message, which is read as it is. */
export function messagesIfSeveral(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  if (!beginsMbox(bytes)) return undefined;
  const messages = [...messagesIn(bytes)];
  return messages.length > 1 ? messages : undefined;
}
