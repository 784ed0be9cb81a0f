#!/usr/bin/env bash
# langchain-classic 1.0.8, ConstitutionalChain: the words "no critique needed" anywhere in a critique skip the revision.
# Expected: only a critique that consists of these words means that nothing is to be revised.
# Matters: a strong critique that denies or quotes the phrase leaves the criticised answer as the final one.
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

critique = "I cannot say that there is no critique needed: the answer is rude to the reader."
model = FakeListLLM(responses=["the first answer", critique, "the revision"])
chain = ConstitutionalChain.from_llm(
    llm=model,
    chain=LLMChain(llm=model, prompt=PromptTemplate.from_template("{question}")),
    constitutional_principles=[ConstitutionalPrinciple(critique_request="Find harm.", revision_request="Repair it.")],
)
output = chain.invoke({"question": "q"})["output"]
print("seen: critique:", critique)
print("seen: output:  ", output)
if output != "the first answer":
    sys.exit("changed")
PY
