/** API client: a text → the server's answer, or a sentence that says why there is none. */

import type { Explanation } from "../../core/predict/explanation.js";
import type { RoundedPrediction } from "../../core/predict/rounded.js";
import type { ModelInfo } from "../../library/check.js";

/** The body of an answer to `POST prediction`. */
export interface Answer extends RoundedPrediction {
  /** null if no term of the text is known; missing if the model cannot explain its predictions. */
  readonly why?: Explanation | null;
}

export interface Answered {
  readonly answer: Answer;
  /** From sending the request to reading its answer. */
  readonly milliseconds: number;
  /** SHA-256 of the model that answered. */
  readonly digest: string | null;
}

export interface Failure {
  /** Says what is wrong and what to do. */
  readonly sentence: string;
  /** The server requires a token, or another one. */
  readonly needsToken?: boolean;
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
}

/** The body of an answer to `GET model`. */
export interface ServedModel extends ModelInfo {
  readonly digest: string;
}

/** How many categories to request. */
export const TOP = 5;

const TIMEOUT_MS = 30_000;

/** Seconds after which to try again: if the server does not say, and at most. */
const DEFAULT_RETRY_S = 5;
const MAX_RETRY_S = 300;

/** Calls the server that served the page. URLs are relative, so that a proxy may add a path prefix. */
export class ApiClient {
  /** Kept in memory only. */
  #token: string | undefined;
  /** Digest of the model that answered last. */
  #digest: string | null = null;
  /** Digest of the last model that could not explain its predictions. */
  #unexplained: string | null | undefined;

  useToken(token: string): void {
    this.#token = token;
  }

  /** Predicts. If the signal is aborted meanwhile, ignore the result. */
  async predict(text: string, signal: AbortSignal, why: boolean = this.#canExplain): Promise<Answered | Failure> {
    const sent = performance.now();
    try {
      const response = await this.#fetch(`prediction?top=${TOP}&why=${why}`, signal, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text }),
      });
      this.#digest = response.headers.get("x-model-digest");
      if (why && response.status === 422 && (await isAboutWhy(response.clone()))) this.#unexplained = this.#digest;
      // Again, if the model turns out to be another one.
      if (why !== this.#canExplain) return await this.predict(text, signal);
      if (!response.ok) return await this.#failure(response);
      const answer: Answer = await response.json();
      return { answer, milliseconds: performance.now() - sent, digest: this.#digest };
    } catch (error) {
      return { sentence: sentenceOf(error) };
    }
  }

  /** The model that the server uses now. */
  async model(): Promise<ServedModel | Failure> {
    try {
      const response = await this.#fetch("model", new AbortController().signal);
      return response.ok ? await response.json() : await this.#failure(response);
    } catch (error) {
      return { sentence: sentenceOf(error) };
    }
  }

  get #canExplain(): boolean {
    return this.#digest !== this.#unexplained;
  }

  #fetch(url: string, signal: AbortSignal, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#token !== undefined) headers.set("authorization", `Bearer ${this.#token}`);
    const either = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    return fetch(url, { ...init, headers, cache: "no-store", signal: either });
  }

  async #failure(response: Response): Promise<Failure> {
    const { status } = response;
    if (status === 401) {
      const isWrong = this.#token !== undefined;
      const sentence = isWrong ? "The server does not accept this token." : "This server requires a token.";
      return { sentence, needsToken: true };
    }
    if (status === 413) return { sentence: "This text is too long for the server. Shorten it." };
    if (status === 422) return { sentence: `The server cannot process this text: ${await reasonOf(response)}.` };
    if (status === 503) {
      const retryAfter = secondsOf(response.headers.get("retry-after"));
      const when = retryAfter === 1 ? "1 second" : `${retryAfter} seconds`;
      return { sentence: `The server is busy. Your text will be sent again in ${when}.`, retryAfter };
    }
    return { sentence: `The server answered with an unexpected status (${status}). Try again later.` };
  }
}

/** Whether the server rejected `why`, not the text. */
async function isAboutWhy(response: Response): Promise<boolean> {
  const { detail } = await response.json();
  return detail[0]?.loc?.join(".") === "query.why";
}

/** The first message in the answer's `detail`. */
async function reasonOf(response: Response): Promise<string> {
  const { detail } = await response.json();
  return typeof detail === "string" ? detail : detail[0].msg;
}

/** Retry-After, a number of seconds or a date, in whole seconds. */
function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? DEFAULT_RETRY_S);
  const wait = Number.isNaN(seconds) ? (Date.parse(retryAfter ?? "") - Date.now()) / 1000 : seconds;
  return Math.min(MAX_RETRY_S, Math.max(1, Math.ceil(wait || DEFAULT_RETRY_S)));
}

function sentenceOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return `The server did not answer within ${TIMEOUT_MS / 1000} seconds. Try again later.`;
  }
  // What fetch throws if there is no connection.
  if (error instanceof TypeError) return "The server cannot be reached. Check your connection, then try again.";
  return "The server sent an answer that this page cannot read. Reload the page.";
}
