#!/usr/bin/env bash
# bare-machine.sh [VERSION]: runs README's two commands, `npm install && npm test`, as on a machine that has nothing but Node, npm,
# git and basic tools: in a clone of what is committed here, with an empty npm cache and home. Prints how long each took.
# With VERSION, such as 22 or 20.19.0 or latest, Node is that version from the npm registry, else the one on PATH.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/home" "$folder/node"

node=$(node -p process.execPath)
if [ $# -gt 0 ]; then
  # Without the package `node`, which only installs this one by a script.
  package=$(node -p '`node-${process.platform}-${process.arch}`')
  npm install --prefix "$folder/node" --no-save --no-package-lock --no-audit --no-fund --loglevel error "$package@$1"
  node=$folder/node/node_modules/$package/bin/node
fi
ln -s "$node" "$folder/bin/node"

# No other shell than sh, and no curl, jq, Python, browser, nginx, man or script.
for tool in npm git sh env tar gzip gunzip sed grep egrep awk find xargs diff cmp which ps \
  [ basename cat chmod comm cp cut date dd df dirname du echo expr false getconf head id kill ln ls mkdir mkfifo mktemp mv nproc od \
  printf pwd readlink realpath rm rmdir seq sleep sort split stat tail tee test timeout touch tr true tty uname uniq wc yes; do
  path=$(type -P "$tool") || continue
  ln -s "$(realpath "$path")" "$folder/bin/$tool"
done

# What leads to the registry from here; nothing else of this environment is kept.
way=("npm_config_registry=$(npm config get registry)")
for name in NODE_EXTRA_CA_CERTS HTTPS_PROXY https_proxy NO_PROXY no_proxy; do
  if [ -n "${!name:-}" ]; then way+=("$name=${!name}"); fi
done

bare() {
  local start=$SECONDS
  (cd "$folder/clone" && env -i HOME="$folder/home" PATH="$folder/bin" LANG=C.UTF-8 npm_config_cache="$folder/cache" \
    npm_config_update_notifier=false "${way[@]}" "$@")
  echo "bare machine: Node $version, $*: $((SECONDS - start)) s"
}
version=$("$node" --version)
git clone -q "$root" "$folder/clone"
bare npm install
bare npm test
