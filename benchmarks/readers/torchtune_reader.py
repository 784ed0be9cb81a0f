"""torchtune's readers of preferences and of conversations, up to the turns that they hand to the model's tokenizer."""
# packages: datasets==5.2.0
# code: torchtune==0.6.1
# forms: torchtune torchtune.jsonl.gz torchtune.parquet torchtune-sft torchtune-sft.jsonl.gz torchtune-sft.parquet
# forms: alpaca sharegpt
import huggingface
import released

released.without("torch", "torchtune", "torchao", "torchdata", "omegaconf", "PIL")
messages = released.file("torchtune", "data/_messages.py")
TRANSFORMS = {
    "torchtune": messages.ChosenRejectedToMessages,
    "torchtune-sft": messages.OpenAIToMessages,
    "alpaca": messages.AlpacaToMessages,
    "sharegpt": messages.ShareGPTToMessages,
}


def read(form, path):
    transform = TRANSFORMS[form]()
    for row in huggingface.rows(path):
        seen = transform(row)
        if form == "torchtune":
            yield released.pair(turns(seen["chosen"]), turns(seen["rejected"]))
            continue
        said = turns(seen["messages"])
        if form == "alpaca":
            said[0] = unframed(said[0], transform)
        yield {"messages": said}


def turns(seen):
    return [{"role": turn.role, "content": turn.text_content} for turn in seen]


def unframed(question, transform):
    """An instruction without Alpaca's words around it, which the reader adds."""
    before, after = transform.template["prompt_no_input"].split("{instruction}")
    assert question["content"].startswith(before) and question["content"].endswith(after), question
    return {**question, "content": question["content"][len(before) : -len(after)]}
