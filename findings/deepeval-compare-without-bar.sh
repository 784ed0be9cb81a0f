#!/usr/bin/env bash
# deepeval 4.3.1, compare(): with the progress bar switched off no judge is asked, and the result is "no winners".
# Expected: the same comparison without a bar; without run_async it is.
# Matters: in a job that logs to a file the comparison ends at once without an error, and {} reads as "no difference found".
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check deepeval==4.3.1
cd "$dir"
DEEPEVAL_TELEMETRY_OPT_OUT=1 "$dir/venv/bin/python" -W ignore - > "$dir/out" <<'PY'
import re, sys
from deepeval import compare
from deepeval.evaluate import AsyncConfig, DisplayConfig
from deepeval.metrics import ArenaGEval
from deepeval.models import DeepEvalBaseLLM
from deepeval.test_case import ArenaTestCase, Contestant, LLMTestCase, SingleTurnParams

asked = []


class Judge(DeepEvalBaseLLM):
    def load_model(self):
        return self

    def get_model_name(self):
        return "judge"

    def generate(self, prompt, schema=None):
        if "winner" not in schema.model_fields:
            return schema(rewritten_reason="r")
        asked.append(prompt)
        better = re.search(r'"(\w+)": "{[^}]*better', prompt).group(1)
        return schema(winner=better, reason="r")

    async def a_generate(self, prompt, schema=None):
        return self.generate(prompt, schema)


def contestant(name):
    return Contestant(name=name, test_case=LLMTestCase(input="Hello?", actual_output=name))


def result(bar, in_parallel):
    asked.clear()
    metric = ArenaGEval(name="best", evaluation_params=[SingleTurnParams.ACTUAL_OUTPUT], evaluation_steps=["Pick."], model=Judge())
    cases = [ArenaTestCase(contestants=[contestant("better"), contestant("worse")]) for _ in range(3)]
    wins = compare(cases, metric, async_config=AsyncConfig(run_async=in_parallel), display_config=DisplayConfig(show_indicator=bar))
    print(f"seen: bar {bar}, parallel {in_parallel}: judge asked {len(asked)} times, wins {wins}")
    return len(asked), wins


if [result(True, True), result(False, False), result(False, True)] != [(3, {"better": 3}), (3, {"better": 3}), (0, {})]:
    sys.exit("changed")
PY
grep 'seen:' "$dir/out"
