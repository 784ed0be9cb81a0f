#!/usr/bin/env bash
# TRL 1.16.0, maybe_convert_to_chatml (what SFTTrainer does with ShareGPT rows): the roles "human" and "gpt" stay as they are.
# Expected: user and assistant, or an error; "from" and "value" mark the rows as ShareGPT's, whose roles are these two.
# Matters: Qwen3's, Phi-3's and DeepSeek's templates print neither question nor answer, so rows of nothing are trained; Llama 3's and
# Gemma 4's print headers that the model has never seen.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check datasets==5.2.0 transformers==5.24.0 jinja2==3.1.6
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps trl==1.16.0
TRANSFORMERS_VERBOSITY=error "$dir/venv/bin/python" -W ignore - 2> /dev/null <<'PY'
import sys
from importlib.metadata import files
from jinja2.sandbox import ImmutableSandboxedEnvironment
from trl import maybe_convert_to_chatml

row = maybe_convert_to_chatml({"conversations": [{"from": "human", "value": "Two and two?"}, {"from": "gpt", "value": "Four."}]})
print("seen: messages:", row["messages"])


def rendered(name):
    template = next(file for file in files("trl") if file.name == name + ".jinja").read_text()
    return ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True).from_string(template).render(
        messages=row["messages"], bos_token="<bos>", eos_token="<eos>")


for name, printed in (("qwen3", False), ("phi3", False), ("deepseekv3", False), ("llama3", True), ("gemma4", True)):
    text = rendered(name)
    print(f"seen: {name}: {text!r}")
    if ("Four" in text) != printed or "assistant" in text:
        sys.exit("changed")
PY
