"""polars, pandas and DuckDB, one after the other: all must see the same rows; of a folder, those of its pairs."""
# packages: polars==2.1.0 pandas==3.1.1 duckdb==2.0.1 pyarrow==26.0.1
# formats: native.parquet trl.parquet trl-standard.parquet trl-reward.parquet trl-unpaired.parquet sft.parquet
# formats: hh-rlhf.parquet openrlhf.parquet openai.parquet axolotl.parquet llama-factory.parquet nemo-rl.parquet
# formats: distilabel.parquet llm-swarm.parquet icai.parquet icai hf.parquet
import contextlib
import glob
import io
import os
import sys

import duckdb
import pandas
import polars

import forms

form, path = sys.argv[1:]
is_table = path.endswith(".csv")
if form == "hf":
    form, path = "native", os.path.join(path, "data", "*_prefs.parquet")


def with_duckdb():
    found = duckdb.sql(f"FROM {'read_csv' if is_table else 'read_parquet'}('{path}')")
    return [dict(zip(found.columns, row)) for row in found.fetchall()]


readers = {
    "polars": lambda: (polars.read_csv if is_table else polars.read_parquet)(path).to_dicts(),
    "pandas": lambda: pandas.concat(
        (pandas.read_csv if is_table else pandas.read_parquet)(part) for part in sorted(glob.glob(path))
    ).to_dict("records"),
    "DuckDB": with_duckdb,
}
seen = {}
for name, reader in readers.items():
    with contextlib.redirect_stdout(io.StringIO()) as out:
        forms.show(form, reader())
    seen[name] = out.getvalue()
for name, rows in seen.items():
    if rows != seen["pandas"]:
        print(f"{name} sees other rows than pandas", file=sys.stderr)
        sys.exit(1)
print(seen["pandas"], end="")
