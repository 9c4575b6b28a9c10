/** Node's SHA-256, for what needs one of a whole file. */

import { createHash } from "node:crypto";
import type { Digest } from "./core/container/format.js";

export const nodeDigest: Digest = () => createHash("sha256");
