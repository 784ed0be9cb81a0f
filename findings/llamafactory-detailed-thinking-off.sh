#!/usr/bin/env bash
# LLaMA-Factory 0.9.5, "formatting": "openai": a conversation without tools is given the system text "detailed thinking off".
# Expected: the system turn of the data, or none, as with the formatting "sharegpt".
# Matters: three words that belong to one family of models are trained into every other; the same rows trained as ShareGPT, or
# asked of a server, have another prompt, and nothing in the log shows it.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check datasets==5.2.0 transformers==5.6.0
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps llamafactory==0.9.5
TRANSFORMERS_VERBOSITY=error "$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from importlib.metadata import distribution
from types import ModuleType, SimpleNamespace

root = distribution("llamafactory").locate_file("")  # its packages import torch and peft; the converters need neither
for name in ("llamafactory", "llamafactory.data", "llamafactory.extras"):
    sys.modules[name] = ModuleType(name)
    sys.modules[name].__path__ = [str(root / name.replace(".", "/"))]
sys.modules["peft"] = ModuleType("peft")
sys.modules["peft.utils"] = SimpleNamespace(SAFETENSORS_WEIGHTS_NAME="adapter_model.safetensors", WEIGHTS_NAME="adapter_model.bin")
from llamafactory.data.converter import get_dataset_converter

columns = dict.fromkeys(("system", "tools", "images", "videos", "audios", "kto_tag", "chosen", "rejected"))
tags = dict(role_tag="role", content_tag="content", user_tag="user", assistant_tag="assistant", observation_tag="tool",
            function_tag="function", system_tag="system")
attributes = SimpleNamespace(ranking=False, messages="messages", **columns, **tags)
question, answer = {"role": "user", "content": "Hello?"}, {"role": "assistant", "content": "Hello."}


def system(form, *turns):
    return get_dataset_converter(form, attributes, SimpleNamespace(media_dir=None))({"messages": list(turns)})["_system"]


for name, turns in (("no system turn", []), ("a system turn", [{"role": "system", "content": "Be kind."}])):
    by_sharegpt, by_openai = (system(form, *turns, question, answer) for form in ("sharegpt", "openai"))
    print(f"seen: {name}: sharegpt {by_sharegpt!r}, openai {by_openai!r}")
    if by_openai == by_sharegpt or not by_openai.endswith("detailed thinking off"):
        sys.exit("changed")
PY
