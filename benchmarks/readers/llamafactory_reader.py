"""LLaMA-Factory's converter of ShareGPT's rows, with and without ranking, up to the turns that it hands to a template."""
# packages: datasets==5.2.0 pillow==13.0.0
# code: llamafactory==0.9.5
# images: llama-factory llama-factory-sft
# forms: llama-factory llama-factory.parquet llama-factory-sft llama-factory-sft.parquet
import json
import os
import types

import huggingface
import images
import released

released.without("llamafactory", "torch", "torchaudio", "transformers", "peft", "av")
released.file("llamafactory", "extras/constants.py")
released.file("llamafactory", "data/data_utils.py")
plugin = released.file("llamafactory", "data/mm_plugin.py").MMPluginMixin("<image>", None, None)
parser = released.file("llamafactory", "data/parser.py")
converter = released.file("llamafactory", "data/converter.py")


def entry(form, path, has_images):
    """What dataset_info.json says of the file: the one beside it, or for SFT as docs/formats.md has it."""
    name = os.path.basename(path)
    if form == "llama-factory-sft":
        columns = {"columns": {"messages": "conversations", "images": "images"}} if has_images else {}
        return {"file_name": name, "formatting": "sharegpt", **columns}
    with open(os.path.join(os.path.dirname(path), "dataset_info.json"), encoding="utf-8") as info:
        return json.load(info)[name.split(".")[0]]


def read(form, path):
    attributes = parser.DatasetAttr("file", dataset_name=os.path.basename(path))
    rows = list(huggingface.rows(path))
    attributes.join(entry(form, path, "images" in rows[0]))
    assert attributes.formatting == "sharegpt", attributes
    convert = converter.SharegptDatasetConverter(attributes, types.SimpleNamespace(media_dir=os.path.dirname(path)))
    for row in rows:
        seen = convert(row)
        system = [{"role": "system", "content": seen["_system"]}] if seen["_system"] else []
        prompt, answers = shown(system + seen["_prompt"], seen["_response"], seen["_images"] or []), seen["_response"]
        if form == "llama-factory":
            chosen, rejected = answers
            yield {"prompt": prompt, "chosen": [chosen], "rejected": [rejected]}
        else:
            yield {"messages": prompt + answers}


def shown(prompt, answers, given):
    """The prompt with its images, which the trainer's code holds to the marks, opens and would resize."""
    if not given:
        return prompt
    plugin._validate_messages(prompt + answers, given, [], [])
    opened = plugin._regularize_images(given, image_max_pixels=1 << 30, image_min_pixels=0)["images"]
    return images.of_marks(prompt, [images.mark(*image.size) for image in opened])
