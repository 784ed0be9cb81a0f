#!/usr/bin/env bash
# sdg-hub 0.9.4 (JSONParserBlock) and synthetic-data-kit 0.0.5 (create): in valid JSON a comma before a bracket is taken out of
# the texts too, so the regular expression [0-9]{4,} becomes [0-9]{4}.
# Expected: JSON that can be read is read as it is; only commas outside of texts are mended.
# Matters: answers about code and regular expressions are changed to wrong ones without a word.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check sdg-hub==0.9.4 pandas==2.3.3
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps synthetic-data-kit==0.0.5
LITELLM_LOCAL_MODEL_COST_MAP=True "$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import json, sys
import pandas
from sdg_hub.core.blocks.parsing.json_parser_block import JSONParserBlock
from synthetic_data_kit.utils.llm_processing import parse_qa_pairs

block = JSONParserBlock(block_name="read", input_cols=["reply"], output_cols=["answer"])
for answer, known in (("Use [0-9]{4} for years.", "Use [0-9]{4} for years."),
                      ("Use [0-9]{4,} for numbers of four digits or more.", "Use [0-9]{4} for numbers of four digits or more."),
                      ("Python takes [1, 2,] for a list of two.", "Python takes [1, 2] for a list of two.")):
    reply = json.dumps({"question": "How?", "answer": answer})
    by_hub = block.generate(pandas.DataFrame([{"reply": reply}])).to_dict("records")[0]["answer"]
    by_kit = parse_qa_pairs(f"[{reply}]")[0]["answer"]
    print(f"seen: {answer} -> sdg-hub: {by_hub} -> synthetic-data-kit: {by_kit}")
    if (by_hub, by_kit) != (known, known):
        sys.exit("changed")
PY
