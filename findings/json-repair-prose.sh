#!/usr/bin/env bash
# json-repair 0.64.6: brackets in the prose before a verdict become part of the JSON; the verdict moves to another depth.
# Expected: the one JSON object of the reply, or an error.
# Matters: judges name "[[A]]" or "{A}" in their reasoning; verdict["verdict"] then fails or hits a list in some rows only.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check json-repair==0.64.6
"$dir/venv/bin/python" - <<'PY'
import json_repair, sys

replies = {
    'Both are polite. {"verdict": "A"}': {"verdict": "A"},
    'I think {A} is best: {"verdict": "A"}': {"best": {"verdict": "A"}},
    'Between [[A]] and [[B]] I choose: {"verdict": "A"}': [[["B"]], {"verdict": "A"}],
}
for reply, wanted in replies.items():
    parsed = json_repair.loads(reply)
    print("seen:", reply, "->", parsed)
    if parsed != wanted:
        sys.exit("changed")
PY
