#!/usr/bin/env bash
# litellm 1.106.12: the cache's key leaves out extra_body, min_p and the server's address; the first answer comes again.
# Expected: a request that reaches the server with other bytes, or another server, has another key (as seed and top_k do).
# Matters: a judge bound to the letters A and B by extra_body, thinking switched off, or a second server under the same model
# name all get the stored answer of the first setting; a comparison of settings shows no difference at all.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check litellm==1.106.12
LITELLM_LOCAL_MODEL_COST_MAP=True "$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from litellm.caching.caching import Cache

request = {"model": "openai/judge", "messages": [{"role": "user", "content": "q"}], "temperature": 0,
           "api_base": "http://one.internal/v1"}
others = {
    "seed": {"seed": 1},
    "guided_choice": {"extra_body": {"guided_choice": ["A", "B"]}},
    "thinking off": {"extra_body": {"chat_template_kwargs": {"enable_thinking": False}}},
    "min_p": {"min_p": 0.1},
    "another server": {"api_base": "http://two.internal/v1"},
}
key = Cache(type="local").get_cache_key(**request)
seen = {name: Cache(type="local").get_cache_key(**(request | more)) == key for name, more in others.items()}
for name, same in seen.items():
    print(f"seen: {name}: {'the same key' if same else 'another key'}")
if list(seen.values()) != [False, True, True, True, True]:
    sys.exit("changed")
PY
