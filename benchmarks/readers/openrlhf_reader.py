"""OpenRLHF's reward data with --data.prompt_key prompt --data.apply_chat_template, up to the texts of prompt and answers."""
# packages: datasets==5.2.0
# code: openrlhf==0.11.2
# forms: openrlhf openrlhf.parquet
import huggingface
import released

released.without("openrlhf", "torch", "transformers")
utils = released.file("openrlhf", "datasets/utils.py")
preferences = released.file("openrlhf", "datasets/reward_dataset.py")


def chat_ml(turns, add_generation_prompt=False, **settings):
    return released.chat_ml(turns, add_generation_prompt)


def read(form, path):
    for row in huggingface.rows(path):
        prompt, chosen, rejected, margin = preferences.preprocess_data(row, prompt_key="prompt", apply_chat_template=chat_ml)
        assert prompt == chat_ml(row["prompt"], add_generation_prompt=True)
        sides = [side.removesuffix("<|im_end|>\n") for side in (chosen, rejected)]
        more = {"margin": margin} if utils.exist_and_not_none(row, "margin") else {}
        yield {"prompt": row["prompt"], "chosen": sides[0], "rejected": sides[1], **more}
