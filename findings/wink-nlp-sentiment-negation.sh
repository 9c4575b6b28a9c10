#!/bin/sh
# wink-nlp 2.4.0 with wink-eng-lite-web-model 1.8.1: the sentiment of "not good" is that of "good" if the pipe has no negation.
#
# winkNLP(model, ["sentiment"]) is accepted without a warning, and gives numbers. Negated words then count as if there were no negation: the
# worst reviews are the best. With ["negation", "sentiment"] the sign is the other one. So it depends on an annotation that the caller did
# not ask a question about.
#
# Seen with Node 20.20.2 on Linux.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1
cat >ask.js <<'END'
const winkNLP = require("wink-nlp");
const model = require("wink-eng-lite-web-model");

for (const pipe of [["sentiment"], ["negation", "sentiment"]]) {
  const nlp = winkNLP(model, pipe);
  const texts = ["good", "not good", "isn't good", "never good"];
  console.log(pipe.join(" + "), ...texts.map((text) => `| ${text}: ${nlp.readDoc(text).out(nlp.its.sentiment)}`));
}
END
node ask.js | tee seen
diff - seen <<'END'
sentiment | good: 0.776 | not good: 0.776 | isn't good: 0.776 | never good: 0.776
negation + sentiment | good: 0.776 | not good: -0.776 | isn't good: -0.776 | never good: -0.776
END
