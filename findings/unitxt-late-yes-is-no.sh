#!/usr/bin/env bash
# unitxt 1.26.10, judges that are read by log-probabilities (infer_logprobs_to_yes_no_probs): where neither Yes nor No is among
# the first three tokens the probability of yes is 0.
# Expected: no score; 0 is what a judge gets that is certain of no.
# Matters: "The answer is Yes" is the worst score there is; a judge that talks first makes every model look bad.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check unitxt==1.26.10 datasets==5.2.0
"$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import math, sys
from unitxt.artifact import fetch_artifact

processor, _ = fetch_artifact("processors.infer_logprobs_to_yes_no_probs")
read = processor.steps[0].process_value


def reply(*tokens):
    return [{"top_tokens": [{"text": text, "logprob": math.log(chance)} for text, chance in token.items()]} for token in tokens]


sure = {"Yes": 0.99, "No": 0.01}
for name, tokens, known in (
    ("Yes", reply(sure), 0.99),
    ("The answer is Yes", reply({"The": 1.0}, {"answer": 1.0}, {"is": 1.0}, sure), 0),
    ("**Answer**: Yes", reply({"**": 1.0}, {"Answer": 1.0}, {"**": 0.7, "**:": 0.3}, {":": 1.0}, sure), 0),
    ("True", reply({"True": 0.99, "False": 0.01}), 0),
):
    seen = round(float(read(tokens)), 2)
    print(f"seen: {name}: probability of yes {seen}")
    if seen != known:
        sys.exit("changed")
PY
