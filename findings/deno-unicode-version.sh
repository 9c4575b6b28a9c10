#!/bin/sh
# Deno 2.9.6: `process.versions.unicode` is 17.0, but regular expressions do not know the letters of Unicode 17.
#
# `toLowerCase()` does not know them either. Bun 1.4.5 reports the same versions of Unicode and ICU, and knows them. So a
# program must not choose its behaviour by that version, or use it to explain a difference: on Deno the same text has
# other words.
#
# U+088F is an Arabic letter and U+A7CE a Latin capital with a lower-case form, both new in 17.0. U+A7CB is from 16.0.
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
