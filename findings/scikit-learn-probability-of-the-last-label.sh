#!/usr/bin/env bash
# scikit-learn 1.9.1: log_loss and roc_auc_score take a probability for that of the label that comes last in the alphabet; the
# order given as labels=... changes nothing.
# Expected: an error for labels that are texts, as brier_score_loss and calibration_curve give, or the order of labels.
# Matters: a judge's probability that A (or "chosen") is better is scored as that of B (or "rejected"): a perfect judge gets
# AUC 0 and a log loss of 2, and a worse judge looks better.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check scikit-learn==1.9.1
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

better = ["chosen", "chosen", "rejected", "rejected"]
probability_of_chosen = [0.9, 0.8, 0.2, 0.1]
auc = roc_auc_score(better, probability_of_chosen)
loss = log_loss(better, probability_of_chosen)
loss_with_order = log_loss(better, probability_of_chosen, labels=["rejected", "chosen"])
try:
    brier = brier_score_loss(better, probability_of_chosen)
except ValueError as error:
    brier = str(error)[:60]
print(f"seen: a judge that is always right: AUC {auc}, log loss {loss:.2f}, with labels=[rejected, chosen] {loss_with_order:.2f}")
print(f"seen: brier_score_loss: {brier}")
if auc != 0 or loss < 1.9 or loss_with_order != loss or "pos_label" not in str(brier):
    sys.exit("changed")
PY
