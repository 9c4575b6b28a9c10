"""Trains with scikit-learn.    train.py RECIPE CORPUS MODEL"""

import sys

from joblib import dump
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

import corpus

RECIPES = {
    # What tutorials show.
    "tutorial": lambda: make_pipeline(TfidfVectorizer(), MultinomialNB()),
    # The nearest to newsgroups: words and pairs of words, complement naive Bayes.
    "bigrams": lambda: make_pipeline(
        TfidfVectorizer(stop_words="english", sublinear_tf=True, ngram_range=(1, 2)), ComplementNB(alpha=0.1)
    ),
    # What is imported, beside the tutorial's.
    "svc": lambda: make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LinearSVC()),
}

recipe, folder, path = sys.argv[1:]
texts, labels, categories = corpus.read(folder)
dump((RECIPES[recipe]().fit(texts, labels), categories), path)
