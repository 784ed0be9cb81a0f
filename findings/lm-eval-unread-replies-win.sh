#!/usr/bin/env bash
# lm-eval 0.4.13, filters regex and majority_vote (as in its self-consistency tasks): replies that could not be read vote as one.
# Expected: the answer that most of the readable replies give.
# Matters: three replies in another form outvote two equal answers and one other; the answer of the row is then "[invalid]", and a
# model that changes its wording seems to know less.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check lm-eval==0.4.13
"$dir/venv/bin/python" -W ignore - 2> /dev/null <<'PY'
import sys
from types import SimpleNamespace
from lm_eval.filters import build_filter_ensemble

pattern = r"The answer is (\-?[0-9\.\,]*[0-9]+)"  # of the task gsm8k_cot_self_consistency


def vote(*replies):
    row = SimpleNamespace(resps=list(replies), doc={}, filtered_resps={})
    steps = [("regex", {"regex_pattern": pattern}), ("majority_vote", {}), ("take_first", {})]
    build_filter_ensemble("majority", steps).apply([row])
    return row.filtered_resps["majority"]


read = ["The answer is 18.", "The answer is 18.", "The answer is 20."]
unread = ["So she has 18 in all.", "That makes $18.", "18"]
print("seen: 18, 18, 20:", vote(*read))
print("seen: 18, 18, 20 and three replies of another form:", vote(*read, *unread))
if vote(*read) != "18" or vote(*read, *unread) != "[invalid]":
    sys.exit("changed")
PY
