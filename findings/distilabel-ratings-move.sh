#!/usr/bin/env bash
# distilabel 1.5.3, UltraFeedback: one line before the ratings, or a rationale of two paragraphs, moves ratings to other answers.
# Expected: the rating under "Output for Text 2" is that of text 2.
# Matters: a judge that opens with "Here are my ratings." gives the second answer the grade of the first, and the first none;
# who takes the best-rated answer takes the wrong one.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check 'distilabel[openai]==1.5.3' requests
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from distilabel.models.llms import OpenAILLM
from distilabel.steps.tasks import UltraFeedback

task = UltraFeedback(llm=OpenAILLM(model="m", api_key="x"), aspect="overall-rating")
answers = {"instruction": "q", "generations": ["the good answer", "the bad answer"]}
first = "#### Output for Text 1\nRating: 5\nRationale: It is kind."
second = "#### Output for Text 2\nRating: 1\nRationale: It is rude."
seen = [
    task.format_output(f"{first}\n\n{second}", answers)["ratings"],
    task.format_output(f"Here are my ratings.\n\n{first}\n\n{second}", answers)["ratings"],
    task.format_output(f"{first}\n\nIt is also true.\n\n{second}", answers)["ratings"],
]
print("seen: plain reply:                ", seen[0])
print("seen: an opening line before it:  ", seen[1])
print("seen: rationale of two paragraphs:", seen[2])
if seen != [[5, 1], [None, 5, 1], [5, None, 1]]:
    sys.exit("changed")
PY
