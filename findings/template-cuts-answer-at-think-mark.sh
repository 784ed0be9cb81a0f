#!/usr/bin/env bash
# Chat template of DeepSeek-R1 (distilled) and DeepSeek-V3 as TRL 1.16.0 ships them: everything before a "</think>" in an answer is
# cut, in the last turn, the one that is trained, as well; and the prompt opens a "<think>" that the trained text has not.
# Expected: the last turn keeps its thoughts (Qwen3 does that), and prompt plus answer begins with the prompt.
# Matters: chosen and rejected that differ in their reasoning become equal; the model never learns to close a thought that every
# prompt opens.
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


prompt = ("user", "2 + 2?")
for name in ("deepseek_r1_distill", "deepseekv3"):
    opened = render(name, prompt, add_generation_prompt=True)
    good = render(name, prompt, ("assistant", "<think>\nTwo twos.\n</think>\n\n4"))
    bad = render(name, prompt, ("assistant", "<think>\nI was told 4.\n</think>\n\n4"))
    print(f"seen: {name}: prompt {opened!r}")
    print(f"seen: {name}: chosen {good!r}, equal to rejected: {good == bad}, begins with the prompt: {good.startswith(opened)}")
    if good != bad or "twos" in good or good.startswith(opened):
        sys.exit("changed")
qwen = render("qwen3", prompt, ("assistant", "<think>\nTwo twos.\n</think>\n\n4"))
print(f"seen: qwen3: chosen {qwen!r}")
PY
