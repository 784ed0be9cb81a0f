"""ms-swift's preprocessor, which a data set of JSON Lines goes through, up to the rows that it hands to a model's template."""
# packages: datasets==5.2.0 pillow==13.0.0 requests==2.34.2
# code: ms-swift==4.6.0
# images: ms-swift ms-swift-kto ms-swift-sft
# forms: ms-swift ms-swift.parquet ms-swift-kto ms-swift-kto.parquet ms-swift-sft ms-swift-sft.parquet alpaca sharegpt
import contextlib
import logging
import os
import tempfile

import datasets

import huggingface
import images
import released

released.without("swift", "torch", "torchvision", "transformers", "modelscope")
core = released.file("swift", "dataset/preprocessor/core.py")
schema = released.file("swift", "utils/schema_utils.py")
core.TOOL_KEYS, core.remove_arrow_padding = schema.TOOL_KEYS, schema.remove_arrow_padding
core.history_to_messages = released.file("swift", "template/utils.py").history_to_messages
core.safe_ddp_context = lambda *args: contextlib.nullcontext()
core.is_dist, core.logger = (lambda: False), logging.getLogger("swift")
inputs = released.file("swift", "template/template_inputs.py")
vision = released.file("swift", "template/vision_utils.py")
vision.get_env_args = lambda name, kind, default: os.environ.get(name, default)
core.MaxLengthError = type("MaxLengthError", (ValueError,), {})


def read(form, path):
    with tempfile.TemporaryDirectory() as folder:
        core.get_cache_dir = lambda: folder
        os.chdir(os.path.dirname(path))
        builder = "parquet" if path.endswith(".parquet") else "json"
        written = datasets.load_dataset(builder, data_files=path, split="train", cache_dir=folder)
        preprocessed = core.AutoPreprocessor()(written, enable_auto_mapping=True)  # as swift's loader calls it
        for row in preprocessed:
            yield shown(form, row)
        if len(preprocessed) < len(written):
            yield {"lost": len(written) - len(preprocessed)}


def shown(form, row):
    turns = [{"role": turn["role"], "content": turn["content"]} for turn in with_images(row)]
    if form == "ms-swift":
        margin = {"margin": row["margin"]} if row.get("margin") is not None else {}
        return {"prompt": turns[:-1], "chosen": turns[-1:], "rejected": row["rejected_response"], **margin}
    if form == "ms-swift-kto":
        return {"prompt": turns[:-1], "completion": turns[-1:], "label": row["label"]}
    return {"messages": turns}


def with_images(row):
    """The turns, with the images that the trainer's code finds and opens for both answers alike."""
    if not row.get("images") and all(isinstance(turn["content"], str) for turn in row["messages"]):
        return row["messages"]
    seen = inputs.TemplateInputs.from_dict({name: value for name, value in row.items() if value is not None})
    assert seen.rejected is None or seen.rejected.images == seen.chosen.images, row
    marks = [images.mark(*vision.load_image(image["path"]).size) for image in seen.chosen.images or []]
    system = [{"role": "system", "content": seen.chosen.system}] if seen.chosen.system is not None else []
    return images.of_marks(system + seen.chosen.messages, marks)
