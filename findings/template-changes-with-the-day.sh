#!/usr/bin/env bash
# Chat templates of Llama 3.2 and gpt-oss as TRL 1.16.0 ships them: the text of a conversation has the date of the day it is
# rendered on; that of Llama 3.1 has a fixed date.
# Expected: the same conversation gives the same tokens tomorrow.
# Matters: token caches, hashes and reference log-probabilities that were computed yesterday do not fit the pairs of today, and
# a run that goes on over midnight trains on two prompts.
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


import datetime

from transformers.utils import chat_template_utils


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2031, 5, 6)


def text(name):
    chat_template_utils._compile_jinja_template.cache_clear()
    return render(name, ("user", "How are you?"), ("assistant", "Fine."))


today = {name: text(name) for name in ("llama3_1", "llama3_2", "gptoss")}
chat_template_utils.datetime = Later
for name, before in today.items():
    after = text(name)
    print(f"seen: {name}: in 2031 the text is {'the same' if after == before else 'another one'}")
    if (after == before) != (name == "llama3_1"):
        sys.exit("changed")
PY
