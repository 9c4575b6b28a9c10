"""Writes a corpus as fastText reads it, `__label__CATEGORY text` a line.    lines.py CORPUS LINES [option ...]

--shuffle puts the documents in a random order. --strip removes headers, footers and quotes. --norm
lower-cases and sets punctuation apart, as fastText's own tutorial does.
"""

import random
import re
import sys

import corpus

texts, labels, categories = corpus.read(sys.argv[1])
if "--strip" in sys.argv:
    texts = corpus.stripped(texts)
if "--norm" in sys.argv:
    texts = [re.sub(r"([^\w\s])", r" \1 ", text.lower()) for text in texts]
# A blank ends fastText's label.
marks = ["__label__" + "_".join(category.split()) for category in categories]
lines = [f"{marks[label]} {' '.join(text.split())}\n" for text, label in zip(texts, labels)]
if "--shuffle" in sys.argv:
    random.Random(0).shuffle(lines)
# JSON may name half a character, which UTF-8 cannot write.
with open(sys.argv[2], "w", encoding="utf-8", errors="replace") as file:
    file.writelines(lines)
