"""TRL's own code that makes texts of rows, before they are tokens; benchmarks/trainers trains with it."""
# packages: datasets==5.2.0 pillow==13.0.0
# code: trl==1.16.0
# forms: trl trl.jsonl.gz trl.parquet trl-reward trl-reward.jsonl.gz trl-reward.parquet trl-standard
# images: trl trl.jsonl.gz trl-kto trl-kto.jsonl.gz trl-sft trl-sft.jsonl.gz
# forms: trl-kto trl-kto.jsonl.gz trl-kto.parquet trl-sft trl-sft.jsonl.gz trl-sft.parquet
import huggingface
import images
import released

released.without("trl", "torch", "transformers")
data = released.file("trl", "data_utils.py")


class ChatMl:
    chat_template = "ChatML"

    def apply_chat_template(self, messages, add_generation_prompt=False, tokenize=False, continue_final_message=False, **settings):
        assert not tokenize and not continue_final_message
        return released.chat_ml(messages, add_generation_prompt)


def read(form, path):
    for row in huggingface.rows(path, load_images=True):
        assert data.is_conversational(row) == (form != "trl-standard"), row
        if "images" in row:
            yield conversational_with_images(row)
        else:
            yield standard(row) if form == "trl-standard" else conversational(row)


def conversational_with_images(row):
    """As TRL's collators of images do, up to the parts that they hand to a model's processor."""
    shown = {}
    for name in ("prompt", "chosen", "rejected", "completion", "messages"):
        if name in row:
            given = row["images"] if name in ("prompt", "messages") else None
            shown[name] = images.of_parts(data.prepare_multimodal_messages(row[name], images=given), [])
    return {**shown, **{name: row[name] for name in ("label",) if name in row}}


def standard(row):
    return {"prompt": row["prompt"], **{side: row[side].removeprefix(" ") for side in ("chosen", "rejected")}}


def conversational(row):
    seen = data.apply_chat_template(row, ChatMl())
    shown = {"margin": row["margin"]} if row.get("margin") is not None else {}
    for name, text in seen.items():
        if name == "prompt":
            assert text == released.chat_ml(row["prompt"], True)
            shown["prompt"] = row["prompt"]
        elif "prompt" in seen and name in ("chosen", "rejected", "completion"):
            assert text.endswith("<|im_end|>\n"), text
            shown[name] = text.removesuffix("<|im_end|>\n")
        elif name in ("chosen", "rejected", "text"):
            turns = row["messages" if name == "text" else name]
            assert text == released.chat_ml(turns), text
            shown["messages" if name == "text" else name] = turns
        elif name == "label":
            shown[name] = text
    return shown
