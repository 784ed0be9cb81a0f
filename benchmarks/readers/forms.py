"""What the rows of a form are as compare.py wants them, from columns as a reader gives them."""
import math
import re


def plain(value):
    """Structs and lists of whatever library as Python's own."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if hasattr(value, "asDict"):
        value = value.asDict()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def pair(prompt, chosen, rejected, **more):
    row = {"prompt": prompt, "chosen": chosen, "rejected": rejected, **more}
    return {name: value for name, value in row.items() if value is not None}


def turn(said):
    return {"role": {"human": "user", "gpt": "assistant"}.get(said["from"], said["from"]), "content": said["value"]}


def transcript(text):
    """The prompt's turns and the answer of HH-RLHF's form."""
    head, _, answer = text.rpartition("\n\nAssistant:")
    turns = []
    for part in head.split("\n\nHuman:")[1:]:
        user, *answers = part.split("\n\nAssistant:")
        turns.append({"role": "user", "content": user.removeprefix(" ")})
        turns += [{"role": "assistant", "content": said.removeprefix(" ")} for said in answers]
    return turns, answer.removeprefix(" ")


def row(form, columns):
    columns = {name: plain(value) for name, value in columns.items()}
    margin = {"margin": columns["margin"]} if columns.get("margin") is not None else {}
    if form in ("native", "trl", "openrlhf"):
        if columns.get("probability") is not None:
            margin = {"margin": 2 * columns["probability"] - 1}
        return pair(columns["prompt"], columns["chosen"], columns["rejected"], **margin)
    if form == "trl-standard":
        return pair(columns["prompt"], unspaced(columns["chosen"]), unspaced(columns["rejected"]))
    if form in ("trl-reward", "distilabel", "llm-swarm"):
        return pair(None, columns["chosen"], columns["rejected"], **margin)
    if form == "trl-unpaired":
        return {name: columns[name] for name in ("prompt", "completion", "label")}
    if form in ("sft", "sft-last"):
        return {"messages": columns["messages"]}
    if form == "hh-rlhf":
        (prompt, chosen), (_, rejected) = transcript(columns["chosen"]), transcript(columns["rejected"])
        return pair(prompt, chosen, rejected)
    if form == "openai":
        return pair(columns["input"]["messages"], columns["preferred_output"], columns["non_preferred_output"])
    if form == "axolotl":
        return pair(columns["messages"], [columns["chosen"]], [columns["rejected"]])
    if form == "llama-factory":
        return pair([turn(t) for t in columns["conversations"]], [turn(columns["chosen"])], [turn(columns["rejected"])])
    if form == "nemo-rl":
        ranked = {said["rank"]: said["completion"] for said in columns["completions"]}
        return pair(columns["context"], ranked[0], ranked[1])
    if form == "icai":
        first = columns["preferred_text"] == "text_a"
        a, b = unguarded(columns["text_a"]), unguarded(columns["text_b"])
        return pair(unguarded(columns["input"]), a if first else b, b if first else a)
    raise KeyError(form)


def unspaced(text):
    assert text.startswith(" "), text
    return text[1:]


def unguarded(cell):
    """Tables put an apostrophe before what a spreadsheet would run."""
    return cell[1:] if isinstance(cell, str) and re.match("''*[=+\\-@\t\r]", cell) else cell


def rows(form, read):
    return (row(form, columns) for columns in read)
