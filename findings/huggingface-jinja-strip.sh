#!/usr/bin/env bash
# @huggingface/jinja 0.5.11 (transformers.js): strip("\n"), lstrip("\n") and rstrip("\n") cut all blanks, not just line ends.
# Expected: the text that Jinja2 gives, on which the template was written and the model trained.
# Matters: rendered by Qwen3's template, an answer that begins with indented code loses the indentation of its first line; pairs
# or prompts prepared in JavaScript differ from those of the trainer.
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

template = next(file for file in files("trl") if file.name == "qwen3.jinja").read_text()
messages = [{"role": "user", "content": "def f(x):"}, {"role": "assistant", "content": "    if x:\n        return 1"}]
by_python = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True).from_string(template).render(messages=messages)
given = json.dumps({"template": template, "messages": messages})
by_javascript = subprocess.run(["node", sys.argv[1]], input=given, capture_output=True, text=True, check=True).stdout
print("seen: Jinja2:            ", repr(by_python[-60:]))
print("seen: @huggingface/jinja:", repr(by_javascript[-60:]))
if "\n\n    if x:" not in by_python or "\n\nif x:" not in by_javascript:
    sys.exit("changed")
PY
