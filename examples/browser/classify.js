import { load } from "newsgroups/core";

const [text, status, categories] = ["text", "status", "categories"].map((id) => document.getElementById(id));

/** Shows the five best categories of the text. */
function show(classifier) {
  const { top, knownTerms } = classifier.predict(text.value, 5);
  const items = top.map(({ category, probability }) => {
    const item = document.createElement("li");
    item.textContent = `${category}: ${(100 * probability).toFixed(1)} %`;
    return item;
  });
  categories.replaceChildren(...(knownTerms > 0 ? items : []));
  status.textContent = knownTerms > 0 ? `Known words and word pairs: ${knownTerms}` : "No known words yet.";
}

try {
  const response = await fetch("../../data/20newsgroups.model");
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  const classifier = load(await response.arrayBuffer());
  text.addEventListener("input", () => show(classifier));
  show(classifier);
} catch (error) {
  status.textContent = error.message;
}
