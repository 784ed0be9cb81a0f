#!/usr/bin/env bash
# haystack-ai 3.4.1, LLMEvaluator with raise_on_failure=False: a call that failed has a result (None) but no entry in meta.
# Expected: one entry a row in both lists, which come back side by side.
# Matters: behind the first failed call each row is credited with the finish reason, model and tokens of the row after it; a cut
# verdict is kept and a whole one thrown away.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check haystack-ai==3.4.1
HAYSTACK_TELEMETRY_ENABLED=False "$dir/venv/bin/python" -W ignore - 2> /dev/null <<'PY'
import sys
from haystack import component
from haystack.components.evaluators import LLMEvaluator
from haystack.dataclasses import ChatMessage

finish = {"first": "stop", "third": "length", "fourth": "stop"}


@component
class Judge:
    @component.output_types(replies=list[ChatMessage])
    def run(self, messages):
        answer = messages[0].text.split('"answers": ')[-1].split("}")[0]
        if answer not in finish:
            raise ConnectionError("503")
        return {"replies": [ChatMessage.from_assistant('{"score": 1}', meta={"finish_reason": finish[answer]})]}


judge = LLMEvaluator(instructions="Score.", inputs=[("answers", list[str])], outputs=["score"], examples=[], chat_generator=Judge(),
                     raise_on_failure=False, progress_bar=False)
answers = ["first", "second", "third", "fourth"]
report = judge.run(answers=answers)
reasons = [meta["finish_reason"] for meta in report["meta"]]
print("seen: finish reasons sent:", finish, "and no reply to the second")
print("seen: results:", report["results"])
print("seen: finish reasons by position:", dict(zip(answers, reasons)))
if len(report["results"]) != 4 or reasons != ["stop", "length", "stop"]:
    sys.exit("changed")
PY
