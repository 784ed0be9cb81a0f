#!/usr/bin/env bash
# Chat templates of gpt-oss and Qwen3-VL (as TRL 1.16.0 ships them): a system turn behind the first one is left out.
# Expected: its text, as the templates of Llama 3 and Qwen3 print it, or an error, as from Gemma's.
# Matters: a critique or revision request written as a system turn is not in the prompt; the model is trained to revise unasked.
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


turns = [("user", "How do I ...?"), ("assistant", "Like this."), ("system", "Criticise the answer."), ("assistant", "It is rude.")]
seen = {name: render(name, *turns) for name in ("llama3", "qwen3", "gptoss", "qwen3_vl")}
for name, text in seen.items():
    print(f"seen: {name}: request {'there' if 'Criticise' in text else 'missing'}, critique {'there' if 'rude' in text else 'missing'}")
if [("Criticise" in text, "rude" in text) for text in seen.values()] != [(True, True)] * 2 + [(False, True)] * 2:
    sys.exit("changed")
PY
