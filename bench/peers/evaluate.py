"""Evaluates a model of train.py on a corpus: accuracy and calibration error.    evaluate.py MODEL CORPUS [--strip]

--strip removes headers, footers and quotes, as fetch_20newsgroups does. Prints one line of JSON.
"""

import json
import sys

import numpy as np
from joblib import load

import corpus

BINS = 15

model, categories = load(sys.argv[1])
texts, labels, _ = corpus.read(sys.argv[2])
if "--strip" in sys.argv:
    texts = corpus.stripped(texts)
probabilities = model.predict_proba(texts)
confidence = probabilities.max(axis=1)
correct = probabilities.argmax(axis=1) == labels
# Bins of equal mass, by confidence.
bins = np.array_split(np.argsort(confidence, kind="stable"), BINS)
error = sum(len(one) * abs(confidence[one].mean() - correct[one].mean()) for one in bins) / len(texts)
print(json.dumps({"accuracy": correct.mean(), "calibrationError": error}))
