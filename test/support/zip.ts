/** Zips for tests, with whatever headers a test wants: APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. */

import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../src/unpack/crc32.js";

export interface ZipMember {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** 8 is deflate, the default; 0 stores. */
  readonly method?: number;
  /** Bit 0 says that it is encrypted, bit 11 that the name is UTF-8 (the default). */
  readonly flags?: number;
  /** Mode of Unix, as Info-ZIP stores it. */
  readonly mode?: number;
  /** The size to state instead of the true one. */
  readonly size?: number;
  readonly crc?: number;
}

const UTF8_NAME = 0x800;

/** A zip of these members, in this order. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content = "", method = 8, flags = UTF8_NAME, mode = 0o100644, size, crc } of members) {
    const plain = Buffer.from(content);
    const data = method === 8 ? deflateRawSync(plain) : plain;
    const nameBytes = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(crc ?? crc32(plain), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(size ?? plain.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, nameBytes, data]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(mode * 2 ** 16, 6);
    entry.writeUInt32LE(offset, 10);
    // Made by Unix.
    list.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.of(20, 3), shared, entry, nameBytes]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
