/** Families: kinds of models, each with its own part of the artifact. */

import { Fault } from "../container/fault.js";
import type { Header } from "../container/format.js";
import type { Model } from "./model.js";

/** A kind of model. A new one is a folder beside this file. */
export interface Family {
  /** Its name in the artifact's header. */
  readonly name: string;
  /** First version of the format that has it as it is here. */
  readonly since: number;
  /** Its own keys of the header, in this order, after `targets`. */
  readonly keys: readonly string[];
  /** Names of its sections, in this order. */
  readonly sections: readonly string[];
  /** Fewest targets of its models. */
  readonly minTargets: number;
  /** Whether the targets of its models ascend by UTF-16 units. */
  readonly areTargetsSorted: boolean;
  /**
   * Makes a model of what an artifact holds. Nothing is copied: the model works on the sections as they are.
   *
   * @param targets checked already.
   * @param header with {@link keys}, whose values are still to be checked.
   * @param isTrusted whether the sections are known to be what the family wrote: then their meaning is not checked.
   * @throws Fault
   */
  decode(targets: readonly string[], header: Header, sections: Sections, isTrusted: boolean): Model;
}

/** The sections of an artifact as arrays of numbers. Views, not copies. */
export class Sections {
  readonly #bytes: ReadonlyMap<string, Uint8Array>;

  constructor(bytes: ReadonlyMap<string, Uint8Array>) {
    this.#bytes = bytes;
  }

  bytes(name: string): Uint8Array {
    return this.#bytes.get(name)!;
  }

  /**
   * Whole numbers of one, two or four bytes each; the section's size says which.
   *
   * @throws Fault `section-size`
   */
  integers(name: string, items: number): Uint8Array | Uint16Array | Uint32Array {
    const { buffer, byteOffset, length } = this.bytes(name);
    const width = length === 0 && items === 0 ? 1 : length / items;
    if (width === 1) return this.bytes(name);
    if (width === 2) return new Uint16Array(buffer, byteOffset, items);
    if (width === 4) return new Uint32Array(buffer, byteOffset, items);
    throw this.#wrongSize(name, items);
  }

  /**
   * As many numbers of four bytes as there are.
   *
   * @throws Fault `section-size`
   */
  uint32(name: string): Uint32Array {
    const { buffer, byteOffset, length } = this.bytes(name);
    if (length % 4 !== 0)
      throw new Fault("section-size", `section ${name} has ${length} bytes, which is not a multiple of 4`);
    return new Uint32Array(buffer, byteOffset, length / 4);
  }

  /** @throws Fault `section-size` */
  float32(name: string, items: number): Float32Array {
    const { buffer, byteOffset, length } = this.bytes(name);
    if (length !== items * 4) throw this.#wrongSize(name, items);
    return new Float32Array(buffer, byteOffset, items);
  }

  /**
   * As many numbers of eight bytes as there are.
   *
   * @throws Fault `section-size`
   */
  float64(name: string): Float64Array {
    const { buffer, byteOffset, length } = this.bytes(name);
    if (length % 8 !== 0)
      throw new Fault("section-size", `section ${name} has ${length} bytes, which is not a multiple of 8`);
    return new Float64Array(buffer, byteOffset, length / 8);
  }

  /**
   * Numbers of four or eight bytes each; the section's size says which.
   *
   * @throws Fault `section-size`
   */
  floats(name: string, items: number): Float32Array | Float64Array {
    return items > 0 && this.bytes(name).length === 4 * items ? this.float32(name, items) : this.#doubles(name, items);
  }

  #doubles(name: string, items: number): Float64Array {
    const numbers = this.float64(name);
    if (numbers.length !== items) throw this.#wrongSize(name, items);
    return numbers;
  }

  #wrongSize(name: string, items: number): Fault {
    return new Fault("section-size", `section ${name} has ${this.bytes(name).length} bytes for ${items} numbers`);
  }
}
