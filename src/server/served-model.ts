/** The served model: loaded and checked, and replaced by another one in one step. */

import { createHash } from "node:crypto";
import { printable } from "../core/errors.js";
import { Classifier } from "../core/predict/classifier.js";
import { readBytes } from "../files/read.js";
import { checkArtifact, describeModel, type ModelDescription } from "../library/check.js";

/** A model that has passed its check. */
export interface Loaded {
  readonly classifier: Classifier;
  /** SHA-256 of the artifact, in hexadecimal digits. */
  readonly digest: string;
  /** Size of the artifact. */
  readonly bytes: number;
  /** Bytes of memory: the artifact itself, and the classifier's own arrays. */
  readonly memory: number;
  readonly description: ModelDescription;
}

/** Holds the current model. A request uses the one that was current when it began, to its end. */
export class ServedModel {
  #current: Loaded;

  /** @throws NewsgroupsError as {@link swap} does. */
  constructor(artifact: string | Uint8Array, where?: string) {
    this.#current = check(artifact, where);
  }

  get current(): Loaded {
    return this.#current;
  }

  /**
   * Loads another model, checks it as `load-check` does, then makes it the current one.
   *
   * @param artifact a path, or its bytes.
   * @param where the name of the bytes in messages.
   * @throws NewsgroupsError `file`, a `FileFault` or `check` if the model cannot be used; the current one stays.
   */
  swap(artifact: string | Uint8Array, where?: string): Loaded {
    this.#current = check(artifact, where);
    return this.#current;
  }
}

function check(artifact: string | Uint8Array, where = typeof artifact === "string" ? artifact : "artifact"): Loaded {
  const bytes = typeof artifact === "string" ? readBytes(artifact) : artifact;
  const model = checkArtifact(bytes, printable(where));
  return {
    classifier: new Classifier(model),
    digest: createHash("sha256").update(bytes).digest("hex"),
    bytes: bytes.length,
    memory: bytes.length + model.commonCodes.length * Uint32Array.BYTES_PER_ELEMENT,
    description: describeModel(model),
  };
}
