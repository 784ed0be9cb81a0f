#!/usr/bin/env bash
# inspect-ai 0.3.285: the scorers exact() and f1() call the answer "A" wrong where the target is "A"; "B" and "C" are right.
# Expected: equal texts are equal; what removes articles from sentences leaves a lone letter alone.
# Matters: scored against human labels, every verdict "A" of a judge counts as an error, and accuracy is that of B alone.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check inspect-ai==0.3.285
"$dir/venv/bin/python" -W ignore - <<'PY'
import asyncio, sys
from inspect_ai.model import ModelName, ModelOutput
from inspect_ai.scorer import Target, exact, f1
from inspect_ai.solver import TaskState


def score(scorer, text):
    output = ModelOutput.from_content("mockllm/model", text)
    state = TaskState(ModelName("mockllm/model"), 1, 1, "q", [], output=output)
    return asyncio.run(scorer(state, Target(text))).value


seen = {letter: (score(exact(), letter), score(f1(), letter)) for letter in "ABC"}
for letter, (by_exact, by_f1) in seen.items():
    print(f"seen: answer {letter}, target {letter}: exact {by_exact}, f1 {by_f1}")
if not (seen["A"][0] == "I" and seen["A"][1] == 0 and seen["B"] == seen["C"] and seen["B"][1] == 1):
    sys.exit("changed")
PY
