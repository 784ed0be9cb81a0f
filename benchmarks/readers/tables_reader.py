"""polars, pandas and DuckDB, one after the other: all must see the same rows; of a folder, those of its pairs."""
# packages: polars==2.1.0 pandas==3.1.1 duckdb==2.0.1 pyarrow==26.0.1
# forms: native.parquet trl.parquet trl-standard.parquet trl-reward.parquet trl-unpaired.parquet sft.parquet
# forms: hh-rlhf.parquet openrlhf.parquet axolotl.parquet llama-factory.parquet nemo-rl.parquet
# forms: distilabel.parquet llm-swarm.parquet icai.parquet icai hf.parquet
import glob
import json
import os

import duckdb
import pandas
import polars

import forms


def with_polars(path):
    return (polars.read_csv if path.endswith(".csv") else polars.read_parquet)(path).to_dicts()


def with_pandas(path):
    one = pandas.read_csv if path.endswith(".csv") else pandas.read_parquet
    return pandas.concat(one(part) for part in sorted(glob.glob(path))).to_dict("records")


def with_duckdb(path):
    found = duckdb.sql(f"FROM {'read_csv' if path.endswith('.csv') else 'read_parquet'}('{path}')")
    return [dict(zip(found.columns, row)) for row in found.fetchall()]


def read(form, path):
    if form == "hf":
        form, path = "native", os.path.join(path, "data", "*_prefs.parquet")
    seen = [list(forms.rows(form, table(path))) for table in (with_pandas, with_polars, with_duckdb)]
    texts = [json.dumps(rows, default=str) for rows in seen]
    assert texts[0] == texts[1], "polars sees other rows than pandas"
    assert texts[0] == texts[2], "DuckDB sees other rows than pandas"
    return seen[0]
