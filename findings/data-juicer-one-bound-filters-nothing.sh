#!/usr/bin/env bash
# data-juicer 1.6.1, range_specified_field_selector: with a lower bound alone, or an upper bound alone, no row is taken out.
# Expected: the other side left open: the better half of the scores for lower_percentile 0.5.
# Matters: "keep the upper half by judge's score" passes every row on, the worst first; the run says nothing.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check py-data-juicer==1.6.1 aiohttp==3.14.5 ray==2.60.0
"$dir/venv/bin/python" -W ignore - 2> /dev/null <<'PY'
import sys
from data_juicer.ops.selector.range_specified_field_selector import RangeSpecifiedFieldSelector
from datasets import Dataset

rows = Dataset.from_list([{"text": "answer", "score": float(score)} for score in range(1, 11)])


def kept(**bounds):
    scores = sorted(RangeSpecifiedFieldSelector(field_key="score", **bounds).process(rows)["score"])
    print(f"seen: {bounds}: {len(scores)} of 10 rows, worst score {scores[0]}")
    return len(scores)


seen = [kept(lower_percentile=0.5, upper_percentile=1.0), kept(lower_percentile=0.5), kept(lower_rank=5), kept(upper_percentile=0.5)]
if seen != [5, 10, 10, 10]:
    sys.exit("changed")
PY
