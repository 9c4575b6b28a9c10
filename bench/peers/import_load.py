"""Loads a model and ends.    import_load.py MODEL"""

import sys

from joblib import load

load(sys.argv[1])
