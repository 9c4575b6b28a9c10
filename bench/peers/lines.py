"""Writes a corpus as fastText reads it, `__label__CATEGORY text` a line.    lines.py CORPUS LINES [--shuffle] [--norm]

--norm lower-cases and sets punctuation apart, as fastText's own tutorial does.
"""

import random
import re
import sys

import corpus

texts, labels, categories = corpus.read(sys.argv[1])
if "--norm" in sys.argv:
    texts = [re.sub(r"([^\w\s])", r" \1 ", text.lower()) for text in texts]
lines = [f"__label__{categories[label]} {' '.join(text.split())}\n" for text, label in zip(texts, labels)]
if "--shuffle" in sys.argv:
    random.Random(0).shuffle(lines)
with open(sys.argv[2], "w") as file:
    file.writelines(lines)
