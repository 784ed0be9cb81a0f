#!/usr/bin/env bash
# litellm 1.106.12: stream_chunk_builder puts the pieces of all answers of an n = 2 stream into one answer.
# Expected: two choices, told apart by the index that each piece carries.
# Matters: candidates sampled by one streamed call come back as one text in which their words alternate, with one finish reason.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check litellm==1.106.12
LITELLM_LOCAL_MODEL_COST_MAP=True "$dir/venv/bin/python" -W ignore - <<'PY'
import sys
import litellm
from litellm.types.utils import ModelResponseStream

litellm.suppress_debug_info = True


def chunk(choice=0, text="", finish=None, logprob=None):
    delta = {"role": "assistant", "content": text}
    one = {"index": choice, "delta": delta, "finish_reason": finish}
    if logprob is not None:
        one["logprobs"] = {"content": [{"token": text, "logprob": logprob, "bytes": None, "top_logprobs": []}]}
    return ModelResponseStream(id="c", object="chat.completion.chunk", created=1, model="gpt-4o", choices=[one])


pieces = [chunk(0, "Yes"), chunk(1, "No"), chunk(0, ", it is safe."), chunk(1, ", it kills."), chunk(0, finish="stop"), chunk(1, finish="stop")]
rebuilt = [choice.message.content for choice in litellm.stream_chunk_builder(pieces).choices]
print("seen: answers sent:   ", ["Yes, it is safe.", "No, it kills."])
print("seen: answers rebuilt:", rebuilt)
if rebuilt != ["YesNo, it is safe., it kills."]:
    sys.exit("changed")
PY
