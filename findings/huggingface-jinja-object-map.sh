#!/usr/bin/env bash
# @huggingface/jinja 0.5.11 (transformers.js): an object that a template adds to a text is printed as "[object Map]".
# Expected: an error, as Jinja2 gives ("can only concatenate str"), or the object's JSON.
# Matters: DeepSeek's templates take arguments of tool calls as a text; recorded calls with an object, which most servers' other
# templates want, reach the model, or the data set, as "[object Map]".
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check jinja2==3.1.6
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps trl==1.16.0
npm install --silent --no-fund --no-audit --prefix "$dir" @huggingface/jinja@0.5.11
cat > "$dir/render.mjs" <<'JS'
import { Template } from "@huggingface/jinja";
import { readFileSync } from "node:fs";
const { template, messages } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(new Template(template).render({ messages }));
JS
"$dir/venv/bin/python" - "$dir/render.mjs" <<'PY'
import json, subprocess, sys
from importlib.metadata import files
from jinja2.sandbox import ImmutableSandboxedEnvironment

template = next(file for file in files("trl") if file.name == "deepseekv3.jinja").read_text()
call = {"type": "function", "function": {"name": "weather", "arguments": {"city": "Bonn"}}}
messages = [{"role": "user", "content": "Weather in Bonn?"}, {"role": "assistant", "content": None, "tool_calls": [call]}]
try:
    by_python = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True).from_string(template).render(messages=messages)
except TypeError as error:
    by_python = str(error)
given = json.dumps({"template": template, "messages": messages})
by_javascript = subprocess.run(["node", sys.argv[1]], input=given, capture_output=True, text=True, check=True).stdout
print("seen: Jinja2:            ", by_python)
print("seen: @huggingface/jinja:", repr(by_javascript[-90:]))
if "can only concatenate" not in by_python or "[object Map]" not in by_javascript:
    sys.exit("changed")
PY
