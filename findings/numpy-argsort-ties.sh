#!/bin/sh
# numpy 2.0.2 and scikit-learn 1.5.2: CountVectorizer(max_features=...) keeps other terms on another processor.
#
# max_features keeps the most frequent terms. Which of equally frequent ones it keeps depends on argsort, whose default sort is
# not stable. numpy has a different implementation for each family of processors (AVX-512, AVX2, none of them), and each
# leaves ties in another order. So the same texts and the same versions give models with different vocabularies on two
# machines, and no random_state prevents it. numpy 1.23.5 gave the same terms everywhere.
#
# NPY_DISABLE_CPU_FEATURES makes one processor behave as an older one. Seen on x86-64 with AVX2, with Python 3.11.7.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet numpy==2.0.2 scikit-learn==1.5.2
cat >show.py <<'END'
from sklearn.feature_extraction.text import CountVectorizer

texts = [" ".join(f"word{i:03d}" for i in range(start, start + 40)) for start in range(0, 200, 5)]
print(" ".join(sorted(CountVectorizer(max_features=20).fit(texts).vocabulary_)))
END
venv/bin/python show.py >as-it-is
NPY_DISABLE_CPU_FEATURES="AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR" \
  venv/bin/python -W ignore show.py >older
{
  echo "terms on this processor: $(wc -w <as-it-is), on an older one: $(wc -w <older)"
  if cmp -s as-it-is older; then echo "the same terms"; else echo "other terms"; fi
} >seen
cat seen
diff - seen <<'END'
terms on this processor: 20, on an older one: 20
other terms
END
