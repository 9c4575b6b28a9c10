// Says why it cannot classify with the built-in model, and classifies with the model of a path: `embedded.js MODEL`.

import { load, NewsgroupsError, predict } from "newsgroups";

try {
  console.log(predict("goalie puck").category);
} catch (error) {
  if (!(error instanceof NewsgroupsError)) throw error;
  console.log(error.message);
}
console.log(load(process.argv[2]).predict("goalie puck").category);
