#!/bin/sh
# Deno 2.9.6: `process.versions.unicode` says 17.0, but its regular expressions do not know Unicode 17's letters.
#
# The version is that of ICU's library as a whole; the tables that \p{L} and toLowerCase() read are older. Bun 1.4.5
# gives the same two version numbers and knows the letters. So a program that picks its behaviour by that version, or
# records it to explain a difference, is wrong on Deno: the same text has other words there.
#
# U+088F is an Arabic letter and U+A7CE a Latin capital with a small form, both new in 17.0; U+A7CB is of 16.0.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent deno@2.9.6 bun@1.4.5
cat >show.mjs <<'END'
const { unicode, icu } = process.versions;
const letters = ["\u088F", "\uA7CE", "\uA7CB"].map((letter) => {
  const code = `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return `${code} ${/\p{L}/u.test(letter) ? "letter" : "no letter"}${letter.toLowerCase() === letter ? "" : " with a small form"}`;
});
console.log(`Unicode ${unicode}, ICU ${icu}: ${letters.join(", ")}`);
END

{
  echo "Deno $(npx --no-install deno run --allow-env --allow-sys show.mjs)"
  echo "Bun $(npx --no-install bun show.mjs)"
} >seen
npm ls --depth=0 | grep '── '
cat seen
diff - seen <<'END'
Deno Unicode 17.0, ICU 78.3: U+088F no letter, U+A7CE no letter, U+A7CB letter with a small form
Bun Unicode 17.0, ICU 78.3: U+088F letter, U+A7CE letter with a small form, U+A7CB letter with a small form
END
