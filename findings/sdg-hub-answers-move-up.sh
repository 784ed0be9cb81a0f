#!/usr/bin/env bash
# sdg-hub 0.9.4, TagParserBlock: if a question has no answer, it is given the answer of the next one, and so are all that follow.
# Expected: the question without an answer is left out, or an error.
# Matters: each reply with one empty answer becomes rows that train wrong answers; the last answer is dropped, so even the count
# is plausible.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check sdg-hub==0.9.4 pandas==2.3.3
LITELLM_LOCAL_MODEL_COST_MAP=True "$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import sys
import pandas
from sdg_hub.core.blocks.parsing.tag_parser_block import TagParserBlock

block = TagParserBlock(block_name="read", input_cols=["reply"], output_cols=["question", "answer"],
                       start_tags=["<question>", "<answer>"], end_tags=["</question>", "</answer>"])
whole = ("<question>What is 2 + 2?</question>\n<answer>4</answer>\n"
         "<question>Capital of France?</question>\n<answer>Paris</answer>\n"
         "<question>Colour of snow?</question>\n<answer>White</answer>")
for reply, known in (
    (whole, [("What is 2 + 2?", "4"), ("Capital of France?", "Paris"), ("Colour of snow?", "White")]),
    (whole.replace("4<", "<"), [("What is 2 + 2?", "Paris"), ("Capital of France?", "White")]),
    (whole.replace("<answer>4</answer>", ""), [("What is 2 + 2?", "Paris"), ("Capital of France?", "White")]),
):
    rows = block.generate(pandas.DataFrame([{"reply": reply}])).to_dict("records")
    seen = [(row["question"], row["answer"]) for row in rows]
    print(f"seen: {reply.count('</question>')} questions, {reply.count('</answer>') - reply.count('<answer></answer>')} answers: {seen}")
    if seen != known:
        sys.exit("changed")
PY
