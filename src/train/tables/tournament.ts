/** Merging: which of many sorted streams has the smallest next item, found in a few comparisons. */

/**
 * A tournament of streams (a tree of losers: Knuth, volume 3, 5.4.1). Each node has the stream that lost there, so that when
 * the winner moves on, it plays again on its way to the root, and nobody else does: one comparison for each level.
 *
 * Items are compared by two numbers, and where both agree by what else there is to them. Streams are numbered from 0.
 */
export class Tournament {
  /** Of each stream's next item: its first number, infinite at the end of the stream, and its second. */
  readonly #high: Float64Array;
  readonly #low: Uint32Array;
  /** By node; the root is node 1, and the parent of node n is ⌊n/2⌋, as that of stream s is ⌊(s + streams)/2⌋. */
  readonly #losers: Uint32Array;
  readonly #compareEqual: ((a: number, b: number) => number) | undefined;
  #winner = 0;

  /**
   * @param streams number of streams; each is at its end until {@link enter} is called.
   * @param compareEqual orders two streams whose items agree in both numbers, as for `Array.sort`. Default: the items are equal.
   */
  constructor(streams: number, compareEqual?: (a: number, b: number) => number) {
    this.#high = new Float64Array(streams).fill(Number.POSITIVE_INFINITY);
    this.#low = new Uint32Array(streams);
    this.#losers = new Uint32Array(streams);
    this.#compareEqual = compareEqual;
  }

  /** Sets a stream's first item, below 2^32 both. To be called before {@link begin}. */
  enter(stream: number, high: number, low: number): void {
    this.#high[stream] = high;
    this.#low[stream] = low;
  }

  /** To be called when the first item of each stream is known. */
  begin(): void {
    if (this.#high.length > 0) this.#winner = this.#play(1);
  }

  /** The stream with the smallest next item; one of them, if several have it. −1 if no stream has items left. */
  get first(): number {
    return this.high < Number.POSITIVE_INFINITY ? this.#winner : -1;
  }

  /** The first number of the smallest next item; infinite if no stream has items left. */
  get high(): number {
    return this.#high[this.#winner] ?? Number.POSITIVE_INFINITY;
  }

  /** The second number of the smallest next item. */
  get low(): number {
    return this.#low[this.#winner]!;
  }

  /** To be called when {@link first} has moved to its next item. */
  moved(high: number, low: number): void {
    this.#high[this.#winner] = high;
    this.#low[this.#winner] = low;
    this.#replay();
  }

  /** To be called when {@link first} has no item left. */
  ended(): void {
    this.#high[this.#winner] = Number.POSITIVE_INFINITY;
    this.#replay();
  }

  #replay(): void {
    const losers = this.#losers;
    let winner = this.#winner;
    for (let node = (winner + losers.length) >>> 1; node > 0; node >>>= 1) {
      const loser = losers[node]!;
      if (!this.#isBefore(loser, winner)) continue;
      losers[node] = winner;
      winner = loser;
    }
    this.#winner = winner;
  }

  /** Plays all matches below a node. @returns the winner. */
  #play(node: number): number {
    const streams = this.#losers.length;
    if (node >= streams) return node - streams;
    const [left, right] = [this.#play(2 * node), this.#play(2 * node + 1)];
    const isLeft = !this.#isBefore(right, left);
    this.#losers[node] = isLeft ? right : left;
    return isLeft ? left : right;
  }

  #isBefore(a: number, b: number): boolean {
    const high = this.#high[a]! - this.#high[b]!;
    // Both infinite: not a number, and none is before the other.
    if (high !== 0) return high < 0;
    const low = this.#low[a]! - this.#low[b]!;
    if (low !== 0 || this.#compareEqual === undefined) return low < 0;
    return this.#compareEqual(a, b) < 0;
  }
}
