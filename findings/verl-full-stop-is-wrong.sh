#!/usr/bin/env bash
# verl 0.9.1, reward of GSM8K: "#### 42." and "#### $42" are wrong where the answer is 42, and in the flexible form every sentence
# that ends with the number.
# Expected: right; the flexible form is there to find the number in plain words.
# Matters: the policy is rewarded for leaving out the full stop and the dollar sign, not for the answer.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps verl==0.9.1
"$dir/venv/bin/python" -W ignore - <<'PY'
import importlib.util, sys
from importlib.metadata import files

source = next(file for file in files("verl") if str(file).endswith("reward_score/gsm8k.py"))
spec = importlib.util.spec_from_file_location("gsm8k", source.locate())
gsm8k = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gsm8k)

for method, reply, known in (
    ("strict", "So 6 times 7 is 42.\n#### 42", 1.0),
    ("strict", "So 6 times 7 is 42.\n#### 42.", 0.0),
    ("strict", "So she pays 42 dollars.\n#### $42", 0),
    ("flexible", "6 times 7 is 42", 1.0),
    ("flexible", "6 times 7 is 42.", 0.0),
    ("flexible", "6 times 7 is 42, so she has 42, I think.", 0.0),
):
    seen = gsm8k.compute_score(reply, "42", method=method)
    print(f"seen: {method}: {reply!r} -> {seen}")
    if seen != known:
        sys.exit("changed")
PY
