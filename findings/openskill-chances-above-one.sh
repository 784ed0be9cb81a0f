#!/usr/bin/env bash
# openskill 6.2.0: predict_win and predict_draw of one duel add up to more than 1.
# Expected: win, loss and draw are the three outcomes and add up to 1.
# Matters: as soft labels or expected scores for judged duels with ties they count the ties twice: 1.35 in place of 1.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check openskill==6.2.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from openskill.models import PlackettLuce

model = PlackettLuce()
duel = [[model.rating(mu=30, sigma=2)], [model.rating(mu=25, sigma=2)]]
win, loss = model.predict_win(duel)
draw = model.predict_draw(duel)
print(f"seen: win {win:.3f}, loss {loss:.3f}, draw {draw:.3f}, together {win + loss + draw:.3f}")
if not win + loss + draw > 1.3:
    sys.exit("changed")
PY
