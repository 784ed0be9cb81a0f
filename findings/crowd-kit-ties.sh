#!/usr/bin/env bash
# crowd-kit 1.4.2: MajorityVote decides a tie for the first label of the alphabet under pandas 2, for the first vote under 3.
# Expected: ties at random, or marked; the probabilities that the same class gives are 0.5 and 0.5.
# Matters: with an even number of judges all ties go to A, or to "chosen", or to the judge that is listed first; an undecided
# data set looks unanimous, and an update of pandas turns the labels around.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/ties.py" <<'PY'
import sys
import pandas
from crowdkit.aggregation import MajorityVote

votes = [(f"pair-{i}", judge, label) for i in range(6) for judge, label in (("judge-1", "rejected"), ("judge-2", "chosen"))]
votes = pandas.DataFrame(votes, columns=["task", "worker", "label"])
decisions = sorted(set(MajorityVote().fit_predict(votes)))
print(f"seen: pandas {pandas.__version__}, six ties of rejected and chosen: {decisions}")
if decisions != [sys.argv[1]]:
    sys.exit("changed")
PY
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check crowd-kit==1.4.2 pandas==2.3.3
"$dir/venv/bin/python" -W ignore "$dir/ties.py" chosen
"$dir/venv/bin/pip" install -q --disable-pip-version-check pandas==3.1.1
"$dir/venv/bin/python" -W ignore "$dir/ties.py" rejected
