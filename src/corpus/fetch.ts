/** Downloads: a URL and a SHA-256 → a file with that digest, or an error and no file. */

import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { NewsgroupsError, printable } from "../core/errors.js";
import { fileError } from "../files/errors.js";
import { replaceFile, requireWritable } from "../files/write.js";

/**
 * Downloads a file, checks its SHA-256, and only then moves it into place. Follows redirects.
 *
 * @param sha256 lower-case hex. If the file at `path` already has this digest, nothing is downloaded.
 * @param onProgress receives the number of bytes so far and, if the server states it, the total.
 * @throws NewsgroupsError `fetch`, `digest` or `file`; the file at `path` is unchanged then.
 */
export async function fetchArchive(
  url: string,
  sha256: string,
  path: string,
  onProgress: (received: number, expected: number | undefined) => Promise<void>,
): Promise<"present" | "downloaded"> {
  requireWritable(path);
  if (existsSync(path) && (await digestOf(path)) === sha256) return "present";
  const fail = (what: string, cause?: unknown): never => {
    throw new NewsgroupsError("fetch", `${printable(url)}: ${what}`, { cause });
  };
  let received = 0;
  const download = async function* (): AsyncGenerator<Uint8Array> {
    const response = await fetch(url).catch((error) =>
      fail(`download failed: ${reasonOf(error)}; check the address and the network`, error),
    );
    if (!response.ok) {
      const status = `${response.status} ${printable(response.statusText)}`;
      fail(`the server answered ${status}; try later, or give another --url`);
    }
    const length = response.headers.get("content-length");
    const expected = length === null ? undefined : Number(length);
    const hash = createHash("sha256");
    try {
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
          `${printable(url)}: expected SHA-256 ${sha256}, got ${digest}; nothing was saved. ` +
            "For a different file, give its --sha256",
        );
      }
    } catch (error) {
      if (error instanceof NewsgroupsError) throw error;
      const of = expected === undefined ? "" : ` of ${expected}`;
      fail(`download interrupted after ${received}${of} bytes: ${reasonOf(error)}; try again`, error);
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

/** The reason that fetch gives, which is in the cause of its error; a server may have written part of it. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : cause;
  return printable(String(reason));
}
