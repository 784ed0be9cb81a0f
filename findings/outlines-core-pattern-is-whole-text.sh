#!/usr/bin/env bash
# outlines-core 0.2.14: "pattern" must match the whole text, so "[.!?]" or "\S" allows texts of one character only.
# Expected: a match anywhere in the text, as JSON Schema says and llguidance 1.9.1 does.
# Matters: a schema that asks for a critique that is not blank ("\S") makes the model write one letter; it validates.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check outlines-core==0.2.14 llguidance==1.9.1
"$dir/venv/bin/python" -W ignore - <<'PY'
import json, re, sys
from llguidance import LLMatcher, LLTokenizer
from outlines_core import json_schema

schema = json.dumps({"type": "object", "properties": {"critique": {"type": "string", "pattern": "\\S"}},
                     "required": ["critique"], "additionalProperties": False})
tokenizer = LLTokenizer("byte")


def llguidance_takes(text):
    matcher = LLMatcher(tokenizer, LLMatcher.grammar_from_json_schema(schema))
    tokens = tokenizer.tokenize_str(text)
    return matcher.try_consume_tokens(tokens) == len(tokens) and matcher.is_accepting()


def outlines_takes(text):
    return re.fullmatch(json_schema.build_regex_from_schema(schema), text) is not None


for critique, by_outlines in (("x", True), ("It is rude.", False)):
    text = json.dumps({"critique": critique})
    print(f"seen: {text}: outlines-core {outlines_takes(text)}, llguidance {llguidance_takes(text)}")
    if (outlines_takes(text), llguidance_takes(text)) != (by_outlines, True):
        sys.exit("changed")
PY
