#!/usr/bin/env bash
# inspect-ai 0.3.285: metrics read the verdict "C" as 1, "P" as 0.5, and "A", "B", "tie" as 0.
# Expected: an error for letters that are no grade, since C, P, I, N stand for correct, partial, incorrect and no answer.
# Matters: a scorer that stores the judge's letter gives a mean that is the share of C (a tie in many judges' prompts), or 0;
# the only sign is a log line a row.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check inspect-ai==0.3.285
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from inspect_ai.scorer import SampleScore, Score, accuracy, mean


def scores(*values):
    return [SampleScore(score=Score(value=value)) for value in values]


seen = {value: mean()(scores(value)) for value in ("A", "B", "tie", "C", "P")}
for value, number in seen.items():
    print(f"seen: mean of the verdict {value}: {number}")
accurate = accuracy()(scores("A", "A", "B", "C"))
print("seen: accuracy of A, A, B, C:", accurate)
if list(seen.values()) != [0, 0, 0, 1, 0.5] or accurate != 0.25:
    sys.exit("changed")
PY
