"""Stores a naive Bayes model's weights column by column.    column_major.py MODEL COPY

scikit-learn multiplies by their transpose; stored row by row, as they are after fitting, they are copied for each call.
"""

import sys

import joblib
import numpy as np

model, categories = joblib.load(sys.argv[1])
model[-1].feature_log_prob_ = np.asfortranarray(model[-1].feature_log_prob_)
joblib.dump((model, categories), sys.argv[2])
