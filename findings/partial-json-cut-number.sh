#!/usr/bin/env bash
# pydantic-core 2.50.5, partial-json-parser 0.2.1.1.post7: a number that was cut off is kept as if it were whole.
# Expected: the unfinished value is left out, as pydantic-core does with a text that was cut off.
# Matters: a judge's "score": 10, cut by the token limit behind the 1, is read as 1; the worst grade for the best answer.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check pydantic-core==2.50.5 partial-json-parser==0.2.1.1.post7
"$dir/venv/bin/python" - <<'PY'
import sys
import partial_json_parser
from pydantic_core import from_json

cut_text = from_json('{"id": "q7", "verdict": "A is wor', allow_partial=True)
cut_number = from_json('{"id": "q7", "score": 1', allow_partial=True)
cut_fraction = partial_json_parser.loads('{"id": "q7", "score": 0.')
print("seen: pydantic-core, text cut off:           ", cut_text)
print("seen: pydantic-core, 10 cut to 1:            ", cut_number)
print("seen: partial-json-parser, 0.9 cut behind '.':", cut_fraction)
if (cut_text, cut_number, cut_fraction) != ({"id": "q7"}, {"id": "q7", "score": 1}, {"id": "q7", "score": 0}):
    sys.exit("changed")
PY
