/** Ranges of bytes: where the words or n-grams of a text are. */

/** A list of ranges that is used again for each text. */
export class Ranges {
  /** First byte of each range; the first {@link count} elements are in use. */
  starts: Uint32Array = new Uint32Array(1 << 8);
  /** Byte after the last of each range. */
  ends: Uint32Array = new Uint32Array(1 << 8);
  count = 0;

  add(start: number, end: number): void {
    if (this.count === this.starts.length) this.makeRoom(this.count);
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** Makes room for `more` ranges, so that they can be written without {@link add}. */
  makeRoom(more: number): void {
    if (this.count + more <= this.starts.length) return;
    this.starts = grown(this.starts, 2 * (this.count + more));
    this.ends = grown(this.ends, 2 * (this.count + more));
  }
}

function grown(numbers: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  larger.set(numbers);
  return larger;
}
