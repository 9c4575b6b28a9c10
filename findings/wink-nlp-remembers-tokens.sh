#!/bin/sh
# wink-nlp 2.4.0: how a text is tokenized depends on the texts that were read before.
#
# A word with 's is two tokens, until the same word once comes directly before a punctuation mark. From then on it is one
# token everywhere, for the life of the instance: the word was added to a cache that is asked before the rules.
#
# So token counts depend on the order of the documents, and processes that share the work count differently.
# Seen with wink-eng-lite-web-model 1.8.1 on Node 20.20.2.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1

cat >show.mjs <<'END'
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";

const nlp = winkNLP(model);
for (const text of ["the dog's bone", "the bone is the dog's.", "the dog's bone"]) {
  console.log(JSON.stringify(nlp.readDoc(text).tokens().out()));
}
END

cat >expected <<'END'
["the","dog","'s","bone"]
["the","bone","is","the","dog's","."]
["the","dog's","bone"]
END

npm ls --depth=0 | grep '── '
node show.mjs >seen
cat seen
diff expected seen
