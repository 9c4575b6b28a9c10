// Trains, and classifies with the model that comes of it; a bundle may not be able to, and then says so.

import { dump, load, NewsgroupsError, train } from "newsgroups";

async function main() {
  const counts = await train([
    { label: "a", text: "engine oil the" },
    { label: "b", text: "orbit rocket the" },
  ]);
  console.log(load(await dump(counts)).predict("engine").category);
}

main().catch((error) => {
  if (!(error instanceof NewsgroupsError)) throw error;
  console.log(error.message);
});
