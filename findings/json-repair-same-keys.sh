#!/usr/bin/env bash
# json-repair 0.64.6: of several JSON objects with the same keys only the last is kept.
# Expected: a list of all of them, as comes back where their keys differ.
# Matters: a judge that rates answers one object a line, or a whole JSONL put through the repairer, ends as one verdict.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check json-repair==0.64.6
"$dir/venv/bin/python" - <<'PY'
import json_repair, sys

same_keys = json_repair.loads('{"answer": 1, "score": 9}\n{"answer": 2, "score": 3}\n{"answer": 3, "score": 5}')
other_keys = json_repair.loads('{"answer": 1, "score": 9}\n{"answer": 2, "rating": 3}')
print("seen: three objects, same keys:", same_keys)
print("seen: two objects, other keys: ", other_keys)
if same_keys != {"answer": 3, "score": 5} or len(other_keys) != 2:
    sys.exit("changed")
PY
