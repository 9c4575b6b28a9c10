#!/bin/sh
# modern-tar 0.8.6: a member of an unknown type is reported as a file, even in strict mode.
#
# `tar --label=nightly` of GNU tar writes the archive's label as a member of type V, and GNU tar does not extract it.
# modern-tar reports the type "file", and its unpackTar for folders writes an empty file with that name. An entry does not
# tell its original type. To find out, read the type in the header block.
#
# Needs GNU tar. Seen on Node 20.20.2 with GNU tar 1.34.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent modern-tar@0.8.6

echo hello >a.txt
tar --create --format=gnu --label=nightly --file=label.tar a.txt

cat >show.mjs <<'END'
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { unpackTar } from "modern-tar";
import { unpackTar as unpackInto } from "modern-tar/fs";

for (const { header } of await unpackTar(readFileSync("label.tar"), { strict: true })) {
  console.log(`${header.name} ${header.type}`);
}
await pipeline(createReadStream("label.tar"), unpackInto("unpacked", { strict: true }));
console.log(`unpacked: ${readdirSync("unpacked").sort().join(" ")}`);
END

cat >expected <<'END'
nightly file
a.txt file
unpacked: a.txt nightly
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
