/** The description of an imported model, for programs and for people. */

import type { ModelDescription } from "../model.js";
import type { ScikitLearnArrays } from "./arrays.js";

/** Describes an imported model: where it came from, and its steps. */
export function describeScikitLearn({ origin, termStarts, weightCounts }: ScikitLearnArrays): ModelDescription {
  const terms = termStarts.length - 1;
  const features = weightCounts.length;
  return {
    properties: { terms, features, origin },
    lines: [
      ["terms", terms === features ? `${terms}` : `${terms}, and ${features - terms} numbers of hashed terms`],
      ["made with", `scikit-learn ${origin.version ?? "of an unknown version"}`],
      ...origin.files.map(
        ({ name, bytes, container, writer, protocol }) =>
          ["imported from", `${name}: ${bytes} bytes, ${container}, ${writer}, protocol ${protocol}`] as const,
      ),
      ...origin.steps.map((step) => ["step", step] as const),
    ],
  };
}
