"""Fixtures that differ in the model."""

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import (
    LogisticRegression,
    PassiveAggressiveClassifier,
    Perceptron,
    RidgeClassifier,
    SGDClassifier,
)
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import BernoulliNB, MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from corpus import FOUR, THREE, TWO, VERSION, create, fitted, training

LOG = "log_loss" if VERSION >= (1, 1) else "log"
LOSSES = (
    "hinge",
    LOG,
    "modified_huber",
    "squared_hinge",
    "perceptron",
    "squared_error" if VERSION >= (1, 0) else "squared_loss",
    "huber",
    "epsilon_insensitive",
    "squared_epsilon_insensitive",
)


def on_tfidf(model, categories=THREE, **params):
    return fitted(TfidfVectorizer(**dict({"min_df": 2}, **params)), model, categories=categories)


def on_counts(model, categories=THREE, **params):
    return fitted(CountVectorizer(**dict({"min_df": 2}, **params)), model, categories=categories)


def logistic(solver, **params):
    return create(LogisticRegression, solver=solver, random_state=0, max_iter=300, **params)


def sgd(loss, **params):
    # So few steps that not every score is far from 0.
    return create(SGDClassifier, **dict({"loss": loss, "random_state": 0, "alpha": 0.01, "eta0": 0.01}, **params))


def svc(**params):
    return LinearSVC(random_state=0, **params)


def complement(**params):
    from sklearn.naive_bayes import ComplementNB

    return ComplementNB(**params)


def calibrated(model, **params):
    return CalibratedClassifierCV(model, **dict({"cv": 2}, **params))


def calibrated_beforehand(is_frozen):
    """Calibrates a model that is fitted already."""
    texts, names = training(THREE)
    vectorizer = TfidfVectorizer(min_df=2)
    X = vectorizer.fit_transform(texts)
    model = svc().fit(X, names)
    if is_frozen:
        from sklearn.frozen import FrozenEstimator

        outer = CalibratedClassifierCV(FrozenEstimator(model), cv=2)
    else:
        outer = CalibratedClassifierCV(model, cv="prefit")
    outer.fit(X, names)
    pipeline = make_pipeline(vectorizer, outer)
    return pipeline


def calibrated_pipelines():
    """Calibrates pipelines: each part of the cross-validation has a vocabulary of its own."""
    texts, names = training(TWO)
    return calibrated(make_pipeline(TfidfVectorizer(min_df=2), svc())).fit(texts, names)


def tied():
    """A text in which nothing is known has the same score, 0, for every category."""
    return on_counts(OneVsRestClassifier(svc(fit_intercept=False)))


def crammer_singer(categories):
    pipeline = on_tfidf(svc(multi_class="crammer_singer"), categories)
    # Some versions leave this number as it happened to be in memory.
    pipeline.steps[1][1].n_iter_ = 0
    return pipeline


def sparse_coefficients():
    pipeline = on_tfidf(sgd("hinge", penalty="l1"))
    pipeline.steps[1][1].sparsify()
    return pipeline


def one_class(model):
    return on_counts(model, ("space",))


def add_naive_bayes(add):
    add("nb-one-class", lambda: one_class(MultinomialNB()), tier="all")
    add("nb-complement-one-class", lambda: one_class(complement()), since=(0, 20))
    add("nb-bernoulli-one-class", lambda: one_class(BernoulliNB()))
    add("nb-multinomial-uniform", lambda: on_counts(MultinomialNB(fit_prior=False, alpha=0.1)))
    add("nb-multinomial-prior", lambda: on_tfidf(MultinomialNB(class_prior=[0.5, 0.2, 0.3]), sublinear_tf=True))
    add("nb-multinomial-four", lambda: on_counts(MultinomialNB(), FOUR))
    add("nb-multinomial-two", lambda: on_tfidf(MultinomialNB(), TWO))
    add("nb-complement", lambda: on_counts(complement()), since=(0, 20))
    add("nb-complement-norm", lambda: on_tfidf(complement(norm=True)), tier="all", since=(0, 20))
    add("nb-bernoulli", lambda: on_counts(BernoulliNB()), tier="core")
    add("nb-bernoulli-binarize", lambda: on_tfidf(BernoulliNB(binarize=0.3)))
    add("nb-bernoulli-no-binarize", lambda: on_counts(BernoulliNB(binarize=None), binary=True))


def add_linear(add):
    add("logistic", lambda: on_tfidf(LogisticRegression()), "joblib-gzip", tier="all")
    add("logistic-two", lambda: on_tfidf(LogisticRegression(), TWO, stop_words="english", min_df=1), tier="all")
    add("logistic-liblinear", lambda: on_tfidf(logistic("liblinear")), tier="core", until=(1, 7))
    add(
        "logistic-multinomial-two",
        lambda: on_tfidf(logistic("lbfgs", multi_class="multinomial"), TWO),
        tier="all",
        until=(1, 7),
    )
    add(
        "logistic-multinomial",
        lambda: on_tfidf(logistic("lbfgs", multi_class="multinomial")),
        tier="core",
        until=(1, 7),
    )
    add("logistic-ovr", lambda: on_tfidf(logistic("lbfgs", multi_class="ovr")), until=(1, 7))
    add("logistic-auto-liblinear", lambda: on_tfidf(logistic("liblinear", multi_class="auto")), until=(1, 7))
    add("logistic-newton-cholesky", lambda: on_tfidf(logistic("newton-cholesky")), tier="core", since=(1, 2))
    add("logistic-l1", lambda: on_tfidf(logistic("liblinear", penalty="l1", C=5), TWO), until=(1, 7))
    add("logistic-saga", lambda: on_counts(logistic("saga", class_weight="balanced")))
    add("logistic-no-intercept", lambda: on_counts(logistic("lbfgs", fit_intercept=False)))
    add("logistic-no-intercept-two", lambda: on_counts(logistic("lbfgs", fit_intercept=False), TWO))
    add("svc", lambda: on_tfidf(svc(), sublinear_tf=True, ngram_range=(1, 2)), tier="all")
    add("svc-two", lambda: on_tfidf(svc(), TWO, analyzer="char_wb", ngram_range=(2, 3), min_df=10), tier="all")
    add("svc-balanced", lambda: on_tfidf(svc(class_weight="balanced")))
    add("svc-no-intercept", lambda: on_tfidf(svc(fit_intercept=False)))
    add("svc-no-intercept-two", lambda: on_tfidf(svc(fit_intercept=False), TWO))
    add("svc-l1", lambda: on_tfidf(svc(penalty="l1", dual=False, C=5), FOUR))
    add("svc-crammer-singer", lambda: crammer_singer(THREE))
    add("svc-crammer-singer-two", lambda: crammer_singer(TWO))
    for loss in LOSSES:
        name = loss.replace("_loss", "").replace("squared_error", "squared").replace("_", "-")
        tier = "all" if loss == LOG else "core" if loss == "modified_huber" else "newest"
        add("sgd-" + name, lambda loss=loss: on_tfidf(sgd(loss)), tier=tier)
        if loss in ("hinge", LOG, "modified_huber"):
            add("sgd-" + name + "-two", lambda loss=loss: on_tfidf(sgd(loss), TWO))
    add("sgd-average", lambda: on_tfidf(sgd("hinge", average=True)))
    add("sgd-float32-two", lambda: on_tfidf(sgd(LOG), TWO, dtype=np.float32), tier="core")
    add("sgd-float32", lambda: on_tfidf(sgd("hinge"), dtype=np.float32))
    add("sgd-huber-zero", lambda: on_counts(sgd("modified_huber", alpha=0.0001)))
    add("sgd-sparse", sparse_coefficients, may_refuse="parameter")
    add("perceptron", lambda: on_tfidf(create(Perceptron, random_state=0)))
    add("passive-aggressive", lambda: on_tfidf(create(PassiveAggressiveClassifier, random_state=0)))
    add(
        "passive-aggressive-two",
        lambda: on_tfidf(PassiveAggressiveClassifier(random_state=0, loss="squared_hinge"), TWO),
    )
    add("ridge", lambda: on_tfidf(RidgeClassifier(random_state=0)))
    add("ridge-two", lambda: on_tfidf(RidgeClassifier(random_state=0), TWO), tier="all")
    add("ridge-no-intercept-two", lambda: on_counts(RidgeClassifier(random_state=0, fit_intercept=False), TWO))
    add("ridge-float32", lambda: on_tfidf(RidgeClassifier(random_state=0, class_weight="balanced"), dtype=np.float32))
    add("ridge-one-class", lambda: one_class(RidgeClassifier(random_state=0)))


def add_outer(add):
    add("ovr-svc", lambda: on_tfidf(OneVsRestClassifier(svc())), tier="all")
    add("ovr-svc-two", lambda: on_tfidf(OneVsRestClassifier(svc()), TWO))
    add("ovr-logistic", lambda: on_tfidf(OneVsRestClassifier(logistic("liblinear"))))
    add("ovr-logistic-two", lambda: on_tfidf(OneVsRestClassifier(logistic("liblinear")), TWO))
    add("ovr-multinomial", lambda: on_counts(OneVsRestClassifier(MultinomialNB())))
    add("ovr-multinomial-two", lambda: on_counts(OneVsRestClassifier(MultinomialNB()), TWO), tier="core")
    add("ovr-tied", tied, tier="core")
    # Before 1.1, asking for probabilities failed.
    add("ovr-one-class", lambda: one_class(OneVsRestClassifier(svc())), since=(1, 1))
    add("calibrated-sigmoid", lambda: on_tfidf(calibrated(svc()), FOUR))
    add("calibrated-sigmoid-two", lambda: on_tfidf(calibrated(svc()), TWO), tier="all")
    add("calibrated-isotonic", lambda: on_tfidf(calibrated(svc(), method="isotonic")), tier="all")
    add("calibrated-isotonic-two", lambda: on_tfidf(calibrated(svc(), method="isotonic"), TWO))
    add("calibrated-float32", lambda: on_tfidf(calibrated(sgd("hinge"), method="isotonic"), dtype=np.float32))
    add("calibrated-together", lambda: on_tfidf(calibrated(svc(), ensemble=False)), tier="core", since=(0, 24))
    add("calibrated-multinomial-two", lambda: on_counts(calibrated(MultinomialNB()), TWO))
    add("calibrated-multinomial", lambda: on_counts(calibrated(MultinomialNB(), method="isotonic")))
    add("calibrated-prefit", lambda: calibrated_beforehand(False), tier="core", until=(1, 7))
    add("calibrated-frozen", lambda: calibrated_beforehand(True), tier="core", since=(1, 6))
    # Before 1.0, a calibration took no texts.
    add("calibrated-pipelines", calibrated_pipelines, since=(1, 0))
    add("calibrated-temperature", lambda: on_tfidf(calibrated(svc(), method="temperature")), tier="core", since=(1, 8))
    add("calibrated-temperature-two", lambda: on_tfidf(calibrated(svc(), method="temperature"), TWO), since=(1, 8))
    add(
        "calibrated-temperature-multinomial",
        lambda: on_tfidf(calibrated(MultinomialNB(), method="temperature")),
        since=(1, 8),
    )
    add(
        "calibrated-temperature-multinomial-two",
        lambda: on_tfidf(calibrated(MultinomialNB(), method="temperature"), TWO),
        since=(1, 8),
    )


def add_to(add):
    add_naive_bayes(add)
    add_linear(add)
    add_outer(add)
