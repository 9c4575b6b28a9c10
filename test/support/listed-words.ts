/** Words for the tests of the lexicon. */

import type { Words } from "../../src/train/tables/words.js";

/** Forms one behind the other. */
export function listed(...forms: readonly string[]): Words {
  let end = 0;
  const ends = Uint32Array.from(forms, (form) => {
    end += Buffer.byteLength(form);
    return end;
  });
  return { bytes: Buffer.from(forms.join("")), ends };
}
