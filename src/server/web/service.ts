/** The service as the page sees it: a text → an answer, or a sentence that says why there is none. */

import type { Prediction } from "../../core/predict/classifier.js";
import type { Explanation } from "../../core/predict/explanation.js";
import type { ModelDescription } from "../../library/check.js";

/** What `POST prediction` gives. */
export interface Answer extends Prediction {
  /** Missing if no term of the text is known. */
  readonly why?: Explanation | null;
}

export interface Answered {
  readonly answer: Answer;
  /** From sending the request to having read the answer. */
  readonly milliseconds: number;
  /** SHA-256 of the model that answered. */
  readonly digest: string | null;
}

export interface Refused {
  /** For the person: what is wrong and what to do. */
  readonly sentence: string;
  /** The service asks for a token, or for another one. */
  readonly wantsToken?: boolean;
  /** In so many seconds it may be asked again. */
  readonly retryAfter?: number;
}

export interface ServedModel extends ModelDescription {
  readonly digest: string;
}

/** So many categories are asked for. */
export const TOP = 5;

/** An answer that takes longer is not waited for. */
const LONGEST_WAIT = 30_000;

/** Seconds after which to ask again where the service does not say, and at most where it does. */
const USUAL_PAUSE = 5;
const LONGEST_PAUSE = 300;

/** Asks the service that gave the page; addresses are relative, so that it may stand behind a path prefix. */
export class Service {
  /** In memory alone: it is gone with the page. */
  #token: string | undefined;

  useToken(token: string): void {
    this.#token = token;
  }

  /** Predicts. If the signal is aborted meanwhile, what it gives means nothing. */
  async predict(text: string, signal: AbortSignal): Promise<Answered | Refused> {
    const sent = performance.now();
    try {
      const response = await this.#fetch(`prediction?top=${TOP}&why=true`, signal, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text }),
      });
      if (!response.ok) return await this.#refusal(response);
      const answer: Answer = await response.json();
      return { answer, milliseconds: performance.now() - sent, digest: response.headers.get("x-model-digest") };
    } catch (error) {
      return { sentence: sentenceOf(error) };
    }
  }

  /** The model that answers at the moment. */
  async model(): Promise<ServedModel | Refused> {
    try {
      const response = await this.#fetch("model", new AbortController().signal);
      return response.ok ? await response.json() : await this.#refusal(response);
    } catch (error) {
      return { sentence: sentenceOf(error) };
    }
  }

  #fetch(url: string, signal: AbortSignal, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#token !== undefined) headers.set("authorization", `Bearer ${this.#token}`);
    const either = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_WAIT)]);
    return fetch(url, { ...init, headers, cache: "no-store", signal: either });
  }

  async #refusal(response: Response): Promise<Refused> {
    const { status } = response;
    if (status === 401) {
      const refused = this.#token !== undefined;
      const sentence = refused ? "The server does not accept this token." : "This server asks for a token.";
      return { sentence, wantsToken: true };
    }
    if (status === 413) return { sentence: "This text is too long for the server. Shorten it." };
    if (status === 422) return { sentence: `The server cannot take this text: ${await reasonOf(response)}.` };
    if (status === 503) {
      const retryAfter = pauseOf(response.headers.get("retry-after"));
      const when = retryAfter === 1 ? "1 second" : `${retryAfter} seconds`;
      return { sentence: `The server is busy. The text is sent again in ${when}.`, retryAfter };
    }
    return { sentence: `The server did not answer as it should (status ${status}). Try again later.` };
  }
}

/** The `msg` of the first of the answer's `detail`. */
async function reasonOf(response: Response): Promise<string> {
  const { detail } = await response.json();
  return typeof detail === "string" ? detail : detail[0].msg;
}

/** Retry-After, which is a number of seconds or a date, as whole seconds. */
function pauseOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? USUAL_PAUSE);
  const pause = Number.isNaN(seconds) ? (Date.parse(retryAfter ?? "") - Date.now()) / 1000 : seconds;
  return Math.min(LONGEST_PAUSE, Math.max(1, Math.ceil(pause || USUAL_PAUSE)));
}

function sentenceOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return `The server did not answer within ${LONGEST_WAIT / 1000} seconds. Try again later.`;
  }
  // fetch throws this where there is no connection, and says no more of it.
  if (error instanceof TypeError) return "The server cannot be reached. See whether you are connected, then try again.";
  return "The server gave an answer that this page cannot read. Load the page anew.";
}
