#!/usr/bin/env bash
# LLaMA-Factory 0.9.5, "formatting": "openai": a call's arguments, a JSON text as OpenAI writes them, are trained as a quoted text,
# and what the assistant said beside the call is left out.
# Expected: "arguments": {"city": "Paris"} in the model's own form, behind the words of the turn.
# Matters: the model learns to write its arguments in one more layer of quotes than the parser of its server reads, and the turn
# that is trained is not the turn that was judged.
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
from llamafactory.data.formatter import FunctionFormatter

columns = dict.fromkeys(("system", "tools", "images", "videos", "audios", "kto_tag", "chosen", "rejected"))
tags = dict(role_tag="role", content_tag="content", user_tag="user", assistant_tag="assistant", observation_tag="tool",
            function_tag="function", system_tag="system")
attributes = SimpleNamespace(ranking=False, messages="messages", **columns, **tags)
call = {"id": "1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Paris"}'}}
turns = [{"role": "user", "content": "Umbrella?"}, {"role": "assistant", "content": "Let me look.", "tool_calls": [call]}]
turn = get_dataset_converter("openai", attributes, SimpleNamespace(media_dir=None))({"messages": turns})["_response"][0]
for form in ("qwen", "llama3", "mistral"):
    text = FunctionFormatter(slots=["{{content}}"], tool_format=form).apply(content=turn["content"])[0]
    print(f"seen: {form}: {text.strip()!r}")
    if r'"{\"city\": \"Paris\"}"' not in text or "Let me look" in text:
        sys.exit("changed")
PY
