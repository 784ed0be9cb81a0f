#!/usr/bin/env bash
# Chat templates of Qwen2.5, Qwen3, DeepSeek-R1, Phi-3 and GLM-4-MoE (as TRL 1.16.0 ships them): a developer turn is left out.
# Expected: an error, as from Gemma's template, or the text of the turn, as Llama 3's prints it.
# Matters: conversations recorded with newer OpenAI clients hold their instructions in that turn; the model is trained to obey
# rules that its prompt does not show.
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


for name in ("qwen2_5", "qwen3", "deepseek_r1_distill", "phi3", "glm4moe"):
    text = render(name, ("developer", "Answer in rhymes."), ("user", "How are you?"), ("assistant", "Fine like wine."))
    print(f"seen: {name}: {text!r}")
    if "rhymes" in text or "How are you?" not in text:
        sys.exit("changed")
PY
