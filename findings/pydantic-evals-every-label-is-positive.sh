#!/usr/bin/env bash
# pydantic-evals 2.62.0, PrecisionRecallEvaluator and ROCAUCEvaluator: every label is a positive one, "bad" and "no" as well.
# Expected: an option that names the positive label, or an error for words; labels are texts by their type.
# Matters: a judge's scores that are no better than chance have a precision-recall AUC of 1.0; the ROC AUC is nan for want of a
# single negative, as if the data had none.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check pydantic-evals==2.62.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import math, sys
from dataclasses import dataclass
from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import Evaluator, PrecisionRecallEvaluator, ROCAUCEvaluator

rows = [(0.9, "bad"), (0.8, "bad"), (0.7, "good"), (0.6, "bad"), (0.5, "bad")]


@dataclass
class Judge(Evaluator):
    def evaluate(self, context):
        return dict(zip(("score", "verdict"), context.inputs))


def auc(source, key):
    reports = [kind(score_key="score", positive_from=source, positive_key=key) for kind in (PrecisionRecallEvaluator, ROCAUCEvaluator)]
    cases = [Case(name=str(number), inputs=row, expected_output=row[1]) for number, row in enumerate(rows)]
    data = Dataset(name="answers", cases=cases, evaluators=[Judge()], report_evaluators=reports)
    report = data.evaluate_sync(lambda row: row, progress=False)
    return [analysis.value for analysis in report.analyses if hasattr(analysis, "value")]


seen = {source: auc(source, key) for source, key in (("labels", "verdict"), ("expected_output", None))}
for source, (precision_recall, roc) in seen.items():
    print(f"seen: one good answer of five, third by score, by {source}: precision-recall AUC {precision_recall}, ROC AUC {roc}")
if any(values[0] != 1.0 or not math.isnan(values[1]) for values in seen.values()):
    sys.exit("changed")
PY
