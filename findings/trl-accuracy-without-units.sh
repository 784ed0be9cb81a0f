#!/usr/bin/env bash
# TRL 1.16.0 with math-verify 0.9.0, accuracy_reward: units are cut, not compared, and tiny numbers are all equal.
# Expected: 5 m is no right answer where the solution is 5 cm; 120 minutes is one where it is 2 hours.
# Matters: a policy is rewarded for the wrong unit and punished for the right conversion.
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


wrong = (
    ("5 cm", r"5 \text{ m}"),
    ("2 hours", r"2 \text{ minutes}"),
    ("20%", "20"),
    ("0.0000001", "0.0000002"),
    ("5", "7 = 5"),
)
right = (("2 hours", r"120 \text{ minutes}"), ("5 cm", r"0.05 \text{ m}"))
for pairs, known in ((wrong, 1.0), (right, 0.0)):
    for solution, answer in pairs:
        seen = reward(solution, answer)
        print(f"seen: solution {solution}, answer {answer}: {seen}")
        if seen != known:
            sys.exit("changed")
PY
