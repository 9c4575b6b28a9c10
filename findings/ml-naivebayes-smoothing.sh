#!/bin/sh
# ml-naivebayes 4.0.0: MultinomialNB always adds one to each count; there is no option for another alpha.
#
# Counts need not be whole numbers. So dividing every count by alpha before training gives exactly the smoothing with
# alpha: (N/alpha + 1) / (T/alpha + V) = (N + alpha) / (T + alpha V). Texts to classify keep their counts.
# Seen on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent ml-naivebayes@4.0.0

cat >show.mjs <<'END'
import naiveBayes from "ml-naivebayes";

const counts = [[2, 1, 0], [0, 3, 1]];
const alpha = 0.1;
const show = (what, rows) => console.log(`${what}: ${rows.map((row) => row.map((p) => p.toFixed(4)).join(" ")).join(" | ")}`);
const fitted = (rows, options) => {
  const model = new naiveBayes.MultinomialNB(options);
  model.train(rows, [0, 1]);
  return model.conditionalProbability.to2DArray().map((row) => row.map(Math.exp));
};
const total = (row) => row.reduce((sum, n) => sum + n, 0);

show("as it is", fitted(counts));
show("formula, alpha 1", counts.map((row) => row.map((n) => (n + 1) / (total(row) + row.length))));
show("counts / 0.1", fitted(counts.map((row) => row.map((n) => n / alpha))));
show("formula, alpha 0.1", counts.map((row) => row.map((n) => (n + alpha) / (total(row) + alpha * row.length))));
END

cat >expected <<'END'
as it is: 0.5000 0.3333 0.1667 | 0.1429 0.5714 0.2857
formula, alpha 1: 0.5000 0.3333 0.1667 | 0.1429 0.5714 0.2857
counts / 0.1: 0.6364 0.3333 0.0303 | 0.0233 0.7209 0.2558
formula, alpha 0.1: 0.6364 0.3333 0.0303 | 0.0233 0.7209 0.2558
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
