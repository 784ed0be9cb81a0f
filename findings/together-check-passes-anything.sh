#!/usr/bin/env bash
# together 3.1.1, check_file (what `together files check` runs): any JSON is passed for fine-tuning data.
# Expected: errors for rows that no format of the service knows, equal or empty answers, conversations without a reply.
# Matters: "Checks passed" for TRL or ShareGPT rows, a preference pair of two equal answers and a misspelt field; the fault comes
# up after the upload, or as a model trained on it.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check together==3.1.1
"$dir/venv/bin/python" -W ignore - <<'PY'
import json, pathlib, sys, tempfile
from together.lib.utils.files import check_file

question, answer = {"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}
rows = {
    "known form": {"input": {"messages": [question]}, "preferred_output": [answer],
                   "non_preferred_output": [{"role": "assistant", "content": "b"}]},
    "equal answers": {"input": {"messages": [question]}, "preferred_output": [answer], "non_preferred_output": [answer]},
    "no answers": {"input": {"messages": [question]}, "preferred_output": [], "non_preferred_output": []},
    "misspelt": {"input": {"messages": [question]}, "prefered_output": [answer], "non_prefered_output": [answer]},
    "no reply": {"messages": [question]},
    "TRL": {"prompt": "q", "chosen": "a", "rejected": "b"},
}
with tempfile.TemporaryDirectory() as folder:
    for name, row in rows.items():
        file = pathlib.Path(folder, "rows.jsonl")
        file.write_text(json.dumps(row) + "\n")
        report = check_file(file)
        print(f"seen: {name}: {report['message']}")
        if not report["is_check_passed"]:
            sys.exit("changed")
PY
