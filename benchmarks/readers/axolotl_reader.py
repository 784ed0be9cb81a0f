"""Axolotl's chat_template.default for DPO. Its answers are searched for in the rendered text, Qwen's system turn included."""
# packages: datasets==5.2.0
# packages alone: axolotl==0.19.0
# formats: axolotl
import json
import sys
import tempfile

import datasets

import release

SYSTEM = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."


class Qwen(release.Template):
    def apply_chat_template(self, messages, chat_template=None, **more):
        system = [] if messages[0]["role"] == "system" else [{"role": "system", "content": SYSTEM}]
        return super().apply_chat_template(system + messages, **more)


form, path = sys.argv[1:]
(default,) = release.pick(
    "axolotl",
    "prompt_strategies/dpo/chat_template.py",
    "default",
    handle_legacy_message_fields_logic=lambda settings: settings,
    extract_chat_template_args=lambda cfg, ds_cfg: ("tokenizer_default", None),
    get_chat_template=lambda **named: "qwen",
)
transform, _ = default({"datasets": [{}]})
datasets.disable_progress_bars()
with tempfile.TemporaryDirectory() as cache:
    for row in datasets.load_dataset("json", data_files=path, split="train", cache_dir=cache):
        seen = transform(row, Qwen())
        prompt = [turn for turn in release.turns(seen["prompt"]) if turn["content"] != SYSTEM]
        print(json.dumps({"prompt": prompt, **{side: seen[side].removesuffix(release.END) for side in ("chosen", "rejected")}}))
