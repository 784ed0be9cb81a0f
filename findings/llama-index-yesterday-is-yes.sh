#!/usr/bin/env bash
# llama-index-core 0.14.25, FaithfulnessEvaluator and RelevancyEvaluator: the letters "yes" anywhere in the judge's reply pass the
# answer, also those of "yesterday" and "eyes" behind a NO.
# Expected: the verdict YES or NO that the prompt asks for, or none.
# Matters: a judge that gives a reason with its NO may have said yes; answers without support in their sources pass.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check llama-index-core==0.14.25
"$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import asyncio, sys
from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata
from llama_index.core.llms.callbacks import llm_completion_callback


class Judge(CustomLLM):
    reply: str

    @property
    def metadata(self):
        return LLMMetadata()

    @llm_completion_callback()
    def complete(self, prompt, formatted=False, **options):
        return CompletionResponse(text=self.reply)

    @llm_completion_callback()
    def stream_complete(self, prompt, formatted=False, **options):
        yield CompletionResponse(text=self.reply, delta=self.reply)


for reply, known in (
    ("YES", True),
    ("NO", False),
    ("NO. The context was written yesterday and does not say so.", True),
    ("NO; by its eyes the context means cameras.", True),
    ("It would be a yes only if the context named the year. NO.", True),
):
    seen = []
    for evaluator in (FaithfulnessEvaluator, RelevancyEvaluator):
        result = asyncio.run(evaluator(llm=Judge(reply=reply)).aevaluate(query="When?", response="In 1905.", contexts=["It began."]))
        seen.append((result.passing, result.score))
    print(f"seen: {reply!r}: faithful {seen[0]}, relevant {seen[1]}")
    if seen != [(known, float(known))] * 2:
        sys.exit("changed")
PY
