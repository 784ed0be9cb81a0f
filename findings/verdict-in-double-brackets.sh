#!/usr/bin/env bash
# langchain-classic 1.0.8 takes the first [[letter]] of a pairwise judge's reply, llama-index-core 0.14.25 takes A if [[A]]
# stands anywhere.
# Expected: the last one, since both prompts ask for reasoning first and the verdict at the end; or an error for two letters.
# Matters: "[[A]] is polite, but ... [[B]]" is counted for A, a bias to A that looks like the judge's own position bias.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check langchain-classic==1.0.8 llama-index-core==0.14.25
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from langchain_classic.evaluation.comparison.eval_chain import PairwiseStringResultOutputParser
from llama_index.core.evaluation.pairwise import _default_parser_function

wanted = {
    "[[A]] is the more polite one, but it is wrong. My final verdict: [[B]]": ("A", "A"),
    "[[B]] is the more polite one, but it is wrong. My final verdict: [[A]]": ("B", "A"),
}
for reply, verdicts in wanted.items():
    by_langchain = PairwiseStringResultOutputParser().parse(reply)["value"]
    by_llama_index = "A" if _default_parser_function(reply)[0] else "B"
    print("seen:", reply, "-> langchain:", by_langchain, "llama-index:", by_llama_index)
    if (by_langchain, by_llama_index) != verdicts:
        sys.exit("changed")
PY
