#!/usr/bin/env bash
# distilabel 1.5.3, UltraFeedback and QualityScorer: "Rating: 4.5" is read as 4.
# Expected: 4.5, or None as for other ratings that are not understood.
# Matters: 4.5 against 4 becomes a tie, so a real preference is lost; half points are common in judges' replies.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check 'distilabel[openai]==1.5.3' requests
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from distilabel.models.llms import OpenAILLM
from distilabel.steps.tasks import QualityScorer, UltraFeedback

llm = OpenAILLM(model="m", api_key="x")
reply = "#### Output for Text 1\nRating: 4.5\nRationale: kind\n\n#### Output for Text 2\nRating: 4\nRationale: rude"
ratings = UltraFeedback(llm=llm, aspect="overall-rating").format_output(reply, {"generations": ["a", "b"]})["ratings"]
scores = QualityScorer(llm=llm).format_output("[1] Score: 4.9\n[2] Score: 4.1", {"responses": ["a", "b"]})["scores"]
print("seen: ratings 4.5 and 4:  ", ratings)
print("seen: scores 4.9 and 4.1: ", scores)
if ratings != [4, 4] or scores != [4, 4]:
    sys.exit("changed")
PY
