#!/usr/bin/env bash
# TRL 1.16.0 with math-verify 0.9.0, accuracy_reward: solutions that are plain texts are read as other numbers.
# Expected: the number itself, or None (no reward) as for a solution that cannot be read.
# Matters: numbers below 0.0001 come as 1e-05 from Python and JSON; the model is rewarded for the wrong answer and not for the
# right one. Solutions in dollar signs are read well.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check packaging==26.4 math-verify==0.9.0 latex2sympy2_extended==1.11.0
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps trl==1.16.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from trl.rewards import accuracy_reward


def reward(solution, answer):
    turns = [{"role": "assistant", "content": "So the answer is \\boxed{" + answer + "}."}]
    return accuracy_reward([turns], [solution])[0]


for solution, right, wrong in (
    ("1e-05", "0.00001", "1"),
    ("1 1/2", "1.5", "1"),
    ("3,4", "3, 4", "3.4"),
    ("12:30", "12:30", "12"),
):
    seen = reward(solution, right), reward(solution, wrong)
    print(f"seen: solution {solution!r}: {right} -> {seen[0]}, {wrong} -> {seen[1]}")
    if seen != (0.0, 1.0):
        sys.exit("changed")
PY
