/** The served model: what the server answers by at the moment, and how another one takes its place. */

import { createHash } from "node:crypto";
import { printable } from "../core/errors.js";
import { Classifier } from "../core/predict/classifier.js";
import { readBytes } from "../files/read.js";
import { checkArtifact, describeModel, type ModelDescription } from "../library/check.js";

/** A model that was checked, ready to answer. */
export interface Loaded {
  readonly classifier: Classifier;
  /** SHA-256 of the artifact, in hexadecimal digits. */
  readonly digest: string;
  /** Size of the artifact. */
  readonly bytes: number;
  /** Bytes of memory that it takes: the artifact itself, and what the classifier counts in. */
  readonly memory: number;
  readonly description: ModelDescription;
}

/** Holds one {@link Loaded} model at any time; a request that took it keeps it to its end. */
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
   * Loads a model beside the present one, checks it as `load-check` does, and puts it in its place in one step.
   *
   * @param artifact a path, or its bytes.
   * @param where what messages call the bytes.
   * @throws NewsgroupsError `file` or what is wrong with it; the present model stays.
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
