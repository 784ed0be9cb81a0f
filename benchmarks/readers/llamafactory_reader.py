"""LLaMA-Factory's ShareGPT converter, with the columns that dataset_info.json beside the file names."""
# packages: datasets==5.2.0
# packages alone: llamafactory==0.9.5
# formats: llama-factory
import abc
import dataclasses
import enum
import json
import os
import sys
import tempfile
import types
import typing

import datasets

import release

form, path = sys.argv[1:]
names = {"dataclass": dataclasses.dataclass, "unique": enum.unique, "Enum": enum.Enum, "StrEnum": enum.StrEnum}
names |= {"Any": typing.Any, "Literal": typing.Literal, "abstractmethod": abc.abstractmethod}
said = []
(roles,) = release.pick("llamafactory", "llamafactory/data/data_utils.py", "Role", **names)
(attributes,) = release.pick("llamafactory", "llamafactory/data/parser.py", "DatasetAttr", **names)
_, converter = release.pick(
    "llamafactory",
    "llamafactory/data/converter.py",
    "DatasetConverter",
    "SharegptDatasetConverter",
    Role=roles,
    logger=types.SimpleNamespace(warning_rank0=said.append),
    **names,
)
folder, name = os.path.split(path)
with open(os.path.join(folder, "dataset_info.json"), encoding="utf-8") as info:
    entry = json.load(info)[name.split(".")[0]]
assert entry["file_name"] == name and entry["formatting"] == "sharegpt", entry
data = attributes("file", dataset_name=name)
data.join(entry)
convert = converter(data, None)
datasets.disable_progress_bars()
with tempfile.TemporaryDirectory() as cache:
    for row in datasets.load_dataset("json", data_files=path, split="train", cache_dir=cache):
        seen = convert(row)
        system = [{"role": "system", "content": seen["_system"]}] if seen["_system"] else []
        chosen, rejected = seen["_response"]
        print(json.dumps({"prompt": system + seen["_prompt"], "chosen": [chosen], "rejected": [rejected]}))
assert not said, said
