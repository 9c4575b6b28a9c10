#!/bin/sh
# AssemblyScript 0.28.20: in a memory that threads share, each new instance of a module resets its static data.
#
# The data of a static array is an active segment, also with --sharedMemory and --enable threads: it is copied into the memory whenever the module
# is instantiated. So a thread that starts late undoes what the others have written there. wasm-ld, for one, makes passive segments for shared memories,
# and copies them once. A segment also lies from address 1024 on, where a program may have put arrays of its own if it takes the memory to be free.
#
# So the kernels of this project have no static data, and their build fails if they get some. Seen on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent assemblyscript@0.28.20

cat >module.ts <<'END'
const numbers: StaticArray<i32> = [7];
export function get(): i32 {
  return numbers[0];
}
export function set(number: i32): void {
  numbers[0] = number;
}
END
npx --no-install asc module.ts --outFile module.wasm --runtime stub --use abort= \
  --importMemory --sharedMemory --initialMemory 1 --maximumMemory 1 --enable threads

cat >show.mjs <<'END'
import { readFileSync } from "node:fs";
const module = new WebAssembly.Module(readFileSync("module.wasm"));
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const instance = () => new WebAssembly.Instance(module, { env: { memory } }).exports;
const first = instance();
first.set(8);
console.log(`after a write: ${first.get()}`);
instance();
console.log(`after another instance was made: ${first.get()}`);
END

npm ls --depth=0 | grep '── '
node --version
node show.mjs >seen
cat seen
diff - seen <<'END'
after a write: 8
after another instance was made: 7
END
