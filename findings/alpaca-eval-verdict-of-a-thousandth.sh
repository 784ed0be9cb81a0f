#!/usr/bin/env bash
# alpaca-eval 0.6.6, the weighted evaluators (AlpacaEval 2): the preference is read from the letters m and M, however unlikely
# both are.
# Expected: no preference (NaN) where the judge's first word is "Both" or "The" with 99%, or one near 1.5.
# Matters: a judge that begins to talk, as many models do that are put in the place of GPT-4, gives certain verdicts by chance.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check alpaca-eval==0.6.6
"$dir/venv/bin/python" -W ignore - <<'PY'
import math, sys
from importlib.metadata import files
import yaml
from alpaca_eval import completion_parsers

name = "weighted_alpaca_eval_gpt4_turbo"
config = yaml.safe_load(next(file for file in files("alpaca_eval") if str(file).endswith(f"{name}/configs.yaml")).read_text())[name]
parse = getattr(completion_parsers, config["fn_completion_parser"])
for chances, known in (
    ({"m": 0.55, "M": 0.44, "The": 0.01}, 1.44),
    ({"The": 0.9, "Both": 0.09, "Neither": 0.009, "m": 0.0009, "It": 0.0001}, 1.0),
    ({"Both": 0.98, "M": 0.01, "Model": 0.005, "m": 0.001, "I": 0.001}, 1.91),
):
    first = {"top_logprobs": [{"token": token, "logprob": math.log(chance)} for token, chance in chances.items()]}
    seen = round(float(parse({"logprobs": {"content": [first]}}, **config["completion_parser_kwargs"])[0]), 2)
    print(f"seen: first token {chances} -> preference {seen}")
    if seen != known:
        sys.exit("changed")
PY
