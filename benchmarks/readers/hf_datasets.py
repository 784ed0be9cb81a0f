"""Hugging Face's datasets: files by themselves, and folders by their card."""
# packages: datasets==5.2.0
# formats: native sft sft-last trl trl-standard trl-reward trl-unpaired hh-rlhf openrlhf openai axolotl llama-factory
# formats: nemo-rl distilabel llm-swarm icai hf
# formats: hf.parquet native.parquet trl.parquet trl-reward.parquet trl-unpaired.parquet openai.parquet sft.parquet icai.parquet
import sys
import tempfile

import datasets

import forms

form, path = sys.argv[1:]
datasets.disable_progress_bars()
with tempfile.TemporaryDirectory() as cache:
    if form.startswith("hf"):
        for name in datasets.get_dataset_config_names(path):
            splits = datasets.load_dataset(path, name, cache_dir=cache)
            for split in splits.values():
                forms.show("native" if name == "prefs" else "sft", split)
    else:
        builder = {"csv": "csv", "parquet": "parquet"}.get(path.rsplit(".", 1)[1], "json")
        forms.show(form, datasets.load_dataset(builder, data_files=path, split="train", cache_dir=cache))
