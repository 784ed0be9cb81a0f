#!/usr/bin/env bash
# unitxt 1.26.10, ConvertToBoolean: a reply with "no" in any of its words is false: "know", "nothing", "noted"; "incorrect" and
# "untrue" are true.
# Expected: words are compared, not pieces of them.
# Matters: the longer a judge's reason, the likelier its yes is recorded as no; a bare "incorrect" passes.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check unitxt==1.26.10 datasets==5.2.0
"$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import sys
from unitxt.processors import ConvertToBoolean

for reply, known in (
    ("Yes.", "TRUE"),
    ("Yes, nothing is missing.", "FALSE"),
    ("Yes; it is the best answer I know.", "FALSE"),
    ("True, and well noted.", "FALSE"),
    ("That is incorrect.", "TRUE"),
    ("It is untrue.", "TRUE"),
):
    seen = ConvertToBoolean(field="prediction").process_value(reply)
    print(f"seen: {reply!r} -> {seen}")
    if seen != known:
        sys.exit("changed")
PY
