#!/usr/bin/env bash
# elote 1.5.1, LambdaArena: a comparison that returns numpy's True, as numbers from numpy or pandas do, is recorded as a loss.
# Expected: a win; the function is to return a truth value, and numpy's True is one.
# Matters: a league of models by reward scores stands on its head: the worst is first, without an error.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check elote==1.5.1 pandas==3.1.1
"$dir/venv/bin/python" -W ignore - 2>&1 <<'PY' | grep -v 'it/s'
import sys
import pandas
from elote import LambdaArena

plain = {"good": 0.9, "fair": 0.5, "bad": 0.1}


def league(scores):
    arena = LambdaArena(lambda one, other: scores[one] > scores[other])
    arena.tournament([("good", "fair"), ("fair", "bad"), ("good", "bad")] * 5)
    return [row["competitor"] for row in arena.leaderboard()]


by_float, by_pandas = league(plain), league(pandas.Series(plain))
print("seen: scores in a dict:  ", " > ".join(by_float))
print("seen: scores in a Series:", " > ".join(by_pandas))
if by_float != ["good", "fair", "bad"] or by_pandas != ["bad", "fair", "good"]:
    sys.exit("changed")
PY
