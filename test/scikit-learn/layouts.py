"""Fixtures that differ in what is in the files: layouts, containers, searches, and the types of the categories."""

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import LabelEncoder
from sklearn.svm import LinearSVC

from corpus import THREE, TWO, Files, apart, fitted, training

NAMES = ["baking.bread", "sport.football", "sci.space"]


def small(model=None, categories=THREE, labels=None, **params):
    params = dict({"min_df": 2}, **params)
    return fitted(TfidfVectorizer(**params), model or MultinomialNB(), categories=categories, labels=labels)


def numbered():
    return small(labels=(0, 1, 2))


def tutorial():
    """The tuple that the tutorial saves: a model of numbered categories, and their names."""
    return numbered(), list(NAMES)


def three_files():
    """Counts, their weights, a model and the names of its numbers, each in a file of its own."""
    texts, names = training(THREE)
    encoder = LabelEncoder().fit(names)
    counts, weights = CountVectorizer(min_df=2, strip_accents="unicode"), TfidfTransformer()
    X = weights.fit_transform(counts.fit_transform(texts))
    model = LogisticRegression().fit(X, encoder.transform(names))
    return Files(counts=counts, weights=weights, model=model, labels=encoder)


def in_dict(**more):
    steps = apart(small(LinearSVC(random_state=0), labels=(0, 1, 2)))
    encoder = LabelEncoder().fit(["ball games", "cooking", "the sky"])
    return dict(steps, label_encoder=encoder, accuracy=0.93, trained_on="64 texts", **more)


def fortran_order():
    pipeline = small()
    model = pipeline.steps[1][1]
    model.feature_log_prob_ = np.asfortranarray(model.feature_log_prob_)
    return pipeline


def big_endian():
    pipeline = small(LogisticRegression())
    model = pipeline.steps[1][1]
    model.coef_ = model.coef_.astype(">f8")
    model.intercept_ = model.intercept_.astype(">f8")
    return pipeline


def numbered_big_endian():
    pipeline = numbered()
    model = pipeline.steps[1][1]
    model.classes_ = model.classes_.astype(">i4")
    return pipeline


def strided():
    """Every second row of an array is written as an array of its own."""
    pipeline = small()
    model = pipeline.steps[1][1]
    model.feature_log_prob_ = np.repeat(model.feature_log_prob_, 2, axis=0)[::2]
    return pipeline


def searched(kind, model, grid, around_model=False, **params):
    search = kind(model, grid, cv=2, **params)
    if around_model:
        return small(search)
    texts, names = training(THREE)
    return search.fit(texts, names)


def search_in_pipeline(values, random_state):
    grid = {"C": values, "fit_intercept": [True, False]}
    return searched(
        RandomizedSearchCV, LogisticRegression(), grid, around_model=True, n_iter=2, random_state=random_state
    )


def search_with_distribution():
    """The file also holds a distribution of scipy, and with it the state of numpy's own random generator."""
    from scipy.stats import uniform

    np.random.seed(0)
    return search_in_pipeline(uniform(0.5, 4), np.random.RandomState(7))


def search_of_pipelines():
    pipeline = Pipeline([("text", TfidfVectorizer(min_df=2)), ("model", MultinomialNB())])
    return searched(GridSearchCV, pipeline, {"text__use_idf": [True, False], "model__alpha": [0.1, 1.0]})


def search_by_score():
    pipeline = make_pipeline(CountVectorizer(min_df=2), LinearSVC(random_state=0))
    return searched(GridSearchCV, pipeline, {"linearsvc__C": [0.1, 1]}, scoring="f1_macro")


def nested():
    return Pipeline([("text", Pipeline([("count", small().steps[0][1])])), ("model", small().steps[1][1])])


def passing(nothing):
    pipeline = small()
    pipeline.steps.insert(1, ("nothing", nothing))
    return pipeline


def in_list():
    return list(apart(numbered()).values()) + [tuple(NAMES)]


def objects():
    """Categories as an array of objects, which joblib writes as a pickle of its own inside the file."""
    labels = np.array(["crème", "goal ⚽", "Σελήνη"], dtype=object)
    return small(LinearSVC(random_state=0), labels=labels, min_df=4)


def add_layouts(add):
    add("tutorial", tutorial, tier="all")
    add("pair", lambda: apart(small(MultinomialNB(), labels=(1, 2, 3))), "pickle-3", tier="all")
    add("pair-joblib", lambda: apart(small(LogisticRegression(), TWO)), "joblib-gzip")
    add("three-files", three_files, tier="core")
    add("dict", in_dict, tier="newest")
    add("list", in_list, tier="newest")
    add("nested-pipeline", nested, tier="newest")
    add("step-none", lambda: passing(None))
    add("step-passthrough", lambda: passing("passthrough"), since=(0, 21))
    add("grid-search", search_of_pipelines, "joblib-bz2", tier="all")
    add("grid-search-scoring", search_by_score)
    add("random-search", lambda: search_in_pipeline([0.5, 1, 4], 0), tier="core")
    add("random-search-distribution", search_with_distribution)


def add_containers(add):
    for number in range(6):
        tier = "newest" if number in (1, 3, 4) else "wide"
        add("pickle-%d" % number, tutorial, "pickle-%d" % number, tier, since=(0, 22) if number == 5 else (0, 0))
    add("container-joblib", tutorial, "joblib")
    for name in ("gzip", "joblib-protocol-2", "joblib-gzip", "joblib-bz2", "joblib-xz", "joblib-zlib-named-gz"):
        add("container-" + name, tutorial, name, "newest")
    add("container-memory-mapped", tutorial, "joblib-memory-mapped")
    add("container-lzma", tutorial, "joblib-lzma", may_refuse="foreign")
    for name in ("old-joblib", "old-joblib-zf"):
        add(name, tutorial, name, tier="all", until=(0, 18))
    add("fortran-order", fortran_order, "joblib")
    add("fortran-order-pickle", fortran_order, "pickle-2")
    add("big-endian", big_endian, "joblib")
    add("big-endian-pickle", big_endian, "pickle-4")
    add("big-endian-classes", numbered_big_endian, "joblib")
    add("strided", strided, "pickle-5", since=(0, 22))


def add_classes(add):
    add("classes-objects", objects, "joblib", tier="all")
    add("classes-objects-pickle", objects, "pickle-2", tier="newest")
    add("classes-objects-zlib", objects)
    add("classes-bool", lambda: small(LogisticRegression(), TWO, labels=(True, False)), tier="newest")
    add("classes-uint8", lambda: small(labels=np.array([7, 200, 3], dtype=np.uint8)), tier="newest")
    add("classes-negative", lambda: small(labels=(-1, 0, 1)), tier="newest")
    add("classes-float", lambda: small(labels=(2.0, 1.0, 10.0)), tier="newest")
    add("classes-float-two", lambda: small(LogisticRegression(), TWO, labels=(1.0, 0.0)))
    add("classes-wide", lambda: small(labels=["", "a" * 40, "naïve\u2028\n"]), tier="newest", may_refuse="parameter")


def add_to(add):
    add_layouts(add)
    add_containers(add)
    add_classes(add)
