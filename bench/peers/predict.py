"""Classifies one text with a model of train.py.    predict.py MODEL TEXT"""

import sys

from joblib import load

model, categories = load(sys.argv[1])
print(categories[model.predict([sys.argv[2]])[0]])
