/** The xz container. Only this module imports the xz library. */

import xz from "xz-decompress";
import { Refusal } from "../refusal.js";
import { brokenStream } from "./expansion.js";
import { Output } from "./output.js";

/** What the library's errors mean, by the number at the end of their message (`enum xz_ret` of XZ Embedded). */
const FAULTS: Readonly<Record<string, string>> = {
  5: "have no header",
  6: "use a filter or a checksum that is not read",
  7: "are not as they were written",
  8: "end too early",
};
const DICTIONARY_TOO_LARGE = "4";

/**
 * Unpacks an xz file.
 *
 * @throws Refusal `damaged`, `limit`
 */
export async function unpackXz(bytes: Uint8Array): Promise<Uint8Array> {
  const output = new Output(bytes.length);
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  try {
    // Leaving the loop cancels the stream, so that the library frees its memory.
    for await (const chunk of new xz.XzReadableStream(source)) {
      output.reserve(output.length + chunk.length).set(chunk, output.length);
      output.length += chunk.length;
    }
  } catch (error) {
    throw error instanceof Refusal ? error : faultOf(error);
  }
  return output.written();
}

function faultOf(error: unknown): Refusal {
  const code = error instanceof Error ? (/error code (\d+)$/.exec(error.message)?.[1] ?? "") : "";
  if (code !== DICTIONARY_TOO_LARGE) return brokenStream("xz", FAULTS[code] ?? "cannot be unpacked");
  return new Refusal(
    "limit",
    "too large: the xz data need a dictionary of more than 64 MiB; pack it again with xz -9 or less",
  );
}
