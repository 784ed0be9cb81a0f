#!/usr/bin/env bash
# polars 2.1.0: a DataFrame of row dicts cuts 2.5 down to 2 where the first 100 rows of the column are whole numbers.
# Expected: a column of floats, or an error, as read_ndjson gives for the same rows from a file.
# Matters: margins and grades of a judge lose their fractions; a margin of 0.9 becomes 0, a tie, without a warning.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check polars==2.1.0
"$dir/venv/bin/python" - <<'PY'
import io, json, sys
import polars as pl

rows = [{"margin": 1}] * 100 + [{"margin": 2.5}, {"margin": 0.9}]
from_rows = pl.DataFrame(rows)["margin"].tail(2).to_list()
print("seen: DataFrame of 102 rows, last two margins 2.5 and 0.9:", from_rows)
try:
    from_file = pl.read_ndjson(io.BytesIO("\n".join(map(json.dumps, rows)).encode()))["margin"].tail(2).to_list()
except pl.exceptions.ComputeError as error:
    from_file = str(error)
print("seen: read_ndjson of the same:", from_file)
if from_rows != [2, 0] or "cannot parse" not in from_file:
    sys.exit("changed")
PY
