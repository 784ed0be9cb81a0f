#!/usr/bin/env bash
# openevals 0.2.2, create_json_match_evaluator with the list mode "same_elements" or "subset": the score hangs on the order.
# Expected: one score for one set of items; order is what the mode "ordered" is for.
# Matters: an item that fits nothing takes away the first expected item, so right items behind it are wrong; of two answers with the
# same findings, or the same tool calls, the one that begins with its mistake gets 0.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check openevals==0.2.2
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from openevals.json import create_json_match_evaluator

expected = [{"fault": "rude"}, {"fault": "wrong"}, {"fault": "long"}]
right, right_too, mistake = {"fault": "rude"}, {"fault": "wrong"}, {"fault": "vague"}


def score(mode, *items):
    match = create_json_match_evaluator(aggregator="all", list_aggregator="average", list_match_mode=mode)
    return match(outputs=list(items), reference_outputs=expected)[0]["score"]


for mode in ("same_elements", "subset"):
    last, first = score(mode, right, right_too, mistake), score(mode, mistake, right, right_too)
    print(f"seen: {mode}: mistake last {last:.2f}, mistake first {first:.2f}")
    if not last > 0.6 > first:
        sys.exit("changed")
PY
