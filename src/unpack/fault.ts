/** What can be wrong with compressed data, before the name of their file is added. */

/** Thrown by all that unpacks. Who knows the file's name makes an error of it. */
export class UnpackFault extends Error {
  /** `damaged`: the data are broken or incomplete; `limit`: they unpack to more than is allowed. */
  readonly kind: "damaged" | "limit";

  /** @param message what is wrong with what, as a part of a sentence. */
  constructor(kind: "damaged" | "limit", message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A fault of data that are broken. */
export const brokenStream = (packing: string, what: string): UnpackFault =>
  new UnpackFault("damaged", `the ${packing} data ${what}`);
