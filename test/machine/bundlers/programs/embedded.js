// Classifies with the model that comes with the package; a bundle may not find it, and then says so.

import { NewsgroupsError, predict } from "newsgroups";

try {
  console.log(predict("goalie puck").category);
} catch (error) {
  if (!(error instanceof NewsgroupsError)) throw error;
  console.log(error.message);
}
