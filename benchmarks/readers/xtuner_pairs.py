"""xtuner's reader of preferences, up to the turns that it hands to the model's template."""
# packages: datasets==5.2.0 numpy tqdm
# packages alone: xtuner==0.2.0
# formats: xtuner
import sys

import datasets  # before PyTorch's stand-in, which it would look at

import released

released.without("xtuner", "torch", "mmengine", "transformers")
preferences = released.file("xtuner", "dataset/preference_dataset.py")


class Kept(released.Tokenizer):
    """Hands the turns on as if they were a text, and its tokens."""

    def encode(self, text, **settings):
        return text


for row in preferences.load_jsonl_dataset(data_files=[sys.argv[2]]):
    read = preferences.tokenize(row, Kept(), max_length=1 << 20)
    released.show([released.pair(read["chosen_ids"], read["rejected_ids"])])
