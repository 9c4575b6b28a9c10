#!/usr/bin/env bash
# check.sh VERSION: installs a version of scikit-learn from requirements/VERSION.txt, and requires that it gives the answers that
# are committed in fixtures/VERSION. Needs the Python that README.md names for the version, as python3.
set -euo pipefail
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: -r "requirements/$1.txt"
"$folder/bin/python" make.py --check "fixtures/$1"
# What Python makes of characters and words does not depend on the version; text.py writes over what is committed.
if [ "$1" = 1.9.1 ]; then
  "$folder/bin/python" text.py
  git diff --exit-code --stat -- text.json ../../src/core/models/scikit-learn/text
fi
