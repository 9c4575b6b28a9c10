/** Unpacks xz. Only this module imports the xz library. */

import xz from "xz-decompress";
import { brokenStream, UnpackFault } from "./fault.js";

/** What the library's errors mean, by the number at the end of their message (`enum xz_ret` of XZ Embedded). */
const FAULTS: Readonly<Record<string, string>> = {
  5: "have no header",
  6: "use a filter or a checksum that is not read",
  7: "are not as they were written",
  8: "end too early",
};
const DICTIONARY_TOO_LARGE = "4";

/**
 * Unpacks the xz data of a stream.
 *
 * @throws UnpackFault; passes on what the stream throws.
 */
export async function* unpackXz(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = packed[Symbol.asyncIterator]();
  let failure: { readonly error: unknown } | undefined;
  const source = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        failure = { error };
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return?.();
    },
  });
  try {
    // Leaving the loop cancels the stream, so that the library frees its memory.
    for await (const chunk of new xz.XzReadableStream(source)) yield chunk;
  } catch (error) {
    throw failure ? failure.error : faultOf(error);
  }
}

function faultOf(error: unknown): UnpackFault {
  const code = error instanceof Error ? (/error code (\d+)$/.exec(error.message)?.[1] ?? "") : "";
  if (code !== DICTIONARY_TOO_LARGE) return brokenStream("xz", FAULTS[code] ?? "cannot be unpacked");
  return new UnpackFault(
    "limit",
    "the xz data need a dictionary of more than 64 MiB; pack it again with xz -9 or less",
  );
}
