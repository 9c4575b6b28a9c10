/** Settings: what one or many processes serve, where and to whom. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { readBytes } from "../../files/read.js";
import type { Address } from "./address.js";

export interface ServeSettings {
  /** The model's file. */
  readonly path: string;
  readonly address: Address;
  readonly maxBytes: number;
  readonly token: string | undefined;
  /** Whether the model's file is watched for changes. */
  readonly isWatched: boolean;
}

const MAX_TOKEN_BYTES = 4096;
/** The characters of a bearer token: RFC 6750, section 2.1. */
const TOKEN = /^[\w.~+/-]+=*$/;

/**
 * Reads the token from a file that holds nothing else.
 *
 * @throws NewsgroupsError `file`, or `input` if it holds anything else.
 */
export function readToken(path: string): string {
  const token = Buffer.from(readBytes(path, MAX_TOKEN_BYTES)).toString("latin1").trim();
  if (TOKEN.test(token)) return token;
  throw new NewsgroupsError(
    "input",
    `${printable(path)}: not a token; give a file with one token of letters, digits and - . _ ~ + / and nothing else`,
  );
}
