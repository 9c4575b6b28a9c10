/** Encoded blocks: what is removed, in every form in which it is sent, and what looks like it and stays. */

import { describe, expect, it } from "vitest";
import { withoutEncodedBlocks } from "../../../src/core/text/encoded-blocks.js";

const noise = Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 7919 * (i + 13)) >> 3));

/** As uuencode(1) writes it: length, then groups of six bits. */
function uuencode(bytes: Buffer, zero = "`"): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 45) {
    const chunk = bytes.subarray(at, at + 45);
    const groups = Buffer.concat([chunk, Buffer.alloc(2)]).subarray(0, 3 * Math.ceil(chunk.length / 3));
    const values = [...groups.toString("base64")].map((character) => ALPHABET.indexOf(character));
    lines.push(
      [chunk.length, ...values].map((value) => (value === 0 ? zero : String.fromCharCode(32 + value))).join(""),
    );
  }
  return `${lines.join("\n")}\n${zero}`;
}
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const base64 = noise.toString("base64").replace(/.{76}/g, "$&\n");
const armour = noise.subarray(0, 100).toString("base64").replace(/.{64}/g, "$&\n");
const signature = `-----BEGIN PGP SIGNATURE-----\nVersion: 2.6.2\n\n${armour}\n=q2V5\n-----END PGP SIGNATURE-----`;
/** A line of BinHex has 64 of these (RFC 1741). */
const BINHEX = "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";
const binhex = Array.from({ length: 200 }, (_, i) => BINHEX[(i * 37 + (i >> 2)) % 64]).join("");

const BLOCKS: readonly (readonly [name: string, block: string])[] = [
  ["uuencode", `begin 644 picture.gif\n${uuencode(noise)}\nend`],
  ["uuencode with blanks for zeros", `begin 644 picture.gif\n${uuencode(noise, " ")}\nend`],
  ["uuencode without its first line", `${uuencode(noise)}\nend`],
  ["uuencode without its last lines", `begin 666 x\n${uuencode(noise).split("\n").slice(0, 9).join("\n")}`],
  ["uuencode that is quoted", `begin 644 x\n${uuencode(noise)}\nend`.replaceAll(/^/gm, "> ")],
  ["uuencode that is indented", `begin 644 x\n${uuencode(noise)}\nend`.replaceAll(/^/gm, "\t")],
  ["uuencode quoted by colons", `${uuencode(noise)}\nend`.replaceAll(/^/gm, ": ")],
  ["uuencode quoted with a name", `${uuencode(noise)}\nend`.replaceAll(/^/gm, "JS> ")],
  [
    "uuencode in a shell archive",
    uuencode(noise.subarray(0, 450)).split("\n").slice(0, -1).join("\n").replaceAll(/^/gm, "X"),
  ],
  ["base64", base64],
  ["base64 as uuencode -m writes it", `begin-base64 644 x\n${base64.slice(0, 76 * 6)}`],
  ["base64 that is quoted twice", base64.replaceAll(/^/gm, ">> ")],
  ["base64 on one line", base64.replaceAll("\n", "")],
  ["a signature of PGP", signature],
  ["a key of PEM", `-----BEGIN RSA PRIVATE KEY-----\n${armour}\n-----END RSA PRIVATE KEY-----`],
  ["armour that is indented", signature.replaceAll(/^/gm, "  ")],
  ["base64 in lines that divide groups", noise.toString("base64").replace(/.{70}/g, "$&\n")],
  ["armour that is quoted", signature.replaceAll(/^/gm, "| ")],
  ["BinHex", `:${binhex.slice(0, 63)}\n${binhex.slice(64, 128)}\n${binhex.slice(128, 190)}:`],
  ["yEnc", `=ybegin line=128 size=600 name=x\n${noise.toString("latin1").replace(/[\0\n\r=]/g, "=J")}\n=yend size=600`],
];

describe("withoutEncodedBlocks", () => {
  it.each(BLOCKS)("removes %s", (_, block) => {
    for (const end of ["\n", "\r\n"]) {
      const lines = `A question.\n\n${block}\n\nThanks, Pat\n`.replaceAll("\n", end);
      const kept = withoutEncodedBlocks(lines)
        .split(end)
        .filter((line) => line !== "");
      expect(kept).toEqual(["A question.", "Thanks, Pat"]);
    }
  });

  it("removes what is encoded within a line, and keeps the rest of it", () => {
    const run = noise.toString("base64");
    expect(withoutEncodedBlocks(`{"name": "x", "content": "${run}", "size": 600}`)).toBe(
      '{"name": "x", "content": "", "size": 600}',
    );
    expect(withoutEncodedBlocks(`see data:image/png;base64,${run} here`)).toBe("see  here");
  });

  it("keeps a text that is signed in clear, and takes the marks off", () => {
    const signed = `-----BEGIN PGP SIGNED MESSAGE-----\n\nThe goalie made forty saves.\n\n${signature}\n`;
    expect(withoutEncodedBlocks(signed).trim()).toBe("The goalie made forty saves.");
  });

  it("keeps what follows armour that has no end", () => {
    const text = `-----BEGIN PGP MESSAGE-----\nVersion: 2\n\n${armour}\n\nThe goalie made forty saves.\nAnd more.\n`;
    expect(withoutEncodedBlocks(text).trim()).toBe("The goalie made forty saves.\nAnd more.");
  });

  it("keeps what follows yEnc that has no end", () => {
    const text = `=ybegin line=128 size=100 name=x\n${"\x9a".repeat(100)}\n${"The goalie made forty saves.\n".repeat(40)}`;
    expect(withoutEncodedBlocks(text)).toContain("The goalie made forty saves.\n".repeat(15));
  });

  it.each([
    ["no text at all", ""],
    ["a text", "The patient had a fever for three days, and the doctor prescribed antibiotics.\n".repeat(20)],
    ["capitals", "MAKE MONEY FAST WITH THIS SIMPLE METHOD AND SEND IT TO ALL OF YOU\n".repeat(5)],
    ["rules", `${"=-".repeat(38)}=\n${"-".repeat(76)}\n${"_".repeat(61)}\n${"=*".repeat(36)}=\n`],
    ["a table", "|  1993 |  4,096 |  512 MB  | A1 | B2 | C3 | D4 | E5 | F6 | G7 |\n".repeat(4)],
    ["a long address", `http://www.example.com/${"some-path/".repeat(10)}index.html?id=12345&name=foo%20bar\n`],
    ["a path", "/usr/local/lib/python3/site-packages/NewsGroups/Classifier/models/version2/Data\n"],
    ["sums in hexadecimal", `${"0123456789abcdef".repeat(4)}  a.tar\n${"FEDCBA9876543210".repeat(4)}  b.tar\n`],
    ["a sequence of bases", `${"ACGTTGCAACGT".repeat(5)}\n${"TTGCAACGTACG".repeat(5)}\n`],
    ["Lisp", "(defun f (x) (cond ((null x) nil) (t (cons (car x) (f (cdr x))))))\n".repeat(3)],
    ["C", "#define MAX(a,b) ((a)>(b)?(a):(b)) /* A=20, B=3 */\nint main(){return MAX(1,2);}\n"],
    ["a picture of characters", `${"M".repeat(30)}#@%&$$#@!*${"W".repeat(20)}\n${"@#$%^&*()_+".repeat(5)}\n`],
    ["begin of Pascal", "begin 644 is a mode\nwrite it down\nend\n"],
    ["numbers that are assigned", "a=20\nb=30\nif (a==b) c=0\nwidth=\n"],
  ])("keeps %s", (_, text) => {
    expect(withoutEncodedBlocks(text)).toBe(text);
  });

  it("decodes what is left of quoted-printable", () => {
    expect(withoutEncodedBlocks("d=E9j=E0 vu, caf=C3=A9, a =3D b=20\nmore=20\n")).toBe(
      "déjà vu, café, a = b \nmore \n",
    );
    const line = `${"The goalie made forty saves and the puck never crossed the ".repeat(2).slice(0, 73)}`;
    expect(withoutEncodedBlocks(`${line}l=\nine.=20\n`)).toBe(`${line}line. \n`);
    expect(withoutEncodedBlocks("one=20\r\ntwo=20\r\n")).toBe("one \r\ntwo \r\n");
  });
});
