#!/usr/bin/env bash
# arena-rank 0.1.1: a row without a verdict counts as a tie, and so does each word but "model_a" and "model_b".
# Expected: an error, or the row left out, for a missing winner and for words that are no known outcome.
# Matters: calls that failed draw the ratings together and make the interval narrower, as if they were evidence; with winners
# written "A" and "B" all models have 1000 points, in an interval of no width.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check arena-rank==0.1.1
JAX_PLATFORMS=cpu "$dir/venv/bin/python" -W ignore - <<'PY'
import sys
import pandas
from arena_rank.models.bradley_terry import BradleyTerry
from arena_rank.utils.data_utils import PairDataset


def rating(winners):
    duels = pandas.DataFrame([("x", "y", winner) for winner in winners], columns=["model_a", "model_b", "winner"])
    data = PairDataset.from_pandas(duels)
    result = BradleyTerry(n_competitors=2).compute_ratings_and_cis(data)
    return tuple(round(float(result[key][0])) for key in ("ratings", "rating_lower", "rating_upper"))


verdicts = ["model_a"] * 80 + ["model_b"] * 20
seen = {
    "80 wins of 100": rating(verdicts),
    "and 300 rows without a verdict": rating(verdicts + [None] * 300),
    '80 wins of 100, written "A" and "B"': rating(["A"] * 80 + ["B"] * 20),
}
for name, (points, low, high) in seen.items():
    print(f"seen: {name}: {points} points, interval {low} to {high}")
first, missing, letters = seen.values()
if not (missing[0] < 1040 < first[0] and missing[2] - missing[1] < (first[2] - first[1]) / 3 and letters == (1000, 1000, 1000)):
    sys.exit("changed")
PY
