// @ts-check
/** A connection of the random client: sends an exchange as its kind says, and returns the answers. */

import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { answerIn, pieces } from "./message.js";

/** How long an answer may take, and how long a silent connection may stay open. */
const [MAX_SECONDS, MAX_SECONDS_UNFINISHED] = [30, 90];
const [MAX_PIECES, MAX_PAUSE_MILLISECONDS] = [15, 20];

export class Connection {
  #port;
  #socket;
  #bytes = Buffer.alloc(0);
  #hasEnded = true;
  #wake = () => {};

  constructor(port) {
    this.#port = port;
  }

  /**
   * Sends an exchange and waits for the answers. Another exchange may follow.
   *
   * @param {string} how as a kind says
   * @param {{bytes: Buffer, isHead?: boolean}[]} requests more than one only in a row
   * @returns {Promise<(object | string)[]>} for each request its answer, or "closed", "aborted", "no answer";
   * "unanswered" behind one that was to be the last of the connection
   */
  async exchange(how, requests, draw) {
    if (this.#hasEnded) await this.#open();
    const bytes = requests.length === 1 ? requests[0].bytes : Buffer.concat(requests.map((one) => one.bytes));
    if (how === "slow") await this.#dribble(bytes, draw);
    else if (how === "ended") this.#socket.end(bytes);
    else this.#socket.write(bytes);
    if (how === "aborted") {
      await setTimeout(draw.whole(0, MAX_PAUSE_MILLISECONDS));
      this.close();
      return ["aborted"];
    }
    const seconds = how === "unfinished" ? MAX_SECONDS_UNFINISHED : MAX_SECONDS;
    const answers = [];
    let isOver = false;
    for (const { isHead } of requests) {
      const answer = isOver ? "unanswered" : await this.#answer(isHead === true, seconds);
      answers.push(answer);
      isOver ||= typeof answer === "string" || answer.fields.get("connection") === "close";
    }
    if (isOver || !["plain", "slow", "pipelined"].includes(how)) this.close();
    else if (this.#bytes.length > 0) throw new Error(`more than the answer: ${this.#bytes.toString("latin1", 0, 200)}`);
    return answers;
  }

  close() {
    this.#hasEnded = true;
    this.#socket?.destroy();
  }

  #open() {
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    this.#socket = socket;
    this.#bytes = Buffer.alloc(0);
    this.#hasEnded = false;
    const end = () => {
      if (this.#socket !== socket) return;
      this.#hasEnded = true;
      this.#wake();
    };
    socket.on("data", (data) => {
      if (this.#socket !== socket) return;
      this.#bytes = this.#bytes.length === 0 ? data : Buffer.concat([this.#bytes, data]);
      this.#wake();
    });
    for (const event of ["end", "close", "error"]) socket.on(event, end);
    return new Promise((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
  }

  async #dribble(bytes, draw) {
    for (const piece of pieces(draw, bytes, draw.whole(2, MAX_PIECES))) {
      this.#socket.write(piece);
      await setTimeout(draw.whole(0, MAX_PAUSE_MILLISECONDS));
    }
  }

  /** The next final answer. Interim ones (100 Continue) are skipped. */
  async #answer(isHead, seconds) {
    const late = performance.now() + seconds * 1000;
    for (;;) {
      const answer = answerIn(this.#bytes, isHead);
      if (answer !== undefined) {
        this.#bytes = this.#bytes.subarray(answer.length);
        if (answer.status >= 200) return answer;
      } else if (this.#hasEnded) return "closed";
      else if (performance.now() > late) return "no answer";
      else await this.#more(late - performance.now());
    }
  }

  /** @returns {Promise<void>} */
  #more(milliseconds) {
    return new Promise((resolve) => {
      const timer = globalThis.setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
