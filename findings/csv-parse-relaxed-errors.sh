#!/bin/sh
# csv-parse 7.0.3: with `relax_column_count`, each record of another length still makes an error, which is thrown away.
#
# The error has a stack trace and a copy of the record by way of JSON, so a table whose records differ in length takes some ten
# times as long as one whose records do not. The script counts the stack traces that are captured.
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

let captured = 0;
const { captureStackTrace } = Error;
Error.captureStackTrace = (...args) => {
  captured++;
  captureStackTrace(...args);
};
for (const line of ["a,b", "a,b,c"]) {
  captured = 0;
  const records = parse(`a,b\n${`${line}\n`.repeat(1000)}`, { relax_column_count: true });
  console.log(`${line}: ${records.length} records, ${captured} errors`);
}
END

cat >expected <<'END'
a,b: 1001 records, 0 errors
a,b,c: 1001 records, 1000 errors
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
