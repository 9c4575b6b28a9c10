"""Trains scikit-learn's models on one corpus, judges them on another.    corpora.py TRAIN JUDGE [--strip]

Prints one line of JSON: the accuracy of each model. With --strip it judges the texts without headers, footers and quotes too.
"""

import json
import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.svm import LinearSVC

import corpus

# Models with their defaults, by what they are trained on. Logistic regression is given the steps that it needs.
MODELS = [
    (
        TfidfVectorizer(),
        {
            "tutorial": MultinomialNB(),
            "complement": ComplementNB(),
            "svc": LinearSVC(),
            "logistic": LogisticRegression(max_iter=1000),
        },
    ),
    (TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), {"svcPairs": LinearSVC()}),
]

texts, labels, categories = corpus.read(sys.argv[1])
judged, numbers, names = corpus.read(sys.argv[2])
truth = np.array([names[number] for number in numbers])
variants = {"whole": judged}
if "--strip" in sys.argv:
    variants["stripped"] = corpus.stripped(judged)

accuracies = {variant: {} for variant in variants}
for vectorizer, models in MODELS:
    trained = vectorizer.fit_transform(texts)
    rows = {variant: vectorizer.transform(variants[variant]) for variant in variants}
    for name, model in models.items():
        model.fit(trained, labels)
        for variant in variants:
            answers = np.array(categories)[model.predict(rows[variant])]
            accuracies[variant][name] = float((answers == truth).mean())
print(json.dumps(accuracies))
