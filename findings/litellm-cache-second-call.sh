#!/usr/bin/env bash
# litellm 1.106.12 with its local cache: the first call works, an equal second one ends in ModuleNotFoundError.
# Expected: the stored answer; the local cache is part of the plain package and needs nothing else.
# Matters: a run fails only where a row repeats or a stopped run goes on, after hours, and the rows it fails on are those that
# are paid for already.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check litellm==1.106.12
LITELLM_LOG=CRITICAL LITELLM_LOCAL_MODEL_COST_MAP=True "$dir/venv/bin/python" -W ignore - <<'PY'
import sys
import litellm
from litellm.caching.caching import Cache

litellm.suppress_debug_info = True
litellm.cache = Cache(type="local")


def ask():
    reply = litellm.completion(model="openai/judge", messages=[{"role": "user", "content": "q"}], mock_response="an answer",
                               caching=True)
    return reply.choices[0].message.content


print("seen: first call: ", ask())
try:
    print("seen: second call:", ask())
except ModuleNotFoundError as error:
    print("seen: second call:", error)
    sys.exit(0)
sys.exit("changed")
PY
