#!/usr/bin/env bash
# inspect-ai 0.3.285: match() takes a reply for the verdict "A" if its last word ends in an a.
# Expected: the verdict is a word of its own at the end of the reply.
# Matters: "Answer B is better, it has more data." counts as A; the agreement with labels rests on the judge's last word.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check inspect-ai==0.3.285
"$dir/venv/bin/python" -W ignore - <<'PY'
import asyncio, sys
from inspect_ai.model import ModelName, ModelOutput
from inspect_ai.scorer import Target, match
from inspect_ai.solver import TaskState

wanted = {
    "My verdict: A": "C",
    "My verdict: B": "I",
    "Answer B is better, it has more data.": "C",
    "B. It is kinder to the hyena": "C",
}
for reply, value in wanted.items():
    state = TaskState(ModelName("mockllm/model"), 1, 1, "q", [], output=ModelOutput.from_content("mockllm/model", reply))
    score = asyncio.run(match()(state, Target("A"))).value
    print(f"seen: target A, reply {reply!r}: {'correct' if score == 'C' else 'incorrect'}")
    if score != value:
        sys.exit("changed")
PY
