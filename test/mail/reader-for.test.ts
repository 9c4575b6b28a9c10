/** The reader of a classifier: a message is decoded only for a model that reads messages. */

import { expect, it } from "vitest";
import { load } from "../../src/index.js";
import { readerFor } from "../../src/mail/reader-for.js";
import { ARTIFACT } from "../support/library-server.js";

const MAIL = "Subject: x\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\ncHVjaw==\n";

it("decodes messages for a model that reads them, and leaves them as they are for another", async () => {
  const classifier = load(ARTIFACT);
  expect(await readerFor(classifier)(MAIL)).toBe("Subject: x\n\npuck");
  const other = Object.defineProperty(load(ARTIFACT), "readsMessages", { value: false });
  expect(readerFor(other)(MAIL)).toBe(MAIL);
  expect(readerFor(other)(Buffer.from(MAIL))).toBe(MAIL);
});
