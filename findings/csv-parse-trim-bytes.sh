#!/bin/sh
# csv-parse 7.0.3: `rtrim` fails where fields are bytes.
#
# `encoding: null` gives each field as a Buffer, so that a table of mixed encodings can be decoded field by field. With `rtrim`, or
# `trim`, the parser calls `trimRight` on the Buffer and throws a TypeError. `ltrim` works on bytes.
#
# Seen on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent csv-parse@7.0.3

cat >show.mjs <<'END'
import { parse } from "csv-parse/sync";

for (const option of ["ltrim", "rtrim"]) {
  try {
    const [record] = parse(Buffer.from(" a ,b\n"), { encoding: null, [option]: true });
    console.log(`${option}: ${JSON.stringify(record.map(String))}`);
  } catch (error) {
    console.log(`${option}: ${error}`);
  }
}
END

cat >expected <<'END'
ltrim: ["a ","b"]
rtrim: TypeError: field.trimRight is not a function
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
