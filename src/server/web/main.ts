/** The page at `GET /`: sends what a person types to the server, and shows and announces the answer. */

import { ApiClient, type Failure, type ServedModel } from "./api-client.js";
import { element, showAnswer, showModel, spoken } from "./view.js";

/** Milliseconds without a keystroke after which the text is sent. */
const SEND_PAUSE_MS = 250;

/** Milliseconds without a keystroke after which screen readers announce the answer: they must not interrupt typing. */
const ANNOUNCE_PAUSE_MS = 1000;

const text = element<HTMLTextAreaElement>("text");
const token = element<HTMLInputElement>("token");
const notice = element("notice");
const announcement = element("announcement");
const results = element("results");

const client = new ApiClient();
let model: ServedModel | undefined;
/** The request in progress, which a newer text makes obsolete. */
let pending: AbortController | undefined;
let sendTimer: number | undefined;
let announceTimer: number | undefined;
/** Time before which the server does not want automatic requests. */
let notBefore = 0;

/** Handles a changed text: the request in progress is obsolete, and a new one is due. */
function changed(): void {
  cancel();
  if (isBlank()) {
    notice.textContent = "";
    announcement.textContent = "";
    results.hidden = true;
    element("invitation").hidden = false;
  } else {
    sendTimer = window.setTimeout(send, Math.max(SEND_PAUSE_MS, notBefore - performance.now()), false);
  }
}

/** Sends the text at once, because the person asked for it. */
function sendNow(event?: Event): void {
  event?.preventDefault();
  if (!isBlank()) void send(true);
  else {
    notify("Enter a text first.");
    text.focus();
  }
}

/** @param isManual whether the person asked for it, rather than a timer. */
async function send(isManual: boolean): Promise<void> {
  cancel();
  pending = new AbortController();
  const { signal } = pending;
  results.ariaBusy = "true";
  const outcome = await client.predict(text.value, signal);
  if (signal.aborted) return;
  results.ariaBusy = "false";
  if ("sentence" in outcome) return showFailure(outcome, isManual);
  notBefore = 0;
  notify("");
  showAnswer(outcome, model?.targets.length);
  const sentence = spoken(outcome.answer);
  if (isManual) announcement.textContent = sentence;
  else if (sentence !== announcement.textContent) {
    announceTimer = window.setTimeout(() => announcement.replaceChildren(sentence), ANNOUNCE_PAUSE_MS);
  }
  if (outcome.digest !== null && outcome.digest !== model?.digest) await updateModel();
}

function showFailure({ sentence, needsToken, retryAfter }: Failure, isManual: boolean): void {
  notify(sentence);
  announcement.textContent = "";
  results.hidden = true;
  element("invitation").hidden = !isBlank();
  if (needsToken) {
    element("access").hidden = false;
    if (isManual) token.select();
  }
  if (retryAfter !== undefined) {
    notBefore = performance.now() + retryAfter * 1000;
    sendTimer = window.setTimeout(send, retryAfter * 1000, isManual);
  }
}

/** Shows the current model. The page works without it, unless a token is missing. */
async function updateModel(): Promise<void> {
  const described = await client.model();
  if ("digest" in described) {
    model = described;
    showModel(described);
  } else if (described.needsToken) showFailure(described, false);
}

/** Tries the token in the form. */
async function useToken(event: Event): Promise<void> {
  event.preventDefault();
  client.useToken(token.value);
  element("access").hidden = true;
  notify("");
  await updateModel();
  if (!element("access").hidden) return token.select();
  text.focus();
  if (!isBlank()) sendNow();
}

/** Cancels the request in progress, the next one and the next announcement. */
function cancel(): void {
  pending?.abort();
  window.clearTimeout(sendTimer);
  window.clearTimeout(announceTimer);
  results.ariaBusy = "false";
}

/** Shows a notice. The same one is not set again, because screen readers would announce it again. */
function notify(sentence: string): void {
  if (notice.textContent !== sentence) notice.textContent = sentence;
}

function isBlank(): boolean {
  return text.value.trim() === "";
}

text.addEventListener("input", changed);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) sendNow(event);
});
element("question").addEventListener("submit", sendNow);

element("access").addEventListener("submit", useToken);

for (const example of document.querySelectorAll<HTMLButtonElement>(".examples button")) {
  example.addEventListener("click", () => {
    text.value = example.textContent ?? "";
    // The button disappears, and with it the keyboard focus.
    text.focus();
    sendNow();
  });
}

void updateModel();
// A browser may restore the text when it returns to the page.
if (!isBlank()) changed();
