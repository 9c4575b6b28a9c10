/** All families of models that this package has. */

import type { Family } from "./family.js";
import { LINEAR } from "./linear/family.js";
import { SCIKIT_LEARN } from "./scikit-learn/family.js";

/** Linear models come first: most are of this family. */
export const FAMILIES: readonly Family[] = [LINEAR, SCIKIT_LEARN];
