#!/usr/bin/env bash
# opik 2.2.122 and deepeval 4.3.1, G-Eval with log-probabilities: for models that write 10 as two tokens (Qwen, Llama 2, Gemma), a
# judge that wavers between 9 and 10 gives 5.8.
# Expected: between 9 and 10; the score is the mean of the scores that the judge held possible, from 0 to 10.
# Matters: the digit 1 of 10 counts as the score 1, so the better an answer, the lower it falls; a plain 8 is above it, and pairs
# are the wrong way round.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check opik==2.2.122 deepeval==4.3.1
DEEPEVAL_TELEMETRY_OPT_OUT=1 OPIK_TRACK_DISABLE=true "$dir/venv/bin/python" -W ignore - <<'PY'
import math, sys
from types import SimpleNamespace as Part
from deepeval.metrics.g_eval.utils import calculate_weighted_summed_score
from opik.evaluation.metrics.llm_judges.g_eval.parser import parse_litellm_model_output


def token(text, **chances):
    digits = {name.lstrip("_"): chance for name, chance in chances.items()} or {text: 1.0}
    return {"token": text, "logprob": math.log(digits[text]),
            "top_logprobs": [{"token": digit, "logprob": math.log(chance)} for digit, chance in digits.items()]}


def scores(ten):
    tokens = [token('{"'), token("score"), token('":'), token(" "), token("9", _9=1 - ten, _1=ten), token(', "reason": "Good."}')]
    message = {"content": "".join(each["token"] for each in tokens)}
    reply = Part(choices=[{"message": message, "logprobs": {"content": tokens}}])
    by_opik = parse_litellm_model_output(reply, "g_eval", True).value * 10
    parts = [Part(token=each["token"], logprob=each["logprob"], top_logprobs=[Part(**other) for other in each["top_logprobs"]])
             for each in tokens]
    by_deepeval = calculate_weighted_summed_score(9, Part(choices=[Part(logprobs=Part(content=parts))]))
    return round(by_opik, 2), round(by_deepeval, 2)


for ten, known in ((0.02, 8.84), (0.2, 7.4), (0.4, 5.8)):
    seen = scores(ten)
    print(f"seen: 9 with {1 - ten:.0%}, 10 (its digit 1) with {ten:.0%}: opik {seen[0]}, deepeval {seen[1]} of 10")
    if seen != (known, known):
        sys.exit("changed")
PY
