#!/usr/bin/env bash
# Chat templates of Llama 3, Gemma, Command R, Qwen3.5 and others (as TRL 1.16.0 ships them): the blanks at both ends of every
# turn are cut, so the first line of code loses its indentation.
# Expected: a turn is printed as it was written; the templates of Qwen2.5 and Phi-3 do so.
# Matters: a completion of a Python body is trained with broken first line, and pairs that differ in it alone become equal.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check transformers==5.24.0 jinja2==3.1.6
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps trl==1.16.0
TRANSFORMERS_VERBOSITY=error "$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from importlib.metadata import files
from transformers.utils.chat_template_utils import render_jinja_template

templates = {file.stem: file.read_text() for file in files("trl") if file.suffix == ".jinja"}


def render(name, *turns, **more):
    turns = [{"role": role, "content": content} for role, content in turns]
    texts, _ = render_jinja_template([turns], chat_template=templates[name], bos_token="", eos_token="<eos>", **more)
    return texts[0]


good, bad = "    if x:\n        return 1", "if x:\n        return 1"
names = ("qwen2_5", "phi3", "llama3", "llama3_1", "gemma", "gemma3", "cohere", "qwen3_5_nothink", "qwen3_6")
seen = {name: render(name, ("user", "def f(x):"), ("assistant", good)) == render(name, ("user", "def f(x):"), ("assistant", bad)) for name in names}
for name, equal in seen.items():
    print(f"seen: {name}: chosen and rejected are {'equal' if equal else 'unequal'}")
if list(seen.values()) != [False] * 2 + [True] * 7:
    sys.exit("changed")
PY
