#!/usr/bin/env bash
# minijinja 3.1.0: tojson writes \u0027, \u003c, \u0026 for ', <, & and 1e-7 for 1e-07; the same template gives another prompt.
# Expected: the text of Jinja2 as transformers sets it up, from which the model learnt; minijinja is what servers in Rust use.
# Matters: tools described with an apostrophe are shown to the model in other tokens when it is asked than when it is trained, and
# tool calls written back by such a server do not match those in the pairs.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check jinja2==3.1.6 minijinja==3.1.0
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps trl==1.16.0
"$dir/venv/bin/python" - <<'PY'
import json, sys
from importlib.metadata import files
import minijinja
from jinja2.sandbox import ImmutableSandboxedEnvironment

template = next(file for file in files("trl") if file.name == "qwen3.jinja").read_text()
call = {"type": "function", "function": {"name": "rate", "arguments": {"why": "it's < 5 & kind", "p": 1e-7}}}
messages = [{"role": "user", "content": "Rate it."}, {"role": "assistant", "content": "", "tool_calls": [call]}]
jinja = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
jinja.filters["tojson"] = lambda value, **more: json.dumps(value, ensure_ascii=False, **more)
by_jinja = jinja.from_string(template).render(messages=messages)
by_minijinja = minijinja.Environment(trim_blocks=True, lstrip_blocks=True).render_str(template, messages=messages)
for name, text in (("Jinja2 as in transformers", by_jinja), ("minijinja", by_minijinja)):
    print(f"seen: {name}:", text[text.index("{"):text.index("</tool_call>")].strip())
if "it's < 5 & kind" not in by_jinja or r"it\u0027s \u003c 5 \u0026 kind" not in by_minijinja or "1e-7" not in by_minijinja:
    sys.exit("changed")
PY
