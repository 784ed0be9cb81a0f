#!/usr/bin/env bash
# deepeval 4.3.1, ToolCorrectnessMetric: where a tool is rightly called twice with the same arguments, the score is 0.5.
# Expected: 1, since the calls made are the calls expected; the option that minds the order says so.
# Matters: retries, polls and dice are marked down to one over their number, and the agent that repeats itself as it should loses
# to one that does not; the reason given is "missing tools []".
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check deepeval==4.3.1
cd "$dir"
DEEPEVAL_TELEMETRY_OPT_OUT=1 "$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from deepeval.metrics import ToolCorrectnessMetric
from deepeval.models import DeepEvalBaseLLM
from deepeval.test_case import LLMTestCase, ToolCall


class NoModel(DeepEvalBaseLLM):
    def load_model(self):
        return self

    def get_model_name(self):
        return "none"

    def generate(self, prompt, schema=None):
        sys.exit("a model was asked")

    a_generate = generate


def score(calls, **options):
    metric = ToolCorrectnessMetric(model=NoModel(), **options)
    tools = [ToolCall(name=name, input_parameters={"sides": 6}) for name in calls]
    case = LLMTestCase(input="Roll.", actual_output="Done.", tools_called=tools, expected_tools=list(tools))
    metric.measure(case, _show_indicator=False)
    return metric.score


once, twice, four = score(["roll"]), score(["roll"] * 2), score(["roll"] * 4)
ordered = score(["roll"] * 2, should_consider_ordering=True)
print(f"seen: one call {once}, two equal calls {twice}, four {four}; two with the order minded {ordered}")
if (once, twice, four, ordered) != (1.0, 0.5, 0.25, 1.0):
    sys.exit("changed")
PY
