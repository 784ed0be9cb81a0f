#!/usr/bin/env bash
# outlines-core 0.2.14: minimum, maximum, multipleOf and uniqueItems are left out of the regular expression without an error.
# Expected: an error, as for allOf with a minimum alone in it and as llguidance gives for uniqueItems; or numbers within bounds.
# Matters: a judge held to a score of 1 to 10 may write -3 or 42, a ranking may name A twice, and nobody checks what was
# "guaranteed" by the grammar.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check outlines-core==0.2.14
"$dir/venv/bin/python" -W ignore - <<'PY'
import json, re, sys
from outlines_core import json_schema

cases = [
    ({"type": "integer", "minimum": 1, "maximum": 10}, 42),
    ({"type": "integer", "exclusiveMinimum": 0}, -3),
    ({"type": "number", "minimum": 0, "maximum": 1}, 7.5),
    ({"type": "integer", "multipleOf": 5}, 3),
    ({"type": "array", "items": {"enum": ["A", "B"]}, "minItems": 2, "maxItems": 2, "uniqueItems": True}, ["A", "A"]),
]
for rule, value in cases:
    text = json.dumps(value, separators=(",", ":"))
    allowed = re.fullmatch(json_schema.build_regex_from_schema(json.dumps(rule)), text) is not None
    print(f"seen: {rule} allows {text}: {allowed}")
    if not allowed:
        sys.exit("changed")
PY
