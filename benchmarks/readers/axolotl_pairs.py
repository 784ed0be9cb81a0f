"""Axolotl's chat_template.default with ChatML, up to the texts of prompt and answers."""
# packages: datasets==5.2.0 jinja2
# packages alone: axolotl==0.19.0
# formats: axolotl
import sys

import datasets  # before PyTorch's stand-in, which it would look at

import released

released.without("axolotl", "torch", "transformers")
strategy = released.file("axolotl", "prompt_strategies/dpo/chat_template.py")
strategy.extract_chat_template_args = lambda **settings: ("chatml", None)
strategy.handle_legacy_message_fields_logic = lambda settings: settings


class ChatMl(released.Tokenizer):
    def apply_chat_template(self, messages, add_generation_prompt=False, **settings):
        text = "".join(f"<|im_start|>{turn['role']}\n{turn['content']}<|im_end|>\n" for turn in messages)
        return text + ("<|im_start|>assistant\n" if add_generation_prompt else "")


transform, _ = strategy.default({"datasets": [{}]})
for row in datasets.load_dataset("json", data_files=sys.argv[2], split="train"):
    read = transform(row, tokenizer=ChatMl())
    assert read["prompt"] == ChatMl().apply_chat_template(row["messages"], add_generation_prompt=True)
    sides = [read[side].removesuffix("<|im_end|>") for side in ("chosen", "rejected")]
    released.show([{"prompt": row["messages"], "chosen": sides[0], "rejected": sides[1]}])
