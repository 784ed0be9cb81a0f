"""Holds exported files to what their readers ask of a row; reads lines "FORM FILE..." with tabs between from standard input.

Each FILE is loaded by the datasets library, alone and together with the others, and must have the same types both times.
"""
import hashlib
import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"

import datasets

datasets.disable_progress_bars()
BY_LINE = "mlx-lm-lora", "paddleformers"
NULL = datasets.Value("null")


def load(builder, files):
    return datasets.load_dataset(builder, data_files=files, split="train", cache_dir=tempfile.mkdtemp(dir="."))


def null_columns(feature, path=""):
    if feature == NULL:
        yield path
    elif isinstance(feature, dict):
        for name, child in feature.items():
            yield from null_columns(child, f"{path}.{name}")
    elif isinstance(feature, (list, datasets.List)):
        yield from null_columns(feature[0] if isinstance(feature, list) else feature.feature, path + "[]")


def turns(messages):
    """A conversation: perhaps a system turn, then user and assistant in alternation, none of them empty."""
    assert all(set(m) == {"role", "content"} and m["content"] for m in messages), messages
    roles = [m["role"] for m in messages]
    if roles[0] == "system":
        roles = roles[1:]
    assert roles == [("user", "assistant")[i % 2] for i in range(len(roles))], roles
    return roles


def prompt(messages):
    assert turns(messages)[-1] == "user"


def answer(messages):
    assert len(messages) == 1 and messages[0]["role"] == "assistant" and messages[0]["content"]


def conversation(messages):
    assert turns(messages)[-1] == "assistant"


def trl(row):
    prompt(row["prompt"]), answer(row["chosen"]), answer(row["rejected"])
    assert row["chosen"] != row["rejected"]


def native(row):
    trl(row)
    assert row["id"] and row["principle"] and row["source"] in ("revision", "comparison")
    assert row["provenance"]["calls"] and len(row["provenance"]["fingerprint"]) == 64
    if row.get("probability") is not None:
        assert row["score_chosen"] == row["probability"] > 0.5
        assert abs(row["score_chosen"] + row["score_rejected"] - 1) < 1e-12


def trl_standard(row):
    assert row["prompt"] and row["chosen"].startswith(" ") and row["rejected"].startswith(" ")


def trl_reward(row):
    conversation(row["chosen"]), conversation(row["rejected"])
    assert row["chosen"][:-1] == row["rejected"][:-1] and row["chosen"] != row["rejected"]
    assert row.get("margin") is None or 0 < row["margin"] <= 1


def trl_unpaired(row):
    prompt(row["prompt"]), answer(row["completion"])
    assert isinstance(row["label"], bool)


def sft(row):
    conversation(row["messages"])


def hh_rlhf(row):
    """As its users cut it: up to the last mark of an answer, both sides are the prompt."""
    mark = "\n\nAssistant:"
    head = row["chosen"][: row["chosen"].rindex(mark) + len(mark)]
    assert row["rejected"].startswith(head) and head.startswith("\n\nHuman:")
    assert row["chosen"][len(head):].strip() and row["rejected"][len(head):].strip()


def openrlhf(row):
    """With prompt_key and apply_chat_template: both sides are appended to the prompt; a margin is a number or absent."""
    conversation(row["prompt"] + row["chosen"]), conversation(row["prompt"] + row["rejected"])
    assert row.get("margin") is None or isinstance(row["margin"], float)


def openai(row):
    prompt(row["input"]["messages"]), answer(row["preferred_output"]), answer(row["non_preferred_output"])
    assert row["input"]["tools"] == [] and row["input"]["parallel_tool_calls"] is True


def axolotl(row):
    """chat_template.default: messages, then one message each."""
    prompt(row["messages"]), answer([row["chosen"]]), answer([row["rejected"]])


def llama_factory(row):
    """The ShareGPT converter for ranking: tags by position, an odd number of turns after the system turn."""
    messages = row["conversations"]
    if messages[0]["from"] == "system":
        messages = messages[1:]
    assert len(messages) % 2 == 1
    assert [m["from"] for m in messages] == [("human", "gpt")[i % 2] for i in range(len(messages))]
    assert row["chosen"]["from"] == row["rejected"]["from"] == "gpt"


def nemo_rl(row):
    prompt(row["context"])
    assert [c["rank"] for c in row["completions"]] == [0, 1]
    for completion in row["completions"]:
        answer(completion["completion"])


def distilabel(row):
    assert row["prompt_id"] == hashlib.sha256(row["prompt"].encode()).hexdigest()
    trl_reward(row)
    assert row["chosen"][0] == {"role": "user", "content": row["prompt"]}
    if row.get("chosen_rating") is not None:
        assert row["chosen_rating"] > row["rejected_rating"]


def llm_swarm(row):
    texts = [f"{kind}_{side}" for kind in ("init", "critic", "revision") for side in ("prompt", "response")]
    assert all(row[name] for name in texts) and row["prompt"] == row["init_prompt"]
    assert row["chosen"][-1]["content"] == row["revision_response"] == row["messages"][-1]["content"]
    assert row["rejected"][-1]["content"] == row["init_response"]
    trl_reward(row)


def icai(row):
    assert row["preferred_text"] in ("text_a", "text_b") and row["text_a"] != row["text_b"]


def ms_swift(row):
    """A whole conversation and another answer, which must differ."""
    conversation(row["messages"])
    assert row["rejected_response"] and row["rejected_response"] != row["messages"][-1]["content"]
    assert row.get("margin") is None or 0 < row["margin"] <= 1


def ms_swift_kto(row):
    conversation(row["messages"])
    assert isinstance(row["label"], bool)


def mlx_lm_lora(row):
    """Texts alone; the reader tells a system turn by the field's being there."""
    assert all(isinstance(row[name], str) and row[name] for name in ("prompt", "chosen", "rejected"))
    assert row.get("system") != "" and row["chosen"] != row["rejected"]


def tinker_cookbook(row):
    said = row["comparison"]
    prompt(said["prompt_conversation"]), answer(said["completion_A"]), answer(said["completion_B"])
    assert row["label"] in ("A", "B") and said["completion_A"] != said["completion_B"]


def verl_reward(row):
    assert row["prompt"].startswith("<|im_start|>") and row["prompt"].endswith("<|im_end|>\n<|im_start|>assistant\n")
    assert row["chosen"] and row["rejected"] and row["chosen"] != row["rejected"]


def verl_rl(row):
    prompt(row["prompt"])
    assert row["data_source"] and row["reward_model"]["ground_truth"] and isinstance(row["extra_info"]["index"], int)


def paddleformers(row):
    """erniekit: one text more of the user's, and two answers with unequal ranks."""
    assert len(row["src"]) == len(row["tgt"]) + 1 and row["sort"] == [1, 0]
    assert len(row["response"]) == 2 and all(text.strip() for text in row["response"])


def alpaca(row):
    assert row["instruction"] and row["input"] == "" and row["output"]


def sharegpt(row):
    messages = row["conversations"]
    assert all(set(m) == {"from", "value"} and m["value"] for m in messages), messages
    roles = [m["from"] for m in messages if m["from"] != "system"]
    assert roles == [("human", "gpt")[i % 2] for i in range(len(roles))] and roles[-1] == "gpt"


def llama_factory_index(file):
    folder, name = os.path.split(file)
    entry = json.load(open(os.path.join(folder, "dataset_info.json")))[name.split(".")[0]]
    assert entry["file_name"] == name and entry["ranking"] and entry["formatting"] == "sharegpt"
    assert entry["columns"] == {"messages": "conversations", "chosen": "chosen", "rejected": "rejected"}


def check(form, files):
    builder = {"csv": "csv", "parquet": "parquet"}.get(files[0].rsplit(".", 1)[1], "json")
    if form in BY_LINE and builder == "json":
        return check_lines(form, files)
    together = load(builder, files)
    for file in files:
        alone = load(builder, [file])
        assert alone.features == together.features, (alone.features, together.features)
    nulls = [c for c in null_columns(dict(together.features)) if c != ".input.tools[]"]  # which OpenAI's form has empty
    assert not nulls, nulls
    rule = globals()[form.replace("-last", "").replace("-", "_")]
    for row in together:
        rule(row)
    if form == "llama-factory" and builder == "json":
        for file in files:
            llama_factory_index(file)
    print(form, builder, len(together))


def check_lines(form, files):
    """Rows whose reader parses each line by itself, and tells by a field's absence that there is none."""
    count = 0
    for file in files:
        for line in open(file, encoding="utf-8"):
            globals()[form.replace("-", "_")](json.loads(line))
            count += 1
    print(form, "lines", count)


def check_folder(folder):
    for config in ("prefs", "sft"):
        loaded = datasets.load_dataset(folder, config, cache_dir=tempfile.mkdtemp(dir="."))
        assert set(loaded) == {f"train_{config}", f"test_{config}"}, loaded
        assert len({str(split.features) for split in loaded.values()}) == 1
        for split in loaded.values():
            for row in split:
                (native if config == "prefs" else sft)(row)
        print(config, {name: len(split) for name, split in loaded.items()})


for line in sys.stdin:
    form, *files = line.rstrip("\n").split("\t")
    try:
        check_folder(files[0]) if form == "hf" else check(form, files)
    except Exception as e:
        raise AssertionError(f"{form} {files}") from e
