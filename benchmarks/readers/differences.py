"""Rows in the one form in which they are compared, those that a run's own files hold, and what is wrong with those that a reader sees."""
import collections
import json
import os

import images


def plain(value):
    return value if isinstance(value, (str, bool, int, float)) else repr(value)


def turns(value):
    """A prompt or an answer as (role, content), whatever form it has."""
    if isinstance(value, str):
        return (("user", value),)
    if not isinstance(value, (list, tuple)):
        return ((type(value).__name__, str(value)),)  # what a reader made of a text: a number, a date
    return tuple(
        (turn.get("role"), plain(turn.get("content"))) if isinstance(turn, dict) else (type(turn).__name__, str(turn))
        for turn in value
    )


def answer(value, prompt):
    if isinstance(value, str):
        return value
    said = turns(value)
    if prompt is not None and said[: len(prompt)] == prompt:
        said = said[len(prompt) :]
    if len(said) == 1 and said[0][0] == "assistant":
        return said[0][1]
    return said


def shown(row):
    """A row as its kind and what is compared of it."""
    if "messages" in row:
        return ("sft", turns(row["messages"]))
    if "completion" in row:
        prompt = turns(row.get("prompt"))
        return ("kto", prompt, answer(row["completion"], prompt), row.get("label"))
    if "chosen" not in row or "rejected" not in row:
        return ("pair", "an answer is missing")
    if "prompt" in row:
        prompt = turns(row["prompt"])
    else:  # whole conversations: all but the last turn
        prompt = turns(row["chosen"])[:-1]
    return ("pair", prompt, answer(row["chosen"], prompt), answer(row["rejected"], prompt))


def jsonl(file):
    with open(file, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def expected(run):
    """The rows of each kind that the run's own files hold, and the margins of pairs, read by Python's parser, which infers no types."""
    rows = {"pair": [], "kto": [], "sft": []}
    margins = {}
    for pair in jsonl(os.path.join(run, "pairs.jsonl")):
        prompt = turns(images.of_run(pair["prompt"], pair, run))
        chosen, rejected = answer(pair["chosen"], None), answer(pair["rejected"], None)
        rows["pair"].append(("pair", prompt, chosen, rejected))
        rows["kto"] += [("kto", prompt, chosen, True), ("kto", prompt, rejected, False)]
        if "probability" in pair:
            margins[rows["pair"][-1]] = 2 * pair["probability"] - 1
    for conversation in jsonl(os.path.join(run, "sft.jsonl")):
        rows["sft"].append(("sft", turns(images.of_run(conversation["messages"], conversation, run))))
    return rows, margins


def differences(export, wanted, margins, seen):
    """What is wrong with the rows that a reader sees, in sentences."""
    lost = sum(row.get("lost", 0) for row in seen)
    kinds = collections.defaultdict(list)
    for row in seen:
        if "lost" not in row:
            kinds[shown(row)[0]].append(row)
    if not kinds:
        return ["no rows at all"] if lost + export.left_out < len(wanted["pair"]) else []
    found = []
    for kind, rows in kinds.items():
        found += one_by_one(export, wanted[kind], margins, rows)
        missing = collections.Counter(wanted[kind]) - collections.Counter(shown(row) for row in rows)
        count = missing.total()
        accounted = lost + export.left_out * (2 if kind == "kto" else 1)
        # Of conversations fewer may be missing than were left out: a pair counts, too.
        if count > accounted or (count < accounted and kind != "sft"):
            found.append(
                f"{count} missing, {export.left_out} left out by the writer, {lost} by the reader, of: {list(missing)[:5]}"[:900]
            )
    return found


def one_by_one(export, wanted, margins, rows):
    left = collections.Counter(wanted)
    places = {row: i for i, row in enumerate(wanted)}
    last = -1
    for i, row in enumerate(rows):
        text = shown(row)
        if not left[text]:
            yield f"no such row: {json.dumps(row, ensure_ascii=False)[:300]}"
            continue
        left[text] -= 1
        if not isinstance(row.get("label", True), bool):
            yield f"a label that is no boolean: {row['label']!r}"
        if "margin" in row and (text not in margins or abs(row["margin"] - margins[text]) > 6e-11):
            yield f"margin {row['margin']!r}, not {margins.get(text)!r}"
        if places[text] < last and os.path.isfile(export.path):
            yield f"out of order: {json.dumps(row, ensure_ascii=False)[:200]}"
        last = max(last, places[text]) if i >= export.put_first else -1
