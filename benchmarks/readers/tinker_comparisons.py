"""tinker-cookbook's reader of comparisons, up to the two sides that it makes of each for DPO."""
# packages: datasets==5.2.0 chz blobfile
# packages alone: tinker-cookbook==0.6.1
# formats: tinker-cookbook
import sys

import datasets  # before PyTorch's stand-in, which it would look at

import released

released.without("torch", "tinker", "tinker_cookbook.tokenizer_utils", "tinker_cookbook.renderers", "tinker_cookbook.supervised")
import tinker_cookbook.supervised.types as supervised

supervised.ChatDatasetBuilder = type("ChatDatasetBuilder", (), {})
from tinker_cookbook.preference.preference_datasets import ComparisonBuilderFromJsonl

rows, _ = ComparisonBuilderFromJsonl(train_path=sys.argv[2]).get_labeled_comparisons()
for row in rows:
    said = row.comparison
    # The label that is not A is B, as the cookbook's own reader has it.
    better, worse = (
        (said.completion_A, said.completion_B) if row.label == "A" else (said.completion_B, said.completion_A)
    )
    released.show([{"prompt": said.prompt_conversation, "chosen": better, "rejected": worse}])
