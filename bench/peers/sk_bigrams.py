"""sk_bigrams.py TRAIN_DIR MODEL_OUT : scikit-learn's nearest to newsgroups: words and pairs of words, complement naive Bayes.
Reads with the corpus.py that the other scikit-learn scripts use (PYTHONPATH says where)."""
import sys
from corpus import load
from joblib import dump
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline

texts, labels, classes = load(sys.argv[1])
index = {c: i for i, c in enumerate(classes)}
model = make_pipeline(
    TfidfVectorizer(stop_words="english", sublinear_tf=True, ngram_range=(1, 2)), ComplementNB(alpha=0.1)
)
model.fit(texts, [index[label] for label in labels])
dump((model, classes), sys.argv[2])
