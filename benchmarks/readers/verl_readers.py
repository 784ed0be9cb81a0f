"""verl's readers for reward models, for reinforcement learning and for SFT, up to the texts that they tokenize."""
# packages: datasets==5.2.0 pandas==3.0.3 pyarrow
# packages alone: verl==0.9.1
# formats: verl-reward.parquet verl-rl.parquet verl-rl verl-sft.parquet
import re
import sys
import tempfile

import pandas  # before PyTorch's stand-in, which it would look at
import pyarrow.parquet
import datasets

import released

form, path = sys.argv[1:]
released.without("torch", "transformers", "omegaconf", "PIL", "verl")
said = sys.stdout
sys.stdout = sys.stderr


def turns(text):
    """The turns of a prompt rendered as ChatML, up to where the answer begins."""
    found = re.findall(r"<\|im_start\|>(\w+)\n(.*?)<\|im_end\|>\n", text, re.DOTALL)
    assert text.endswith("<|im_start|>assistant\n"), text
    return [{"role": role, "content": content} for role, content in found]


if form == "verl-reward":
    reader = released.file("verl", "utils/dataset/rm_dataset.py").RMDataset(path, released.Tokenizer())
    rows = [
        {"prompt": turns(prompt), "chosen": chosen, "rejected": rejected}
        for prompt, chosen, rejected in zip(reader.prompts, reader.chosen_responses, reader.rejected_responses)
    ]
elif form == "verl-rl":
    module = released.file("verl", "utils/dataset/rl_dataset.py")
    module.RLHFDataset._download = lambda self: None
    reader = module.RLHFDataset(path, released.Tokenizer(), {"cache_dir": tempfile.mkdtemp(), "filter_overlong_prompts": False})
    # No answers are trained; the better one stands there for reference.
    rows = [
        {"messages": row["prompt"] + [{"role": "assistant", "content": row["reward_model"]["ground_truth"]}]}
        for row in reader.dataframe
    ]
else:
    module = released.file("verl", "utils/dataset/multiturn_sft_dataset.py")
    module.convert_nested_value_to_list_recursive = released.file(
        "verl", "utils/py_functional.py"
    ).convert_nested_value_to_list_recursive
    module.extract_system_prompt_and_generation = lambda *args, **settings: ([], [])
    module.MultiTurnSFTDataset._download = lambda self: None
    reader = module.MultiTurnSFTDataset(path, released.Tokenizer(), {})
    rows = [{"messages": messages} for messages in reader.messages]
sys.stdout = said
released.show(rows)
