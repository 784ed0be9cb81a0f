#!/usr/bin/env bash
# inspect-ai 0.3.285: match(numeric=True) compares numbers by their first five digits, so 123457 is right for 123456.
# Expected: whole numbers are compared as they are.
# Matters: for answers with sums, years of data or ids (RL with checkable rewards), wrong answers are taken as chosen.
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

wanted = {("12346", "12345"): "I", ("123457", "123456"): "C", ("1000049", "1000000"): "C"}
for (reply, target), value in wanted.items():
    state = TaskState(ModelName("mockllm/model"), 1, 1, "q", [], output=ModelOutput.from_content("mockllm/model", reply))
    score = asyncio.run(match(numeric=True)(state, Target(target))).value
    print(f"seen: target {target}, reply {reply}: {'correct' if score == 'C' else 'incorrect'}")
    if score != value:
        sys.exit("changed")
PY
