"""Trains the tutorial's model on a folder of categories: tutorial_model.py CORPUS MODEL"""
import sys

import joblib
from sklearn.datasets import load_files
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

corpus, path = sys.argv[1:]
documents = load_files(corpus, encoding="utf-8", decode_error="replace")
model = make_pipeline(TfidfVectorizer(), MultinomialNB()).fit(documents.data, documents.target)
joblib.dump((model, documents.target_names), path)
