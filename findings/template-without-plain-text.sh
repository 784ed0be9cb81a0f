#!/usr/bin/env bash
# Chat templates of SmolVLM and Idefics3 as TRL 1.16.0 ships them: turns whose content is a plain text are printed without it.
# Expected: the text, as Qwen2.5-VL and Qwen3-VL print it, or an error, as LLaVA gives.
# Matters: text-only preference data rendered for these models is role names and end marks alone, in every row the same.
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


for name in ("qwen3_vl", "smolvlm", "idefics3"):
    text = render(name, ("user", "How are you?"), ("assistant", "Fine."))
    print(f"seen: {name}: {text!r}")
    if ("Fine." in text) != (name == "qwen3_vl"):
        sys.exit("changed")
PY
