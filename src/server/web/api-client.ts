/** API client: a text → the server's answer, or a sentence that says why there is none. */

import type { Prediction } from "../../core/predict/classifier.js";
import type { Explanation } from "../../core/predict/explanation.js";
import type { ModelDescription } from "../../library/check.js";

/** The body of an answer to `POST prediction`. */
export interface Answer extends Prediction {
  /** null if no term of the text is known. */
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

export interface ServedModel extends ModelDescription {
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

  useToken(token: string): void {
    this.#token = token;
  }

  /** Predicts. If the signal is aborted meanwhile, ignore the result. */
  async predict(text: string, signal: AbortSignal): Promise<Answered | Failure> {
    const sent = performance.now();
    try {
      const response = await this.#fetch(`prediction?top=${TOP}&why=true`, signal, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text }),
      });
      if (!response.ok) return await this.#failure(response);
      const answer: Answer = await response.json();
      return { answer, milliseconds: performance.now() - sent, digest: response.headers.get("x-model-digest") };
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
