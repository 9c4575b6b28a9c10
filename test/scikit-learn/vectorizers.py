"""Fixtures that differ in how texts become numbers."""

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import MaxAbsScaler, Normalizer
from sklearn.svm import LinearSVC

from corpus import THREE, TWO, create, fitted, training

# A vocabulary in an order of its own.
WORDS = ["match", "butter", "orbit", "goal", "garlic", "planet", "eggs", "moon", "bread", "ball", "telescope", "salt"]

TOKEN_PATTERNS = {
    "non-space": r"\S+",
    "one-letter": r"(?u)\b\w+\b",
    "latin": r"[a-zA-Z]+",
    "no-digit": r"(?u)\b[^\W\d_]{2,}\b",
    "apostrophe": r"(?i)[a-z]+(?:'[a-z]+)?",
    "group": r"\b(\w\w+)\b[,;:]",
    "either": r"\d+|[^\W\d]+|[!?]",
    "ascii": r"(?a)\b\w\w+\b",
    "class": r"[\w'\-]{3,8}",
    "lazy": r"\w\w+?\b",
}


def svm(*steps):
    return fitted(*steps, LinearSVC(random_state=0), categories=TWO)


def tfidf(**params):
    return TfidfVectorizer(**dict({"min_df": 2}, **params))


def counts(**params):
    return CountVectorizer(**dict({"min_df": 2}, **params))


def hashing(**params):
    return create(HashingVectorizer, **dict({"n_features": 64}, **params))


def keeps_stop_words():
    vectorizer = tfidf()
    vectorizer.keeps_stop_words = True
    return svm(vectorizer)


def never_fitted():
    """A vectorizer with a given vocabulary can be used, and saved, without being fitted."""
    texts, names = training(THREE)
    model = MultinomialNB().fit(counts(vocabulary=WORDS).transform(texts), names)
    return Pipeline([("count", counts(vocabulary=WORDS)), ("model", model)])


def numpy_vocabulary():
    pipeline = svm(counts())
    vocabulary = pipeline.steps[0][1].vocabulary_
    for term in list(vocabulary):
        vocabulary[term] = np.int64(vocabulary[term])
    return pipeline


def with_idf_as(kind):
    """Before 1.5 the idf is a sparse diagonal matrix, of a kind that may differ."""
    pipeline = svm(tfidf())
    weights = pipeline.steps[0][1]._tfidf
    weights._idf_diag = weights._idf_diag.asformat(kind)
    return pipeline


def union(**params):
    words = tfidf()
    characters = tfidf(analyzer="char", ngram_range=(1, 2), min_df=12)
    return FeatureUnion([("words", words), ("characters", characters)], **params)


def union_of_pipelines():
    weighted = Pipeline([("count", counts(binary=True)), ("tfidf", TfidfTransformer(norm="l1"))])
    hashed = Pipeline([("hash", hashing(n_features=32, norm=None)), ("scale", MaxAbsScaler())])
    return FeatureUnion([("weighted", weighted), ("plain", counts(min_df=4)), ("hashed", hashed)])


def union_with_dropped():
    result = union(transformer_weights={"characters": 2})
    result.transformer_list.insert(1, ("nothing", "drop"))
    return result


def union_of_one():
    return FeatureUnion([("only", tfidf(dtype=np.float32))], transformer_weights={"only": 0.3})


def add_tokens(each):
    each("char", lambda: svm(tfidf(analyzer="char", ngram_range=(1, 3), min_df=8)))
    each("char-wb", lambda: svm(tfidf(analyzer="char_wb", ngram_range=(2, 4), min_df=8)))
    each(
        "char-accents",
        lambda: svm(tfidf(analyzer="char", ngram_range=(2, 2), strip_accents="unicode", min_df=5)),
        "newest",
    )
    each("case", lambda: svm(tfidf(lowercase=False, min_df=1)), "newest")
    each("accents-ascii", lambda: svm(tfidf(strip_accents="ascii", min_df=1)), "newest")
    each("accents-unicode", lambda: svm(tfidf(strip_accents="unicode", min_df=1)), "newest")
    each("stop-words-english", lambda: svm(tfidf(stop_words="english", min_df=1)))
    each("stop-words-list", lambda: svm(tfidf(stop_words=["the", "and", "a", "in", "of"])), "newest")
    each("stop-words-bigrams", lambda: svm(tfidf(stop_words="english", ngram_range=(1, 2), min_df=1)), "newest")
    each("stop-words-kept", keeps_stop_words, container="joblib-bz2")
    each("bigrams", lambda: svm(counts(ngram_range=(2, 2), min_df=1)), "newest")
    each("trigrams", lambda: svm(tfidf(ngram_range=(1, 3))), "newest")
    for name, pattern in TOKEN_PATTERNS.items():
        each("pattern-" + name, lambda pattern=pattern: svm(tfidf(token_pattern=pattern, min_df=1)), "newest")


def add_vocabularies(each):
    # The four most frequent terms, which no others equal: which of equals are taken differs between processors.
    each("max-features", lambda: svm(counts(min_df=1, max_features=4)), "newest")
    each("vocabulary-unsorted", lambda: svm(tfidf(vocabulary={word: i for i, word in enumerate(WORDS)})))
    each("vocabulary-list", lambda: svm(counts(vocabulary=WORDS)), "newest")
    each("vocabulary-set", lambda: svm(counts(vocabulary=set(WORDS))))
    each("vocabulary-bigrams", lambda: svm(counts(vocabulary=WORDS + ["olive oil"], ngram_range=(1, 2))), "newest")
    each("vocabulary-numpy", numpy_vocabulary)
    each("vocabulary-never-fitted", never_fitted)


def add_weights(each):
    each("binary", lambda: svm(counts(binary=True)))
    each("binary-tfidf", lambda: svm(tfidf(binary=True)), "newest")
    each("norm-l1", lambda: svm(tfidf(norm="l1")))
    each("norm-none", lambda: svm(tfidf(norm=None)))
    each("idf-dia", lambda: with_idf_as("dia"), until=(1, 4))
    each("idf-csc", lambda: with_idf_as("csc"), until=(1, 4))
    each("no-idf", lambda: svm(tfidf(use_idf=False)))
    each("no-smoothing", lambda: svm(tfidf(smooth_idf=False)), "newest")
    each("sublinear", lambda: svm(tfidf(sublinear_tf=True)))
    each("count-tfidf", lambda: svm(counts(), TfidfTransformer(sublinear_tf=True)))
    each("float32", lambda: svm(tfidf(dtype=np.float32)), "core")
    each("float32-logistic", lambda: fitted(tfidf(dtype=np.float32), LogisticRegression()))
    each("float32-sublinear-l1", lambda: svm(tfidf(dtype=np.float32, sublinear_tf=True, norm="l1")))
    each("float32-counts", lambda: fitted(counts(dtype=np.float32), MultinomialNB()))


def add_hashing(each):
    each("hashing", lambda: svm(hashing()))
    each("hashing-1024", lambda: svm(hashing(n_features=1024)), "newest")
    each("hashing-no-sign", lambda: svm(hashing(alternate_sign=False)))
    each("hashing-binary", lambda: svm(hashing(binary=True, norm="l1")))
    each("hashing-char", lambda: svm(hashing(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)), "newest")
    each("hashing-tfidf", lambda: fitted(hashing(norm=None), TfidfTransformer(), LogisticRegression()), "all")


def add_steps(each):
    each("union", lambda: svm(union(transformer_weights={"words": 0.7, "characters": 1.5})), "all")
    each("union-pipelines", lambda: svm(union_of_pipelines()))
    each("union-dropped", lambda: svm(union_with_dropped()))
    each("union-of-one", lambda: svm(union_of_one()))
    each("normalizer", lambda: svm(counts(), Normalizer("l1")))
    each("normalizer-max", lambda: svm(hashing(norm=None), Normalizer("max")))
    each("scaler-normalizer", lambda: svm(tfidf(), MaxAbsScaler(), Normalizer()))
    each("scaler-clip", lambda: svm(counts(), create(MaxAbsScaler, clip=True)), since=(1, 8))


def add_to(add):
    def each(name, make, tier="wide", **options):
        add("text-" + name, make, tier=tier, texts="all", **options)

    add_tokens(each)
    add_vocabularies(each)
    add_weights(each)
    add_hashing(each)
    add_steps(each)
