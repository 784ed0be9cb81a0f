#!/usr/bin/env bash
# TRL 1.16.0, prepare_multimodal_messages (what its vision collators use): all pictures are put before the first question; the
# marks <image> in the texts stay as words.
# Expected: each picture where its mark stands, as in LLaVA's and LLaMA-Factory's rows, or an error.
# Matters: a question about the second picture of a conversation is answered before the picture is asked for, and the prompt says
# <image> where none is.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check transformers==5.24.0 datasets==5.2.0
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps trl==1.16.0
TRANSFORMERS_VERBOSITY=error "$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import sys
from trl.data_utils import prepare_multimodal_messages

turns = [
    {"role": "user", "content": "Describe this: <image>"},
    {"role": "assistant", "content": "A cat."},
    {"role": "user", "content": "And this: <image>"},
    {"role": "assistant", "content": "A dog."},
]
seen = prepare_multimodal_messages(turns, images=["cat.png", "dog.png"])
for turn in seen:
    print("seen:", turn["role"], [part.get("image") or part["text"] for part in turn["content"]])
first, third = ([part["type"] for part in seen[index]["content"]] for index in (0, 2))
if first != ["image", "image", "text"] or third != ["text"] or "<image>" not in seen[2]["content"][0]["text"]:
    sys.exit("changed")
PY
