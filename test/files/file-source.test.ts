/** File sources: parts of a file, read from disk. */

import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FileSource } from "../../src/files/file-source.js";
import { temporaryFolder } from "../support/folders.js";

describe("FileSource", () => {
  it("returns any bytes of a file, as copies", () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "0123456789");
    const source = new FileSource(path);
    expect(source.length).toBe(10);
    const view = source.view(3, 6);
    expect(Buffer.from(view).toString()).toBe("345");
    source.view(0, 10);
    expect(Buffer.from(view).toString()).toBe("345");
    source.close();
  });

  it("reads into the room that it is given, if that is large enough", () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "0123456789");
    const source = new FileSource(path);
    const room = new Uint8Array(4);
    expect(Buffer.from(source.view(3, 6, room)).toString()).toBe("345");
    expect(Buffer.from(room.subarray(0, 3)).toString()).toBe("345");
    expect(Buffer.from(source.view(3, 8, room)).toString()).toBe("34567");
    expect(Buffer.from(room.subarray(0, 3)).toString()).toBe("345");
    source.close();
  });

  it("refuses a missing file, a folder, and a device, by name", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "sub"));
    const refused = (path: string) => expect(() => new FileSource(path)).toThrow(path);
    refused(join(folder, "none"));
    refused(join(folder, "sub"));
    refused("/dev/null");
  });

  it("reports a truncated file", () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "0123456789");
    const source = new FileSource(path);
    truncateSync(path, 4);
    expect(() => source.view(2, 8)).toThrow(
      expect.objectContaining({ code: "file", message: `${path}: was truncated while it was read; try again` }),
    );
    source.close();
  });
});
