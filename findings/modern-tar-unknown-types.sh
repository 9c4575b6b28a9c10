#!/bin/sh
# modern-tar 0.8.6: a member of a type that it does not know is a file, in strict mode too.
#
# `tar --label=nightly` of GNU tar writes the label of an archive as a member of type V. GNU tar does not extract it.
# modern-tar says "file", and its unpackTar for folders writes an empty file of that name. Whoever wants files alone
# has to read the type in the header block itself, for an entry does not say what it was.
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
