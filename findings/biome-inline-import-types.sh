#!/bin/sh
# Biome 2.6.8: noRestrictedImports and noImportCycles do not see `import("./secret.js").T` in a type.
#
# Both rules check `import type` statements (noImportCycles with `ignoreTypes: false`). Neither checks the same dependency
# written inside a type. The two folders below mean the same, but only the one with statements is reported. Editors write
# the inline form when they insert an inferred type, so a rule about layers gets gaps that nobody intended.
#
# Seen on Linux. Biome is a native program, so the version of Node does not matter.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent @biomejs/biome@2.6.8
cat >biome.json <<'END'
{
  "linter": {
    "rules": {
      "preset": "none",
      "style": { "noRestrictedImports": { "level": "error", "options": { "paths": { "./secret.js": "no" } } } },
      "suspicious": { "noImportCycles": { "level": "error", "options": { "ignoreTypes": false } } }
    }
  }
}
END
mkdir statement inline
echo 'import type { U } from "./a.js"; export interface T { u?: U }' >statement/secret.ts
echo 'import type { T } from "./secret.js"; export type U = T;' >statement/a.ts
echo 'export interface T { u?: import("./a.js").U }' >inline/secret.ts
echo 'export type U = import("./secret.js").T;' >inline/a.ts

npx --no-install biome --version
npx --no-install biome lint statement inline 2>&1 | sed -n 's/^\([a-z/]*\.ts\):[0-9:]* \([a-zA-Z/]*\).*/\1 \2/p' | sort >seen
cat seen
diff - seen <<'END'
statement/a.ts lint/style/noRestrictedImports
statement/a.ts lint/suspicious/noImportCycles
statement/secret.ts lint/suspicious/noImportCycles
END
