#!/bin/sh
# scikit-learn 1.6 to 1.8: a pickled SGDClassifier names a module `_loss` that cannot be imported.
#
# The classifier keeps its loss, an extension type of sklearn/_loss/_loss.pyx, whose __module__ is the bare `_loss` in these
# versions. There is no such module to import. Loading works because the classifier comes first in the file: importing
# it puts `_loss` into sys.modules. A tool that resolves names one by one, or a list of allowed modules such as
# "sklearn." at the start, meets a name that is not scikit-learn's. 1.9.1 writes sklearn._loss._loss.
#
# Seen with Python 3.11.7.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >save.py <<'END'
import pickle

import sklearn
from pickletools import genops
from sklearn.linear_model import SGDClassifier

model = SGDClassifier(loss="log_loss").fit([[0.0], [1.0]], [0, 1])
saved = pickle.dumps(model, 2)
names = {name for opcode, name, _ in genops(saved) if opcode.name == "GLOBAL" and "_loss" in name}
print(f"{sklearn.__version__} names {sorted(names)}")
with open("model.pkl", "wb") as file:
    file.write(saved)
END
cat >resolve.py <<'END'
import importlib

try:
    importlib.import_module("_loss")
    print("_loss can be imported")
except ModuleNotFoundError:
    print("_loss cannot be imported")
import pickle

with open("model.pkl", "rb") as file:
    print(f"the file loads: {type(pickle.load(file)).__name__}")
END
for version in 1.8.0 1.9.1; do
  python3 -m venv "venv-$version"
  "venv-$version/bin/pip" install --quiet "scikit-learn==$version"
  "venv-$version/bin/python" save.py
  "venv-$version/bin/python" resolve.py
done >seen
cat seen
diff - seen <<'END'
1.8.0 names ['_loss CyHalfBinomialLoss']
_loss cannot be imported
the file loads: SGDClassifier
1.9.1 names ['sklearn._loss._loss CyHalfBinomialLoss']
_loss cannot be imported
the file loads: SGDClassifier
END
