#!/usr/bin/env bash
# cleanlab 2.9.0, get_majority_vote_label: a tied vote goes to the label that is rarer in the data.
# Expected: the more frequent one; "the class with highest frequency", says the function's documentation.
# Matters: where most answers are fine, every answer on which two judges differ is labelled as bad (or unsafe, or B); a data set with
# one bad answer in five has one in two.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check cleanlab==2.9.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
import numpy
from cleanlab.multiannotator import get_majority_vote_label

agreed = [[0, 0]] * 8 + [[1, 1]] * 2
differing = [[0, 1], [1, 0]] * 3
labels = get_majority_vote_label(numpy.array(agreed + differing, dtype=float))
documented = "selecting the class with highest frequency" in get_majority_vote_label.__doc__
print("seen: 8 answers are 0 for both judges, 2 are 1; where the judges differ the label is", labels[10:].tolist())
if labels[10:].tolist() != [1] * 6 or not documented:
    sys.exit("changed")
PY
