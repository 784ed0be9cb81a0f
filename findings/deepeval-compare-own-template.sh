#!/usr/bin/env bash
# deepeval 4.3.1, compare(): an ArenaGEval that was given its own prompt (evaluation_template) judges by the library's prompt.
# Expected: the metric's own prompt, as its method measure() sends it.
# Matters: what was tried out on single cases is not what the comparison of all cases runs; wins are counted under another rubric.
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
from deepeval.metrics import ArenaGEval
from deepeval.metrics.arena_g_eval.arena_g_eval import ArenaGEvalTemplate
from deepeval.models import DeepEvalBaseLLM
from deepeval.test_case import ArenaTestCase, Contestant, LLMTestCase, SingleTurnParams

judged = []


class Template(ArenaGEvalTemplate):
    @staticmethod
    def generate_arena_winner(**parts):
        return "Which answer is kinder? " + str(parts["test_case_contents"])


class Judge(DeepEvalBaseLLM):
    def load_model(self):
        return self

    def get_model_name(self):
        return "judge"

    def generate(self, prompt, schema=None):
        if "winner" not in schema.model_fields:
            return schema(rewritten_reason="r")
        judged.append(prompt)
        return schema(winner=re.findall(r'"(\w+)": "{', prompt)[-1], reason="r")

    async def a_generate(self, prompt, schema=None):
        return self.generate(prompt, schema)


def contestant(name):
    return Contestant(name=name, test_case=LLMTestCase(input="Hello?", actual_output=name))


metric = ArenaGEval(name="kind", evaluation_params=[SingleTurnParams.ACTUAL_OUTPUT], evaluation_steps=["Pick the kinder one."],
                    model=Judge(), evaluation_template=Template)
case = ArenaTestCase(contestants=[contestant("one"), contestant("two")])
metric.measure(case)
compare([case], metric)
single, whole = [prompt.startswith("Which answer is kinder?") for prompt in judged]
print(f"seen: own prompt sent by measure(): {single}, by compare(): {whole}")
if (single, whole) != (True, False):
    sys.exit("changed")
PY
grep 'seen:' "$dir/out"
