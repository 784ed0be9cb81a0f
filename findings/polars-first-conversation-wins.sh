#!/usr/bin/env bash
# polars 2.1.0: the fields of a turn are those of the first conversation's turns; others are dropped from row 2 on.
# Expected: the union of the fields, with null where one is absent, as pyarrow gives and as polars gives for row dicts.
# Matters: tool calls, thinking and names of all later conversations are gone from what is written; nothing warns.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1
"$dir/venv/bin/python" - <<'PY'
import sys
import polars as pl
import pyarrow as pa

chosen = [
    [{"role": "assistant", "content": "Yes."}],
    [{"role": "assistant", "content": "No.", "thinking": "It would harm."}],
]
by_polars = pl.DataFrame({"chosen": chosen})["chosen"].to_list()[1]
by_pyarrow = pa.table({"chosen": chosen})["chosen"].to_pylist()[1]
print("seen: polars, row 2: ", by_polars)
print("seen: pyarrow, row 2:", by_pyarrow)
if "thinking" in by_polars[0] or by_pyarrow[0]["thinking"] != "It would harm.":
    sys.exit("changed")
PY
