"""What a model of train.py answers to the texts of import_texts.py.    import_answers.py MODEL TEXTS OUTPUT

Writes little-endian numbers: the index of the predicted category of each text to OUTPUT.messages.labels, and its probabilities or,
without these, its decision values to OUTPUT.messages.numbers; the same for the random texts.
"""

import json
import sys

from joblib import load

model, _ = load(sys.argv[1])
with open(sys.argv[2]) as file:
    texts = json.load(file)
numbers = model.predict_proba if hasattr(model, "predict_proba") else model.decision_function
for name in "messages", "random":
    model.predict(texts[name]).astype("<i4").tofile(f"{sys.argv[3]}.{name}.labels")
    numbers(texts[name]).astype("<f8").tofile(f"{sys.argv[3]}.{name}.numbers")
