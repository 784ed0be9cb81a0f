#!/usr/bin/env bash
# langchain-core 1.8.3: JsonOutputParser and PydanticOutputParser take a reply that breaks off in the middle for a whole one.
# Expected: OutputParserException, so that the call is repeated; partial parsing is documented for streams.
# Matters: score 10 cut behind the 1 passes the schema as score 1, and a critique ends in mid-word, both without a sign.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check langchain-core==1.8.3
"$dir/venv/bin/python" - <<'PY'
import sys
from langchain_core.output_parsers import JsonOutputParser, PydanticOutputParser
from pydantic import BaseModel


class Verdict(BaseModel):
    verdict: str
    score: int


critique = JsonOutputParser().parse('{"critique": "It gives no sour')
verdict = PydanticOutputParser(pydantic_object=Verdict).parse('{"verdict": "B", "score": 1')
print("seen:", critique)
print("seen:", repr(verdict))
if critique != {"critique": "It gives no sour"} or verdict != Verdict(verdict="B", score=1):
    sys.exit("changed")
PY
