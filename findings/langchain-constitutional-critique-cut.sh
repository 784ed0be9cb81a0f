#!/usr/bin/env bash
# langchain-classic 1.0.8, ConstitutionalChain: if the critique goes on to "Revision request:", only its first paragraph is used.
# Expected: everything before "Revision request:"; without that mark all paragraphs do reach the reviser.
# Matters: models copy the pattern of the few-shot prompt, so revisions of exactly those rows miss most of their critique.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check langchain-classic==1.0.8 langchain-core==1.8.3
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from langchain_classic.chains import ConstitutionalChain, LLMChain
from langchain_classic.chains.constitutional_ai.models import ConstitutionalPrinciple
from langchain_core.language_models import FakeListLLM
from langchain_core.prompts import PromptTemplate


def critique_used(reply):
    model = FakeListLLM(responses=["the answer", reply, "the revision"])
    chain = ConstitutionalChain.from_llm(
        llm=model,
        chain=LLMChain(llm=model, prompt=PromptTemplate.from_template("{question}")),
        constitutional_principles=[ConstitutionalPrinciple(critique_request="Find harm.", revision_request="Repair it.")],
        return_intermediate_steps=True,
    )
    return chain.invoke({"question": "q"})["critiques_and_revisions"][0][0]


body = "The answer is mostly fine.\n\nBut it is rude to the reader."
plain = critique_used(body)
with_mark = critique_used(body + "\n\nRevision request: Repair it.")
print("seen: reply without the mark:", repr(plain))
print("seen: reply with the mark:   ", repr(with_mark))
if plain != body or with_mark != "The answer is mostly fine.":
    sys.exit("changed")
PY
