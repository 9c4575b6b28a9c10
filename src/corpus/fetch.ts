/** Fetching: a URL and a digest → a file that has that digest, or no file. */

import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { NewsgroupsError, printable } from "../core/errors.js";
import { fileError } from "../files/errors.js";
import { replaceFile, requireWritable } from "../files/write.js";

/**
 * Downloads a file, checks its SHA-256 and only then puts it in place. Redirects are followed.
 *
 * @param sha256 lower-case hex; a file at `path` that has it already is left as it is, and nothing is downloaded.
 * @param onProgress is told the bytes received and, where the server says it, how many there are.
 * @throws NewsgroupsError `fetch`, `digest` or `file`; what was at `path` is untouched then.
 */
export async function fetchArchive(
  url: string,
  sha256: string,
  path: string,
  onProgress: (received: number, expected: number | undefined) => Promise<void>,
): Promise<"present" | "downloaded"> {
  requireWritable(path);
  if (existsSync(path) && (await digestOf(path)) === sha256) return "present";
  const refuse = (what: string, cause?: unknown): never => {
    throw new NewsgroupsError("fetch", `${printable(url)}: ${what}`, { cause });
  };
  let received = 0;
  const download = async function* (): AsyncGenerator<Uint8Array> {
    let expected: number | undefined;
    let hasBegun = false;
    try {
      const response = await fetch(url);
      hasBegun = true;
      if (!response.ok)
        refuse(`answered ${response.status} ${printable(response.statusText)}; try later, or another --url`);
      const length = response.headers.get("content-length");
      if (length !== null) expected = Number(length);
      const hash = createHash("sha256");
      for await (const chunk of response.body ?? []) {
        hash.update(chunk);
        received += chunk.length;
        yield chunk;
        await onProgress(received, expected);
      }
      const digest = hash.digest("hex");
      if (digest !== sha256) {
        throw new NewsgroupsError(
          "digest",
          `${printable(url)}: what came has SHA-256 ${digest}, and ${sha256} was expected; nothing was kept. ` +
            "If another file is meant, give its --sha256",
        );
      }
    } catch (error) {
      if (error instanceof NewsgroupsError) throw error;
      if (!hasBegun) refuse(`cannot be fetched: ${reasonOf(error)}; check the address and the network`, error);
      const of = expected === undefined ? "" : ` of ${expected}`;
      refuse(`broke off after ${received}${of} bytes: ${reasonOf(error)}; try again`, error);
    }
  };
  await replaceFile(path, download());
  return "downloaded";
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw fileError("read", path, error);
  }
  return hash.digest("hex");
}

/** What fetch says lies in the cause of what it throws; a server may have had a say in it. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : cause;
  return printable(String(reason));
}
