"""Fixtures that cannot be imported, with the code of the error that says so."""

import functools
import os
import re
import textwrap

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge, RidgeClassifier
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from corpus import THREE, Files, apart, fitted, training


def small(model, **params):
    return fitted(TfidfVectorizer(**dict({"min_df": 2}, **params)), model)


def mismatched():
    """A vectorizer whose vocabulary is smaller than the model's."""
    return Files(
        vectorizer=small(MultinomialNB(), min_df=3).steps[0][1],
        model=small(MultinomialNB(), min_df=2).steps[1][1],
    )


def regressor():
    texts, _ = training(THREE)
    return make_pipeline(TfidfVectorizer(min_df=2), Ridge()).fit(texts, [len(text) for text in texts])


def multi_label(model):
    texts, names = training(THREE)
    labels = np.array([[name == "space", len(text) > 60] for text, name in zip(texts, names)], dtype=int)
    return make_pipeline(TfidfVectorizer(min_df=2), model).fit(texts, labels)


def of_numbers():
    generator = np.random.RandomState(0)
    X = generator.normal(size=(40, 3))
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(X, X[:, 0] > 0)


def truncate(path):
    with open(path, "r+b") as file:
        file.truncate(os.path.getsize(path) * 2 // 3)


def svd():
    return fitted(TfidfVectorizer(min_df=2), TruncatedSVD(5, random_state=0), LogisticRegression())


def add_callables(refuse, own):
    refuse("own-tokenizer", lambda: small(MultinomialNB(), tokenizer=own.tokenize), "callable")
    refuse("own-tokenizer-pair", lambda: apart(small(MultinomialNB(), tokenizer=own.tokenize)), "callable", "pickle-2")
    refuse("own-preprocessor", lambda: small(MultinomialNB(), preprocessor=own.clean), "callable")
    refuse("own-analyzer", lambda: small(MultinomialNB(), analyzer=own.tokenize), "callable")
    # A function that needs no installation stands for those of nltk and spacy.
    refuse("library-tokenizer", lambda: small(MultinomialNB(), tokenizer=textwrap.wrap, min_df=1), "callable")
    refuse("partial", lambda: small(MultinomialNB(), tokenizer=functools.partial(re.findall, "[a-z]+")), "callable")
    refuse("bound-method", lambda: small(MultinomialNB(), tokenizer=re.compile("[a-z]+").findall), "callable")
    for name in ("dill", "cloudpickle"):
        refuse(
            "lambda-" + name, lambda: small(MultinomialNB(), tokenizer=lambda text: text.split()), "pickled-code", name
        )


def add_to(add, own):
    def refuse(name, make, code, container="joblib-zlib", **options):
        add("refuse-" + name, make, container, tier="newest", refused=code, **options)

    add_callables(refuse, own)
    add(
        "tokenizer-str-split", lambda: small(MultinomialNB(), tokenizer=str.split), tier="newest", may_refuse="callable"
    )
    refuse("not-fitted", lambda: make_pipeline(TfidfVectorizer(), MultinomialNB()), "not-fitted")
    refuse("not-fitted-model", lambda: make_pipeline(small(MultinomialNB()).steps[0][1], LinearSVC()), "not-fitted")
    refuse("vectorizer-alone", lambda: small(MultinomialNB()).steps[0][1], "no-model")
    refuse("model-alone", lambda: small(MultinomialNB()).steps[1][1], "no-vectorizer")
    refuse("numbers", of_numbers, "no-vectorizer")
    refuse("mismatch", mismatched, "mismatch")
    refuse("two-models", lambda: [small(MultinomialNB()), small(LinearSVC())], "ambiguous")
    refuse("regressor", regressor, "regressor")
    refuse("multi-label", lambda: multi_label(OneVsRestClassifier(LinearSVC(random_state=0))), "multi-label")
    refuse("multi-label-ridge", lambda: multi_label(RidgeClassifier()), "multi-label")
    refuse("svd", svd, "class")
    refuse("forest", lambda: small(RandomForestClassifier(3, max_depth=3, random_state=0)), "class")
    refuse("look-ahead", lambda: small(MultinomialNB(), token_pattern=r"\w+(?=\s)"), "parameter")
    refuse("back-reference", lambda: small(MultinomialNB(), token_pattern=r"(\w)\1", min_df=1), "parameter")
    refuse("string", lambda: "model.pkl", "no-model", "gzip")
    refuse("dict-of-numbers", lambda: {"accuracy": 0.9, "weights": np.arange(5.0)}, "no-model", "joblib")
    refuse("truncated", lambda: small(MultinomialNB()), "damaged", "joblib", then=truncate)
    refuse("truncated-zlib", lambda: small(MultinomialNB()), "damaged", then=truncate)
