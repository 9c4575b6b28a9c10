#!/bin/sh
# tinypool 2.2.0: its types use the browser's global `Worker`, so they do not compile in a project for Node alone.
#
# tinypool is a pool of Node's worker threads, but its declarations do not import `Worker` from anywhere. With the
# libraries of a Node project (es2023 and @types/node), TypeScript reports an error inside the package, unless
# `skipLibCheck` hides it. Declaring a global `interface Worker` helps. So does the DOM library, but then a server's code
# may use `document`.
#
# Seen with TypeScript 7.0.2 and @types/node 20.19.43 on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent tinypool@2.2.0 typescript@7.0.2 @types/node@20.19.43
echo 'import { Tinypool } from "tinypool"; export const pool: Tinypool = new Tinypool({ filename: "worker.js" });' >pool.mts

for lib in es2023 es2023,dom; do
  npx --no-install tsc --noEmit --strict --lib $lib --module nodenext --types node pool.mts >output || true
  echo "$lib: $(grep -o 'TS.*' output || echo "no error")"
done >seen
npm ls --depth=0 | grep '── '
cat seen
diff - seen <<'END'
es2023: TS2304: Cannot find name 'Worker'.
es2023,dom: no error
END
