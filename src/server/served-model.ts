/** The served model: loaded and checked, and replaced by another one in one step. */

import { printable } from "../core/errors.js";
import type { Classifier } from "../core/predict/classifier.js";
import { readArtifact } from "../library/artifact.js";
import { checkArtifact, type ModelInfo } from "../library/check.js";

/** A model that has passed its check. */
export interface Loaded {
  readonly classifier: Classifier;
  /** SHA-256 of the artifact, in hexadecimal digits. */
  readonly digest: string;
  /** Size of the artifact. */
  readonly bytes: number;
  /** Bytes of memory that it takes, the artifact included. */
  readonly memory: number;
  readonly description: ModelInfo;
}

/** Holds the current model. A request uses the one that was current when it began, to its end. */
export class ServedModel {
  #current: Loaded;

  constructor(loaded: Loaded) {
    this.#current = loaded;
  }

  get current(): Loaded {
    return this.#current;
  }

  /**
   * Loads another model, checks it as `load-check` does, then makes it the current one.
   *
   * @throws NewsgroupsError as {@link loadChecked} does; the current model stays.
   */
  swap(artifact: string | Uint8Array, where?: string): Loaded {
    this.#current = loadChecked(artifact, where);
    return this.#current;
  }
}

/**
 * Loads a model and checks it.
 *
 * @param artifact a path, or its bytes.
 * @param where the name of the bytes in messages.
 * @throws NewsgroupsError `file`, a `FileFault` or `check` if the model cannot be used.
 */
export function loadChecked(artifact: string | Uint8Array, where?: string): Loaded {
  const read = readArtifact(artifact);
  const { classifier, description, memory } = checkArtifact(where ? { ...read, where: printable(where) } : read);
  const { sha256: digest, bytes, ...info } = description;
  return { classifier, digest, bytes, memory, description: info as ModelInfo };
}
