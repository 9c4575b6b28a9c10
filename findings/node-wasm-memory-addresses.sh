#!/bin/sh
# Node 20.20.2 and 24.21.0: a WebAssembly memory of one page takes 10 GB and 8 GB of the process's addresses, shared or not.
#
# The engine leaves out checks of bounds, and reserves all that 32 bits and an offset can reach. A small `maximum` does not change that. Nothing of it is used,
# but limits on addresses count it (`ulimit -v`, and schedulers that set it): a second memory fails where the first did not.
#
# So this project says how large such a limit has to be. Seen on Linux, x86-64, with the binaries of the npm package node.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >show.mjs <<'END'
import { readFileSync } from "node:fs";
const addresses = () => Number(/VmSize:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
const kept = [];
for (const shared of [false, true]) {
  const before = addresses();
  kept.push(new WebAssembly.Memory({ initial: 1, maximum: 1, shared }));
  console.log(`${process.version}, ${shared ? "shared" : "not shared"}: ${Math.round((addresses() - before) / 2 ** 20)} GB`);
}
END

for version in 20.20.2 24.21.0; do
  mkdir $version
  (cd $version && npm init --yes >/dev/null && npm install --silent node@$version)
  $version/node_modules/.bin/node show.mjs
done >seen
cat seen
diff - seen <<'END'
v20.20.2, not shared: 10 GB
v20.20.2, shared: 10 GB
v24.21.0, not shared: 8 GB
v24.21.0, shared: 8 GB
END
