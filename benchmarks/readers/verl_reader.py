"""verl's readers for reward models, for reinforcement learning and for SFT, up to the texts that they tokenize."""
# packages: datasets==5.2.0
# code: verl==0.9.1
# forms: verl-reward.parquet verl-rl.parquet verl-rl verl-sft.parquet
import re
import tempfile

import huggingface
import released

released.without("torch", "transformers", "omegaconf", "PIL", "verl")
released.file("verl", "utils/py_functional.py")
reward = released.file("verl", "utils/dataset/rm_dataset.py")
rl = released.file("verl", "utils/dataset/rl_dataset.py")
sft = released.file("verl", "utils/dataset/multiturn_sft_dataset.py")
rl.RLHFDataset._download = lambda self: None
sft.MultiTurnSFTDataset._download = lambda self: None
sft.extract_system_prompt_and_generation = lambda *args, **settings: ([], [])


def read(form, path):
    return {"verl-reward": pairs, "verl-rl": prompts, "verl-sft": conversations}[form](path)


def pairs(path):
    seen = reward.RMDataset(path, released.Tokenizer())
    for prompt, chosen, rejected in zip(seen.prompts, seen.chosen_responses, seen.rejected_responses):
        yield {"prompt": turns(prompt), "chosen": chosen, "rejected": rejected}


def turns(text):
    """The turns of a prompt rendered as ChatML, up to where the answer begins."""
    assert text.endswith("<|im_start|>assistant\n"), text
    found = re.findall(r"<\|im_start\|>(\w+)\n(.*?)<\|im_end\|>\n", text, re.DOTALL)
    return [{"role": role, "content": content} for role, content in found]


def prompts(path):
    """No answers are trained; the better one stands there for reference."""
    with tempfile.TemporaryDirectory() as cache:
        settings = {"cache_dir": cache, "filter_overlong_prompts": False}
        for row in rl.RLHFDataset(path, released.Tokenizer(), settings).dataframe:
            yield {"messages": row["prompt"] + [{"role": "assistant", "content": row["reward_model"]["ground_truth"]}]}


def conversations(path):
    for messages in sft.MultiTurnSFTDataset(path, released.Tokenizer(), {}).messages:
        yield {"messages": messages}
