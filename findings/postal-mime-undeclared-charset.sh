#!/bin/sh
# postal-mime 4.0.0: text of a part that declares no charset is decoded as UTF-8, though it is not.
#
# Each byte beyond ASCII becomes U+FFFD, and the text cannot be restored from what the parser gives. Most mail of the years before MIME,
# and much from scripts, declares nothing and is in windows-1252.
#
# So the parts have to be decoded before the parser sees them, or the parser cannot be used for such mail.
# Seen on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent postal-mime@4.0.0

cat >show.mjs <<'END'
import PostalMime from "postal-mime";

for (const type of ["text/plain", "text/plain; charset=windows-1252"]) {
  const message = `Subject: x\nMIME-Version: 1.0\nContent-Type: ${type}\n\ncaf\xe9`;
  const { text } = await PostalMime.parse(Buffer.from(message, "latin1"));
  console.log(type, JSON.stringify(text));
}
END

cat >expected <<'END'
text/plain "caf�\n"
text/plain; charset=windows-1252 "café\n"
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
