/** The page at `GET /`: what a person types → when the service is asked, and what of its answer is shown and said. */

import { type Refused, type ServedModel, Service } from "./service.js";
import { element, showAnswer, showModel, spoken } from "./view.js";

/** Milliseconds without a key after which the text is sent. */
const PAUSE = 250;

/** Milliseconds without a key after which an answer is said aloud as well: who types on is not talked over. */
const SILENCE = 1000;

const text = element<HTMLTextAreaElement>("text");
const token = element<HTMLInputElement>("token");
const notice = element("notice");
const announcement = element("announcement");
const results = element("results");

const service = new Service();
let model: ServedModel | undefined;
/** The request on its way, which a newer text makes worthless. */
let asking: AbortController | undefined;
let nextAsk: number | undefined;
let nextWord: number | undefined;
/** Time before which the service does not want to be asked by itself. */
let notBefore = 0;

/** The text is another one: what is on its way is about an older one. */
function changed(): void {
  forget();
  if (isBlank()) {
    notice.textContent = "";
    announcement.textContent = "";
    results.hidden = true;
    element("invitation").hidden = false;
  } else {
    nextAsk = window.setTimeout(ask, Math.max(PAUSE, notBefore - performance.now()), false);
  }
}

/** Asks at once, because a person said so. */
function askNow(event?: Event): void {
  event?.preventDefault();
  if (!isBlank()) void ask(true);
  else {
    say("There is no text yet.");
    text.focus();
  }
}

/** @param wanted a person said so, and waits; else the text was sent by itself. */
async function ask(wanted: boolean): Promise<void> {
  forget();
  asking = new AbortController();
  const { signal } = asking;
  results.ariaBusy = "true";
  const outcome = await service.predict(text.value, signal);
  if (signal.aborted) return;
  results.ariaBusy = "false";
  if ("sentence" in outcome) return refuse(outcome, wanted);
  notBefore = 0;
  say("");
  showAnswer(outcome, model?.targets.length);
  const sentence = spoken(outcome.answer);
  if (wanted) announcement.textContent = sentence;
  else if (sentence !== announcement.textContent) {
    nextWord = window.setTimeout(() => announcement.replaceChildren(sentence), SILENCE);
  }
  if (outcome.digest !== null && outcome.digest !== model?.digest) await describe();
}

function refuse({ sentence, wantsToken, retryAfter }: Refused, wanted: boolean): void {
  say(sentence);
  announcement.textContent = "";
  results.hidden = true;
  element("invitation").hidden = !isBlank();
  if (wantsToken) {
    element("access").hidden = false;
    if (wanted) token.select();
  }
  if (retryAfter !== undefined) {
    notBefore = performance.now() + retryAfter * 1000;
    nextAsk = window.setTimeout(ask, retryAfter * 1000, wanted);
  }
}

/** Tells what the model is; without it the page works as well, unless it is a token that is missing. */
async function describe(): Promise<void> {
  const described = await service.model();
  if (!("sentence" in described)) {
    model = described;
    showModel(described);
  } else if (described.wantsToken) refuse(described, false);
}

/** Tries the token that was typed. */
async function useToken(event: Event): Promise<void> {
  event.preventDefault();
  service.useToken(token.value);
  element("access").hidden = true;
  say("");
  await describe();
  if (!element("access").hidden) return token.select();
  text.focus();
  if (!isBlank()) askNow();
}

/** Drops the request on its way, the one to come, and what was to be said. */
function forget(): void {
  asking?.abort();
  window.clearTimeout(nextAsk);
  window.clearTimeout(nextWord);
  results.ariaBusy = "false";
}

/** A sentence that stands already is not said again. */
function say(sentence: string): void {
  if (notice.textContent !== sentence) notice.textContent = sentence;
}

function isBlank(): boolean {
  return text.value.trim() === "";
}

text.addEventListener("input", changed);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) askNow(event);
});
element("question").addEventListener("submit", askNow);

element("access").addEventListener("submit", useToken);

for (const example of document.querySelectorAll<HTMLButtonElement>(".examples button")) {
  example.addEventListener("click", () => {
    text.value = example.textContent ?? "";
    // The button goes away, and the keyboard would be nowhere.
    text.focus();
    askNow();
  });
}

void describe();
// A browser that comes back to the page may have kept the text.
if (!isBlank()) changed();
