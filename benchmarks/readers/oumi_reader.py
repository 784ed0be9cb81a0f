"""Oumi's data set of pairs, up to the turns that it hands to the model's template."""
# packages: datasets==5.2.0
# code: oumi==0.9
# forms: oumi oumi.parquet
import pandas

import released

released.without("oumi")
base = released.file("oumi", "core/datasets/base_dpo_dataset.py")
base.Role = type("Role", (), {name: type("Name", (), {"value": name.lower()}) for name in ("USER", "ASSISTANT")})
reader = base.BaseDpoDataset.__new__(base.BaseDpoDataset)


def read(form, path):
    # As its data sets read a file.
    rows = pandas.read_parquet(path) if path.endswith(".parquet") else pandas.read_json(path, lines=True)
    for _, row in rows.iterrows():
        yield base.BaseDpoDataset.transform_preference(reader, row)
