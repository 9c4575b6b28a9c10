// Trains, and classifies with the model that comes of it.

import { dump, load, train } from "newsgroups";

async function main() {
  const counts = await train([
    { label: "a", text: "engine oil the" },
    { label: "b", text: "orbit rocket the" },
  ]);
  console.log(load(await dump(counts)).predict("engine").category);
}

main();
