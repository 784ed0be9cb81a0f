#!/usr/bin/env bash
# TRL 1.16.0, think_format_reward: under templates whose prompt ends with <think> a completion is rewarded only if it opens
# <think> once more; an empty thought without an answer has the full reward.
# Expected: 1 for a thought that is closed and followed by an answer, 0 for nothing at all.
# Matters: with six of TRL's own templates (DeepSeek, Nemotron, Qwen3.5 and later) the policy is trained to write a mark that does
# not belong there.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check transformers==5.24.0 jinja2==3.1.6
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps trl==1.16.0
TRANSFORMERS_VERBOSITY=error "$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import sys
from importlib.metadata import files
from transformers.utils.chat_template_utils import render_jinja_template
from trl.rewards import think_format_reward

templates = {file.stem: file.read_text() for file in files("trl") if file.suffix == ".jinja"}
opening = []
for name in ("deepseek_r1_distill", "deepseekv3", "nemotron_3_nano", "qwen3_5_think", "qwen3_6", "qwen3_8", "qwen3", "llama3"):
    texts, _ = render_jinja_template([[{"role": "user", "content": "Why?"}]], chat_template=templates[name], bos_token="",
                                     eos_token="<eos>", add_generation_prompt=True)
    if texts[0].endswith("<think>\n"):
        opening.append(name)
print("seen: the prompt ends with <think> in the templates", ", ".join(opening))
if len(opening) != 6:
    sys.exit("changed")
for completion, known in (
    ("Let me see.\n</think>\n\nBecause.", 0.0),
    ("<think>\nLet me see.\n</think>\n\nBecause.", 1.0),
    ("<think></think>", 1.0),
):
    seen = think_format_reward([[{"role": "assistant", "content": completion}]])[0]
    print(f"seen: reward of {completion!r}: {seen}")
    if seen != known:
        sys.exit("changed")
PY
