"""OpenRLHF's reward data, with --prompt_key prompt --apply_chat_template."""
# packages: datasets==5.2.0
# packages alone: openrlhf==0.11.2
# formats: openrlhf openrlhf.parquet
import json
import sys
import tempfile

import datasets

import release

form, path = sys.argv[1:]
(filled,) = release.pick("openrlhf", "openrlhf/datasets/utils.py", "exist_and_not_none")
(preprocess,) = release.pick("openrlhf", "openrlhf/datasets/reward_dataset.py", "preprocess_data", exist_and_not_none=filled)
datasets.disable_progress_bars()
with tempfile.TemporaryDirectory() as cache:
    builder = "parquet" if path.endswith(".parquet") else "json"
    for row in datasets.load_dataset(builder, data_files=path, split="train", cache_dir=cache):
        prompt, chosen, rejected, margin = preprocess(
            row, prompt_key="prompt", apply_chat_template=release.Template().apply_chat_template
        )
        shown = {"prompt": release.turns(prompt), "chosen": release.answer(chosen), "rejected": release.answer(rejected)}
        print(json.dumps({**shown, **({"margin": margin} if filled(row, "margin") else {})}))
