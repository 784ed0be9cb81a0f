#!/usr/bin/env bash
# autoevals 0.4.1: ExactMatch says that 4.0 is not 4 and that true is not "true", yet that an object is its JSON text.
# Expected: equal numbers are equal, or types never mix; an object and its text are told to be equal here.
# Matters: a judge's score of 4.0 never agrees with a label 4, so agreement depends on how a number was written to JSON.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check autoevals==0.4.1
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from autoevals import ExactMatch

cases = [(4, 4, 1), (4.0, 4, 0), (True, "true", 0), ({"score": 4}, '{"score": 4}', 1), ({"score": 4.0}, {"score": 4}, 0)]
for output, expected, wanted in cases:
    score = ExactMatch()(output=output, expected=expected).score
    print(f"seen: {output!r} against {expected!r}: {score}")
    if score != wanted:
        sys.exit("changed")
PY
