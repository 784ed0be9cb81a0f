"""OpenRLHF's reader of pairs with --prompt_key prompt --apply_chat_template, up to the texts of prompt and answers."""
# packages: datasets==5.2.0
# packages alone: openrlhf==0.11.2
# formats: openrlhf
import sys

import datasets  # before PyTorch's stand-in, which it would look at

import released

released.without("openrlhf", "torch", "transformers")
preferences = released.file("openrlhf", "datasets/reward_dataset.py")
preferences.exist_and_not_none = released.file("openrlhf", "datasets/utils.py").exist_and_not_none


def chat_ml(turns, add_generation_prompt=False, **settings):
    text = "".join(f"<|im_start|>{turn['role']}\n{turn['content']}<|im_end|>\n" for turn in turns)
    return text + ("<|im_start|>assistant\n" if add_generation_prompt else "")


for row in datasets.load_dataset("json", data_files=sys.argv[2], split="train"):
    prompt, chosen, rejected, margin = preferences.preprocess_data(
        row, prompt_key="prompt", apply_chat_template=chat_ml
    )
    assert prompt == chat_ml(row["prompt"], add_generation_prompt=True)
    sides = [side.removesuffix("<|im_end|>\n") for side in (chosen, rejected)]
    more = {"margin": margin} if row.get("margin") is not None else {}
    released.show([{"prompt": row["prompt"], "chosen": sides[0], "rejected": sides[1], **more}])
