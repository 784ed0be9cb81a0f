"""xtuner's reader of preferences, up to the turns that it hands to the model's template."""
# packages: datasets==5.2.0
# code: xtuner==0.2.0
# forms: xtuner
import huggingface
import released

released.without("xtuner", "torch", "mmengine", "transformers")
preferences = released.file("xtuner", "dataset/preference_dataset.py")


class Kept(released.Tokenizer):
    """Hands the turns on as if they were a text, and its tokens."""

    def encode(self, text, **settings):
        return text


def read(form, path):
    for row in preferences.load_jsonl_dataset(data_files=[path]):
        seen = preferences.tokenize(row, Kept(), max_length=1 << 20)
        yield released.pair(seen["chosen_ids"], seen["rejected_ids"])
