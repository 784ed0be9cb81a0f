#!/usr/bin/env bash
# Chat templates of Command R7B (cohere2) and GLM-4-MoE as TRL 1.16.0 ships them: content null is printed as the word None.
# Expected: nothing, as most templates print, or an error.
# Matters: OpenAI-like servers give null as the content of refusals and of turns that only call tools; "None" is then trained
# as the answer.
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


for name in ("qwen3", "cohere2", "glm4moe"):
    text = render(name, ("user", "What is the weather?"), ("assistant", None))
    print(f"seen: {name}: {text[-80:]!r}")
    if ("None" in text) != (name != "qwen3"):
        sys.exit("changed")
PY
