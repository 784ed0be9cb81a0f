#!/usr/bin/env bash
# verifiers 0.4.0, reference judge with the labels A and B: the article "a" in the judge's reason is taken for the verdict A.
# Expected: B for a reply that begins with "B" and goes on in prose.
# Matters: "B - the response names a different city." rewards the wrong answer with 1.0; a model is trained on the mistakes that
# its judge takes the trouble to explain.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check verifiers==0.4.0
"$dir/venv/bin/python" -W ignore - 2> /dev/null <<'PY'
import sys
from verifiers.v1.judge import JudgeResponse
from verifiers.v1.judges.reference import ReferenceJudge, ReferenceJudgeConfig

judge = ReferenceJudge(ReferenceJudgeConfig(choices=("A", "B")))
replies = ["B", "B - the response names a different city.", "**B** because it is not a match", "Verdict: B. It is a miss."]
rewards = [judge.parse(JudgeResponse(text=reply)) for reply in replies]
for reply, reward in zip(replies, rewards):
    print(f"seen: {reply}: reward {reward}")
if rewards != [0.0, 1.0, 1.0, 0.0]:
    sys.exit("changed")
PY
