#!/usr/bin/env bash
# evalica 0.4.2: where every comparison is a tie, eigen and pagerank still rank the models, and in unlike order.
# Expected: equal scores, as elo and bradley_terry of the same library give.
# Matters: how often and with whom a model was compared makes its rank; a judge that always says "tie" yields a league table.
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

duels = (["a", "a", "b"], ["b", "b", "c"], [Winner.Draw] * 3)
first = {}
for method in (evalica.elo, evalica.bradley_terry, evalica.eigen, evalica.pagerank):
    scores = {name: round(float(score), 3) for name, score in method(*duels).scores.items()}
    print(f"seen: {method.__name__}: {scores}")
    first[method.__name__] = max(scores, key=scores.get) if len(set(scores.values())) == 3 else None
if first != {"elo": None, "bradley_terry": None, "eigen": "a", "pagerank": "b"}:
    sys.exit("changed")
PY
