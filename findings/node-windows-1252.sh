#!/bin/sh
# Node 20.20.2: TextDecoder("windows-1252") decodes 0x80 to 0x9F as control characters, as ISO 8859-1 does.
#
# The WHATWG Encoding Standard has a euro sign, quotes and dashes there. With `fatal: true` it is the same. Other versions of Node have them
# right, so the same bytes are other words there, and libraries that decode with TextDecoder differ between versions.
#
# So this project has its own table. Seen with the binary of the npm package node@20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent node@20.20.2

cat >show.mjs <<'END'
const bytes = Uint8Array.of(0x80, 0x93, 0x94, 0xe9);
console.log(JSON.stringify(new TextDecoder("windows-1252").decode(bytes).split("").map((c) => c.codePointAt(0).toString(16))));
END

echo '["80","93","94","e9"]' >expected

npm ls --depth=0 | grep '── '
./node_modules/.bin/node --version
./node_modules/.bin/node show.mjs >seen
cat seen
diff expected seen
