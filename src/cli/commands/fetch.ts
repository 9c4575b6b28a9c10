/** `newsgroups fetch`: downloads the official archive of the 20 Newsgroups. */

import { join } from "node:path";
import { printable } from "../../core/errors.js";
import { fetchArchive } from "../../corpus/fetch.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { Progress } from "../progress.js";

const FILE_NAME = "20news-bydate.tar.gz";

export interface FetchOptions {
  readonly url: string;
  readonly sha256: string;
}

export async function fetchCommand(io: Io, folder: string, { url, sha256 }: FetchOptions): Promise<number> {
  const path = join(folder, FILE_NAME);
  const progress = new Progress(io);
  let outcome: "present" | "downloaded";
  try {
    outcome = await fetchArchive(url, sha256, path, (received, expected) => {
      const of = expected === undefined ? "" : ` of ${(expected / 1e6).toFixed(1)}`;
      return progress.show(() => `${(received / 1e6).toFixed(1)}${of} MB`);
    });
  } finally {
    progress.stop();
  }
  io.info(`${printable(path)}: ${outcome === "present" ? "already downloaded" : "downloaded"}, SHA-256 matches`);
  await io.print(`${path}\n`);
  return DONE;
}
