"""LitGPT's reader of instructions, up to the instruction and the answer that it frames."""
# code: litgpt==0.5.13
# forms: litgpt
from pathlib import Path

import released

released.without("litgpt", "torch")
instructions = released.file("litgpt", "data/json_data.py")


def read(form, path):
    for row in instructions.load_split(Path(path)):
        assert row["input"] == ""  # else it would be framed, too
        yield {"messages": released.turns(row["instruction"], row["output"])}
