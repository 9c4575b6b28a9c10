#!/bin/sh
# dependency-cruiser 17.4.3 with TypeScript 7.0.2: no violations, because it reads no modules.
#
# It uses TypeScript's own parser, which has no JavaScript API in version 7, and skips every .ts file. The rule against
# cycles then passes for a folder that is one cycle: exit code 0 and a check mark. "0 modules" is the only sign, so
# upgrading TypeScript silently switches the check off. With TypeScript 6 the same command fails, as it should.
#
# Seen on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir source
echo 'import { b } from "./b.js"; export const a = (): number => b();' >source/a.ts
echo 'import { a } from "./a.js"; export const b = (): number => a();' >source/b.ts
echo '{"forbidden":[{"name":"no-circular","severity":"error","from":{},"to":{"circular":true}}]}' >rules.json

for typescript in 7.0.2 6.0.3; do
  rm -rf node_modules package.json package-lock.json
  npm init --yes >/dev/null
  npm install --silent dependency-cruiser@17.4.3 typescript@$typescript
  code=0
  npx --no-install depcruise --config rules.json source >output || code=$?
  echo "TypeScript $typescript: exit code $code, $(grep -o '[0-9]* modules' output)"
done >seen
npm ls --depth=0 | grep cruiser@
cat seen
diff - seen <<'END'
TypeScript 7.0.2: exit code 0, 0 modules
TypeScript 6.0.3: exit code 1, 2 modules
END
