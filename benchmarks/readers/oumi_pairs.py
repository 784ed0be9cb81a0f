"""Oumi's data set of pairs, up to the turns that it hands to the model's template."""
# packages: pandas numpy typing_extensions
# packages alone: oumi==0.9
# formats: oumi
import sys

import numpy
import pandas

import released

released.without("oumi")
base = released.file("oumi", "core/datasets/base_dpo_dataset.py")
base.Role = type("Role", (), {name: type("Name", (), {"value": name.lower()}) for name in ("USER", "ASSISTANT")})
rows = pandas.read_json(sys.argv[2], lines=True)  # as its data sets read a file
reader = base.BaseDpoDataset.__new__(base.BaseDpoDataset)
for _, row in rows.iterrows():
    released.show([base.BaseDpoDataset.transform_preference(reader, row)])
