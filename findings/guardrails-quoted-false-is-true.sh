#!/usr/bin/env bash
# guardrails-ai 0.11.0, replies that are read into a schema: "false" and "no" in quotes become true, a score 4.9 becomes 4, a text
# where a list is wanted becomes its letters; all pass validation.
# Expected: false, or a validation error, as pydantic gives for the same schema.
# Matters: models often put their verdict in quotes; each such no is recorded as a yes.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check guardrails-ai==0.11.0
printf 'enable_metrics=false\nuse_remote_inferencing=false\n' > "$dir/.guardrailsrc"
HOME="$dir" "$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import sys
from typing import List, Optional
from guardrails import Guard
from pydantic import BaseModel


class Verdict(BaseModel):
    first_is_better: bool
    score: Optional[int] = None
    reasons: Optional[List[str]] = None


guard = Guard.for_pydantic(Verdict)
for reply, known in (
    ('{"first_is_better": false}', {"first_is_better": False}),
    ('{"first_is_better": "false"}', {"first_is_better": True}),
    ('{"first_is_better": "no"}', {"first_is_better": True}),
    ('{"first_is_better": true, "score": 4.9}', {"first_is_better": True, "score": 4}),
    ('{"first_is_better": true, "reasons": "Fair"}', {"first_is_better": True, "reasons": ["F", "a", "i", "r"]}),
):
    result = guard.parse(reply, num_reasks=0)
    print(f"seen: {reply} -> {result.validated_output}, passed: {result.validation_passed}")
    if result.validated_output != known or not result.validation_passed:
        sys.exit("changed")
PY
