"""Hugging Face's datasets: files by themselves, and folders by their card."""
# packages: datasets==5.2.0
# forms: native sft sft-last trl trl-standard trl-reward trl-unpaired hh-rlhf openrlhf openai axolotl llama-factory
# forms: nemo-rl distilabel llm-swarm icai hf hf+ hf+.parquet
# forms: hf.parquet native.parquet trl.parquet trl-reward.parquet trl-unpaired.parquet sft.parquet icai.parquet
import tempfile

import datasets

import forms
import huggingface


def read(form, path):
    if not form.startswith("hf"):
        yield from forms.rows(form, huggingface.rows(path))
        return
    with tempfile.TemporaryDirectory() as cache:
        names = datasets.get_dataset_config_names(path)
        assert sorted(names) == ["prefs", "sft"], names
        for name in names:
            for split in datasets.load_dataset(path, name, cache_dir=cache).values():
                yield from forms.rows("native" if name == "prefs" else "sft", split)
