#!/usr/bin/env bash
# axolotl 0.19.0, DPO types chatml.argilla_chat and llama3.argilla_chat: of a conversation only its first two turns are read.
# Expected: the turns before the last as prompt, the last ones as answers; the types are made for argilla's mix of conversations.
# Matters: in a pair of the second question chosen and rejected are the same first answer; behind a system turn the question itself
# is trained as the answer; no warning.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps axolotl==0.19.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import runpy, sys
from importlib.metadata import distribution


def pair(form, *history):
    path = distribution("axolotl").locate_file(f"axolotl/prompt_strategies/dpo/{form}.py")
    before = [{"role": role, "content": content} for role, content in history]
    row = {name: before + [{"role": "assistant", "content": name + " answer"}] for name in ("chosen", "rejected")}
    row = runpy.run_path(str(path))["argilla_chat"]({})(row)
    return row["prompt"], row["chosen"], row["rejected"]


question = ("user", "Second question?")
histories = {"two questions": [("user", "First question?"), ("assistant", "First answer."), question],
             "a system turn": [("system", "Be kind."), question]}
for form in ("chatml", "llama3"):
    for name, history in histories.items():
        prompt, chosen, rejected = pair(form, *history)
        print(f"seen: {form}, {name}: chosen {chosen!r}, rejected {rejected!r}")
        if chosen != rejected or "Second question" in prompt or "answer" not in pair(form, question)[1]:
            sys.exit("changed")
PY
