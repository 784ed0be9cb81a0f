#!/usr/bin/env bash
# evalica 0.4.2: bradley_terry gives a > b > c without a single upset the same strength for all three.
# Expected: an error or an unbounded strength, since no finite maximum exists; in any case a before b before c.
# Matters: the clearest ranking of models comes out as a full tie, and pairwise_frame prints 0.5 in every cell.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check evalica==0.4.2
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
import evalica
from evalica import Winner

result = evalica.bradley_terry(["a"] * 3 + ["b"] * 3, ["b"] * 3 + ["c"] * 3, [Winner.X] * 6)
strengths = dict(result.scores)
chances = evalica.pairwise_frame(result.scores).loc["a", "c"]
print("seen: strengths after a beat b and b beat c three times each:", strengths, "after", result.iterations, "steps")
print("seen: chance that a beats c:", chances)
if len(set(strengths.values())) != 1 or chances != 0.5:
    sys.exit("changed")
PY
