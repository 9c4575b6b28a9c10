/** Damage: what every message about a broken file says, whatever part of the file is broken. */

import { Refusal } from "./refusal.js";

/** A refusal of a file that is broken; `what` says where it is, what is there, and what was expected. */
export function damaged(what: string): Refusal {
  return new Refusal("damaged", `damaged: ${what}; copy the file again, or save it again in Python`);
}
