#!/bin/sh
# scikit-learn 1.7.2 and 1.8.0: OneVsRestClassifier breaks ties the other way round.
#
# Until 1.7, predict() takes the last of the classes with the highest decision value, although argmax of
# decision_function() gives the first. From 1.8 on both give the first. So a text without any known word, where all values
# may be equal, changes its category with the version. Nothing warns: the model file is the same.
#
# Seen with Python 3.11.7.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >show.py <<'END'
import numpy as np
import sklearn
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

model = OneVsRestClassifier(LinearSVC(fit_intercept=False)).fit(np.eye(3), ["a", "b", "c"])
nothing = [[0, 0, 0]]
values = model.decision_function(nothing)
print(f"{sklearn.__version__}: values {values[0].tolist()}, argmax {model.classes_[values.argmax()]},", end=" ")
print(f"predict {model.predict(nothing)[0]}")
END
for version in 1.7.2 1.8.0; do
  python3 -m venv "venv-$version"
  "venv-$version/bin/pip" install --quiet "scikit-learn==$version"
  "venv-$version/bin/python" show.py
done >seen
cat seen
diff - seen <<'END'
1.7.2: values [0.0, 0.0, 0.0], argmax a, predict c
1.8.0: values [0.0, 0.0, 0.0], argmax a, predict a
END
