#!/bin/sh
# ml-confusion-matrix 2.0.0: for a class that was never predicted, precision is NaN but F1 is 0.
#
# Precision is 0/0. F1 is computed from counts, 2 TP / (2 TP + FP + FN), so it is 0 and not the harmonic mean of the
# library's own precision and recall. A macro average of F1 counts the class as 0, one of precision becomes NaN.
# scikit-learn gives 0 for both, with a warning. Seen on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent ml-confusion-matrix@2.0.0

cat >show.mjs <<'END'
import { ConfusionMatrix } from "ml-confusion-matrix";

const matrix = ConfusionMatrix.fromLabels(["a", "b", "c"], ["a", "b", "b"]);
console.log(`precision of c: ${matrix.getPositivePredictiveValue("c")}`);
console.log(`recall of c: ${matrix.getTruePositiveRate("c")}`);
console.log(`F1 of c: ${matrix.getF1Score("c")}`);
END

cat >expected <<'END'
precision of c: NaN
recall of c: 0
F1 of c: 0
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
