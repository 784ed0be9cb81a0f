"""tinker-cookbook's reader of comparisons, up to the two sides that it makes of each for DPO."""
# packages: datasets==5.2.0 chz blobfile
# code: tinker-cookbook==0.6.1
# forms: tinker-cookbook
import huggingface
import released

released.without("torch", "tinker", "tinker_cookbook.tokenizer_utils", "tinker_cookbook.renderers", "tinker_cookbook.supervised")
import tinker_cookbook.supervised.types as supervised

supervised.ChatDatasetBuilder = type("ChatDatasetBuilder", (), {})
from tinker_cookbook.preference.preference_datasets import ComparisonBuilderFromJsonl


def read(form, path):
    rows, _ = ComparisonBuilderFromJsonl(train_path=path).get_labeled_comparisons()
    for row in rows:
        said = row.comparison
        sides = [said.completion_A, said.completion_B]
        # The label that is not A is B, as the cookbook's own reader has it.
        chosen, rejected = sides if row.label == "A" else reversed(sides)
        yield {"prompt": said.prompt_conversation, "chosen": chosen, "rejected": rejected}
