/** Merging: which of many sorted streams has the smallest next item, found in a few comparisons. */

/** A binary heap of the numbers of streams, ordered by their next items. */
export class MergeHeap {
  readonly #streams: number[] = [];
  readonly #compare: (a: number, b: number) => number;

  /**
   * @param streams numbers of the streams that have a next item.
   * @param compare orders two streams by their next items: negative, zero or positive, as for `Array.sort`.
   */
  constructor(streams: Iterable<number>, compare: (a: number, b: number) => number) {
    this.#compare = compare;
    for (const stream of streams) {
      this.#streams.push(stream);
      this.#rise(this.#streams.length - 1);
    }
  }

  /** The stream with the smallest next item; one of them, if several have it. Undefined if no stream has items left. */
  get first(): number | undefined {
    return this.#streams[0];
  }

  /** To be called when {@link first} has moved to its next item, or has none left. */
  moved(hasNext: boolean): void {
    if (!hasNext) {
      const last = this.#streams.pop()!;
      if (this.#streams.length === 0) return;
      this.#streams[0] = last;
    }
    this.#sink();
  }

  #rise(from: number): void {
    const streams = this.#streams;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >>> 1;
      if (this.#compare(streams[parent]!, streams[at]!) <= 0) return;
      [streams[parent], streams[at]] = [streams[at]!, streams[parent]!];
      at = parent;
    }
  }

  #sink(): void {
    const streams = this.#streams;
    const moving = streams[0]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= streams.length) break;
      if (child + 1 < streams.length && this.#compare(streams[child + 1]!, streams[child]!) < 0) child++;
      if (this.#compare(moving, streams[child]!) <= 0) break;
      streams[at] = streams[child]!;
      at = child;
    }
    streams[at] = moving;
  }
}
