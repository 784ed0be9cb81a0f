#!/usr/bin/env bash
# judgy 0.1.0, estimate_success_rate: the interval of the pass rate is as wide for 10 new answers as for 10,000, and has no width
# where the judge made no error on the labelled ones.
# Expected: 6 of 10 leaves a rate between about 0.3 and 0.85 open.
# Matters: only the judge's errors are drawn again, not the answers that it judged; a few answers seem to prove that a model got
# better.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check judgy==0.1.0 numpy==2.4.6
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
import numpy
from judgy import estimate_success_rate

numpy.random.seed(1)
human = [1] * 50 + [0] * 50
rate, low, high = estimate_success_rate(human, human, [1] * 6 + [0] * 4, bootstrap_iterations=2000)
print(f"seen: judge as the human on 100 answers, 6 of 10 new answers pass: {rate:.2f}, 95% from {low:.2f} to {high:.2f}")
if (round(low, 9), round(high, 9)) != (0.6, 0.6):
    sys.exit("changed")
almost = human[:49] + [0] + human[50:99] + [1]
widths = {}
for count in (10, 10000):
    rate, low, high = estimate_success_rate(human, almost, [1] * (count * 6 // 10) + [0] * (count * 4 // 10), bootstrap_iterations=2000)
    widths[count] = high - low
    print(f"seen: judge right on 98 of 100, 60% of {count} new answers pass: {rate:.2f}, 95% from {low:.2f} to {high:.2f}")
if max(widths.values()) > 0.1:
    sys.exit("changed")
PY
