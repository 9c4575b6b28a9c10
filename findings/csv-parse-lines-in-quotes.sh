#!/bin/sh
# csv-parse 7.0.3: a line that ends in CR LF counts twice in `info.lines` if it is inside quotes.
#
# The same two records have 3 lines with either line end. With LF they are counted right; with CR LF, the first record ends in
# line 3 instead of line 2, and so on: each CR LF inside quotes adds one. Between records, CR LF counts once. So a message that
# names the line is wrong for most tables that Excel writes. To be right, count the line feeds of the fields.
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

for (const end of ["\n", "\r\n"]) {
  const table = ['"one', 'two",a', "three,b", ""].join(end);
  const lines = parse(table, { info: true }).map(({ info }) => info.lines);
  console.log(`${JSON.stringify(end)}: records end in lines ${lines.join(" and ")}`);
}
END

cat >expected <<'END'
"\n": records end in lines 2 and 3
"\r\n": records end in lines 3 and 4
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
