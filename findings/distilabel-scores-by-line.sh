#!/usr/bin/env bash
# distilabel 1.5.3, QualityScorer and ComplexityScorer: the number in "[2] Score: 5" is not looked at; only the line counts.
# Expected: the score goes to the answer that its line names; a heading or an empty line changes nothing.
# Matters: a judge that lists the best answer first has its scores turned around; one that writes "Scores:" first gives each
# answer the score of the one before and loses the last.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check 'distilabel[openai]==1.5.3' requests
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from distilabel.models.llms import OpenAILLM
from distilabel.steps.tasks import QualityScorer

task = QualityScorer(llm=OpenAILLM(model="m", api_key="x"))
replies = {
    "[1] Score: 1\n[2] Score: 5": [1, 5],
    "[2] Score: 5\n[1] Score: 1": [5, 1],
    "Scores:\n[1] Score: 1\n[2] Score: 5": [None, 1],
    "[1] Score: 1\n\n[2] Score: 5": [1, None],
}
for reply, wanted in replies.items():
    scores = task.format_output(reply, {"instruction": "q", "responses": ["first", "second"]})["scores"]
    print("seen:", repr(reply), "-> scores of answers 1 and 2:", scores)
    if scores != wanted:
        sys.exit("changed")
PY
