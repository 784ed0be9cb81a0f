"""torchtune's readers of preferences and of conversations, up to the turns that they hand to the model's tokenizer."""
# packages: datasets==5.2.0 numpy
# packages alone: torchtune==0.6.1
# formats: torchtune torchtune-sft alpaca sharegpt
import sys

import datasets  # before PyTorch's stand-in, which it would look at

import released

released.without("torch", "torchtune", "torchao", "torchdata", "omegaconf", "PIL")
form, path = sys.argv[1:]
messages = released.file("torchtune", "data/_messages.py")


def turns(read):
    return [{"role": turn.role, "content": turn.text_content} for turn in read]


def unframed(question, transform):
    """An instruction without Alpaca's words around it, which the reader adds."""
    before, after = transform.template["prompt_no_input"].split("{instruction}")
    assert question["content"].startswith(before) and question["content"].endswith(after), question
    return {**question, "content": question["content"][len(before) : -len(after)]}


transforms = {
    "torchtune": messages.ChosenRejectedToMessages,
    "torchtune-sft": messages.OpenAIToMessages,
    "alpaca": messages.AlpacaToMessages,
    "sharegpt": messages.ShareGPTToMessages,
}
for row in datasets.load_dataset("json", data_files=path, split="train"):
    transform = transforms[form]()
    read = transform(row)
    if form == "torchtune":
        released.show([released.pair(turns(read["chosen"]), turns(read["rejected"]))])
    else:
        said = turns(read["messages"])
        if form == "alpaca":
            said[0] = unframed(said[0], transform)
        released.show([{"messages": said}])
