"""Classifies a corpus with a model of train.py, one category a line.    predict_batch.py MODEL CORPUS ANSWERS"""

import sys

from joblib import load

import corpus

model, categories = load(sys.argv[1])
texts, _, _ = corpus.read(sys.argv[2])
with open(sys.argv[3], "w") as answers:
    answers.writelines(categories[label] + "\n" for label in model.predict(texts))
