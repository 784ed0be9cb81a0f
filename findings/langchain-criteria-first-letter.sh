#!/usr/bin/env bash
# langchain-classic 1.0.8, CriteriaEvalChain (criteria may be constitutional principles): where the judge does not end with a line
# Y or N, the last letter of its reply is the verdict if it is a y or an n, otherwise the first one.
# Expected: no verdict; Y or N must stand alone, as the prompt asks.
# Matters: a reply that begins with "Nice" fails an answer, one that begins with "Yet" or ends in "friendly" passes it.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check langchain-classic==1.0.8 langchain-core==1.8.3
LANGSMITH_TRACING=false "$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from langchain_classic.chains.constitutional_ai.models import ConstitutionalPrinciple
from langchain_classic.evaluation.criteria import CriteriaEvalChain
from langchain_core.language_models.fake import FakeListLLM

principle = ConstitutionalPrinciple(name="kind", critique_request="Is the answer kind?", revision_request="Make it kind.")
for reply, known in (
    ("It is kind.\nY", 1),
    ("It is not kind.\nN", 0),
    ("Nice words throughout. The criterion is met.", 0),
    ("Yet it mocks the user. The criterion is not met.", 1),
    ("No, the answer is not friendly", 1),
    ("The criterion is met, as the answer is kind to everyone in the discussion", 0),
):
    judge = CriteriaEvalChain.from_llm(llm=FakeListLLM(responses=[reply]), criteria=principle)
    result = judge.evaluate_strings(prediction="So what?", input="May I ask?")
    print(f"seen: {reply!r} -> value {result['value']}, score {result['score']}")
    if result["score"] != known:
        sys.exit("changed")
PY
