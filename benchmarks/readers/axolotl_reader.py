"""Axolotl's chat_template.default for DPO, up to the texts of prompt and answers.

It searches for an answer in the rendered text, in which Qwen's own system turn stands here, and takes what it finds first.
"""
# packages: datasets==5.2.0
# code: axolotl==0.19.0
# forms: axolotl axolotl.jsonl.gz axolotl.parquet
import huggingface
import released

SYSTEM = {"role": "system", "content": "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."}

released.without("axolotl", "torch", "transformers")
strategy = released.file("axolotl", "prompt_strategies/dpo/chat_template.py")
strategy.extract_chat_template_args = lambda **settings: ("tokenizer_default", None)
strategy.handle_legacy_message_fields_logic = lambda settings: settings


class Qwen:
    def apply_chat_template(self, messages, add_generation_prompt, **settings):
        return released.chat_ml(messages if messages[0]["role"] == "system" else [SYSTEM, *messages], add_generation_prompt)


def read(form, path):
    transform, _ = strategy.default({"datasets": [{}]})
    for row in huggingface.rows(path):
        seen = transform(row, tokenizer=Qwen())
        assert seen["prompt"] == Qwen().apply_chat_template(row["messages"], add_generation_prompt=True)
        yield {"prompt": row["messages"], **{side: seen[side].removesuffix("<|im_end|>") for side in ("chosen", "rejected")}}
