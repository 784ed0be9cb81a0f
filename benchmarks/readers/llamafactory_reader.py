"""LLaMA-Factory's converter of ShareGPT's rows, with and without ranking, up to the turns that it hands to a template."""
# packages: datasets==5.2.0
# code: llamafactory==0.9.5
# forms: llama-factory llama-factory.parquet llama-factory-sft llama-factory-sft.parquet
import json
import os

import huggingface
import released

released.without("llamafactory", "torch", "transformers")
released.file("llamafactory", "data/data_utils.py")
parser = released.file("llamafactory", "data/parser.py")
converter = released.file("llamafactory", "data/converter.py")


def entry(form, path):
    """What dataset_info.json says of the file: the one beside it, or for SFT as docs/formats.md has it."""
    name = os.path.basename(path)
    if form == "llama-factory-sft":
        return {"file_name": name, "formatting": "sharegpt"}
    with open(os.path.join(os.path.dirname(path), "dataset_info.json"), encoding="utf-8") as info:
        return json.load(info)[name.split(".")[0]]


def read(form, path):
    attributes = parser.DatasetAttr("file", dataset_name=os.path.basename(path))
    attributes.join(entry(form, path))
    assert attributes.formatting == "sharegpt", attributes
    convert = converter.SharegptDatasetConverter(attributes, None)
    for row in huggingface.rows(path):
        seen = convert(row)
        system = [{"role": "system", "content": seen["_system"]}] if seen["_system"] else []
        prompt, answers = system + seen["_prompt"], seen["_response"]
        if form == "llama-factory":
            chosen, rejected = answers
            yield {"prompt": prompt, "chosen": [chosen], "rejected": [rejected]}
        else:
            yield {"messages": prompt + answers}
