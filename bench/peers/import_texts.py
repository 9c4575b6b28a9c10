"""Writes the texts that imported models are asked, as JSON.    import_texts.py CORPUS TEXTS

`messages`: the whole corpus. `random`: texts of all characters of Unicode 14, among words of the corpus. `medium`: messages of
about 1.9 kB.
"""

import json
import random
import sys
import unicodedata

import corpus

RANDOM_TEXTS = 10_000
MEDIUM_TEXTS = 200
# Unassigned characters may be assigned in a later Unicode, and surrogates are none.
LEFT_OUT = ("Cn", "Cs")

assert unicodedata.unidata_version.startswith("14."), "Python 3.11 is needed: it has Unicode 14"
messages, _, _ = corpus.read(sys.argv[1])
characters = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in LEFT_OUT]
words = " ".join(messages[:300]).split()
choose = random.Random(7)


def piece():
    kind = choose.random()
    if kind < 0.35:
        return choose.choice(characters)
    if kind < 0.6:
        return choose.choice(words)
    return chr(choose.randrange(32, 0x250)) if kind < 0.8 else choose.choice(" \n\t")


medium = [text for text in messages if 1700 <= len(text.encode()) <= 2100]
texts = {
    "messages": messages,
    "random": ["".join(piece() for _ in range(choose.randrange(1, 60))) for _ in range(RANDOM_TEXTS)],
    # Spread over all categories.
    "medium": medium[:: max(1, len(medium) // MEDIUM_TEXTS)][:MEDIUM_TEXTS],
}
with open(sys.argv[2], "w") as file:
    json.dump(texts, file)
