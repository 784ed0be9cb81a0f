"""Axolotl's chat_template.default for DPO, up to the texts of prompt and answers, or to the turns and images of its collator.

Some templates print words before the prompt's own, as Qwen's system turn here: an answer is not to be found in them.
"""
# packages: datasets==5.2.0 pillow==13.0.0
# code: axolotl==0.21.0
# forms: axolotl axolotl.jsonl.gz axolotl.parquet
# images: axolotl axolotl.jsonl.gz
import os

from PIL import Image

import huggingface
import images
import released

SYSTEM = {"role": "system", "content": "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."}

released.without("axolotl", "torch", "transformers", "trl", "requests", "addict")
is_vision_dataset = released.file("axolotl", "utils/data/utils.py").is_vision_dataset
strategy = released.file("axolotl", "prompt_strategies/dpo/chat_template.py")
strategy.extract_chat_template_args = lambda **settings: ("tokenizer_default", None)
strategy.handle_legacy_message_fields_logic = lambda settings: settings
strategy.is_vision_dataset = is_vision_dataset
mapping = released.file("axolotl", "utils/data/rl.py")
collator = released.file("axolotl", "utils/collators/mm_rl.py")
collator.IMAGE_REF_KEYS = released.file("axolotl", "processing_strategies.py").IMAGE_REF_KEYS
collator.remove_none_values = released.file("axolotl", "utils/dict.py").remove_none_values
collator.load_image = Image.open


class Qwen:
    def apply_chat_template(self, messages, add_generation_prompt, **settings):
        return released.chat_ml(messages if messages[0]["role"] == "system" else [SYSTEM, *messages], add_generation_prompt)


class Settings:
    is_preprocess = True
    dataset_num_proc = None


def read(form, path):
    os.chdir(os.path.dirname(path))  # where the images' names lead on from
    transform, columns = strategy.default({"datasets": [{}]})
    written = huggingface.table(path)
    for row, seen in zip(written, mapping._map_dataset(Settings, written, transform, Qwen(), **columns)):
        yield with_images(seen) if is_vision_dataset(written.column_names) else texts(row, seen)


def texts(row, seen):
    assert seen["prompt"] == Qwen().apply_chat_template(row["messages"], add_generation_prompt=True)
    return {"prompt": row["messages"], **{side: seen[side].removesuffix("<|im_end|>") for side in ("chosen", "rejected")}}


def with_images(seen):
    shown = collator.MultimodalRLExampleNormalizer().normalize(seen)
    marks = [images.mark(*image.size) for image in shown["images"]]
    return {"prompt": images.of_parts(shown["prompt"], marks), "chosen": shown["chosen"], "rejected": shown["rejected"]}
