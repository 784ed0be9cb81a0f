"""ms-swift's preprocessor, which a data set of JSON Lines goes through, up to the rows that it hands to a model's template."""
# packages: datasets==5.2.0 numpy
# packages alone: ms-swift==4.6.0
# formats: ms-swift ms-swift-kto ms-swift-sft alpaca sharegpt
import contextlib
import logging
import sys
import tempfile

import datasets  # before PyTorch's stand-in, which it would look at

import released

form, path = sys.argv[1:]
released.without("swift", "torch", "transformers", "modelscope")
core = released.file("swift", "dataset/preprocessor/core.py")
schema = released.file("swift", "utils/schema_utils.py")
core.TOOL_KEYS, core.remove_arrow_padding = schema.TOOL_KEYS, schema.remove_arrow_padding
core.history_to_messages = released.file("swift", "template/utils.py").history_to_messages
core.safe_ddp_context = lambda *args: contextlib.nullcontext()
core.is_dist, core.logger = (lambda: False), logging.getLogger("swift")
core.MaxLengthError = type("MaxLengthError", (ValueError,), {})
folder = tempfile.mkdtemp()
core.get_cache_dir = lambda: folder
said, sys.stdout = sys.stdout, sys.stderr
written = datasets.load_dataset("json", data_files=path, split="train", cache_dir=folder)
# As swift's loader calls it.
read = core.AutoPreprocessor()(written, enable_auto_mapping=True)
sys.stdout = said


def turns(row):
    return [{"role": turn["role"], "content": turn["content"]} for turn in row["messages"]]


for row in read:
    prompt, answer = turns(row)[:-1], turns(row)[-1:]
    if form == "ms-swift":
        margin = {"margin": row["margin"]} if row.get("margin") is not None else {}
        released.show([{"prompt": prompt, "chosen": answer, "rejected": row["rejected_response"], **margin}])
    elif form == "ms-swift-kto":
        released.show([{"prompt": prompt, "completion": answer, "label": row["label"]}])
    else:
        released.show([{"messages": turns(row)}])
if len(read) < len(written):
    released.show([{"lost": len(written) - len(read)}])
