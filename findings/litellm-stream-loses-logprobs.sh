#!/usr/bin/env bash
# litellm 1.106.12: stream_chunk_builder drops the log-probabilities and calls a stream that broke off finished ("stop").
# Expected: the same response as without streaming, and no finish reason where none was sent.
# Matters: a judge read by the probabilities of its letters has none in streamed runs; an answer that lost its connection
# in mid-sentence passes as whole.
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


with_logprobs = litellm.stream_chunk_builder([chunk(text="A", logprob=-0.1), chunk(finish="stop")]).choices[0]
broken_off = litellm.stream_chunk_builder([chunk(text="You should nev"), chunk(text="er mix")]).choices[0]
print("seen: log-probabilities:", getattr(with_logprobs, "logprobs", None))
print("seen: broken off:", repr(broken_off.message.content), "finish reason", broken_off.finish_reason)
if getattr(with_logprobs, "logprobs", None) is not None or broken_off.finish_reason != "stop":
    sys.exit("changed")
PY
