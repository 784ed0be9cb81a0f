#!/usr/bin/env bash
# dspy 3.4.1, majority: the vote "A" does not count, since it is taken for the English article.
# Expected: the verdict with most votes.
# Matters: three judges for A and one for B is B; votes of 1 and -1 are also the same, since signs are cut away.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check dspy==3.4.1
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
import dspy

seen = []
for votes in (["A", "A", "A", "B"], ["B", "B", "B", "A"], ["-1", "0", "1", "0", "1"]):
    seen.append(dspy.majority([{"verdict": vote} for vote in votes]).verdict)
    print(f"seen: {', '.join(votes)}: {seen[-1]}")
if seen != ["B", "B", "-1"]:
    sys.exit("changed")
PY
