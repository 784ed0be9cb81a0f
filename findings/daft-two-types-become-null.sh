#!/usr/bin/env bash
# daft 0.7.26, read_json: where a column has texts in some rows and message lists or objects in others, or days in some and times
# in others, the values of one kind become null.
# Expected: an error, or the list as a JSON text, as a number among texts becomes a text.
# Matters: data sets that mix prompts with conversations lose one of the two; an answer that is a plain date is gone if another
# row has a time.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check daft==0.7.26
DO_NOT_TRACK=true "$dir/venv/bin/python" -W ignore - "$dir" 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import json, os, sys
import daft

turns = [{"role": "user", "content": "Why?"}]
for name, values, known in (
    ("texts and messages", ["Why?", turns], ["Why?", None]),
    ("texts and objects", ["Why?", {"text": "Why?"}], ["Why?", None]),
    ("days and times", ["2024-01-01", "2024-01-02T10:00:00"], [None, "2024-01-02 10:00:00"]),
    ("numbers and texts", [0.5, "high"], ["0.5", "high"]),
):
    path = os.path.join(sys.argv[1], name.replace(" ", "-") + ".jsonl")
    with open(path, "w") as file:
        file.writelines(json.dumps({"prompt": value}) + "\n" for value in values)
    seen = [value if value is None else str(value) for value in daft.read_json(path).to_pydict()["prompt"]]
    print(f"seen: {name}: {values} -> {seen}")
    if seen != known:
        sys.exit("changed")
PY
