#!/usr/bin/env bash
# alpaca-eval 0.6.6, evaluators that rank (alpaca_eval_gpt4 and others): if the judge gives both answers rank 1, the first has
# won; if both rank 2, the second.
# Expected: 0, the parsers' own value for "both examples were equally good".
# Matters: every tie becomes a win for one model, and a win rate of two like models moves away from a half.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check alpaca-eval==0.6.6
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from importlib.metadata import files
import yaml
from alpaca_eval.completion_parsers import ranking_parser

config = next(file for file in files("alpaca_eval") if str(file).endswith("evaluators_configs/alpaca_eval_gpt4/configs.yaml"))
used = yaml.safe_load(config.read_text())["alpaca_eval_gpt4"]["fn_completion_parser"]
for ranks, known in (((1, 2), [1]), ((2, 1), [2]), ((1, 1), [1]), ((2, 2), [2])):
    reply = f"[{{'model': 'model_1', 'rank': {ranks[0]}}}, {{'model': 'model_2', 'rank': {ranks[1]}}}]"
    seen = ranking_parser(reply)
    print(f"seen: {reply} -> preference {seen}")
    if seen != known or used != "ranking_parser":
        sys.exit("changed")
PY
