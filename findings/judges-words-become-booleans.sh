#!/usr/bin/env bash
# judges 0.1.1: a rating "good" or "bad" is stored as True or False, a rating "1" or "0" too, whatever the judge's kind of score.
# Expected: the word or the number where score_type is "likert" or "numerical"; only "boolean" reads words as yes and no.
# Matters: of the ratings bad, good, excellent only the last stays a word; a jury then counts True and False as "average", so
# three votes "good" and three votes "bad" have the same mean.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check judges==0.1.1
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from judges.base import BaseJudge, Judgment, Jury


class Judge(BaseJudge):
    def __init__(self, rating):
        self.rating = rating

    def judge(self, input, output=None, expected=None):
        return Judgment.model_validate({"reasoning": "r", "score": self.rating, "score_type": "likert"})


ratings = [("likert", "bad"), ("likert", "good"), ("likert", "excellent"), ("numerical", "0"), ("numerical", "1"), ("numerical", "2")]
stored = [Judgment.model_validate({"reasoning": "r", "score": score, "score_type": kind}).score for kind, score in ratings]
for (kind, score), value in zip(ratings, stored):
    print(f"seen: {kind} {score!r}: {value!r}")
means = {rating: Jury([Judge(rating)] * 3, "average").vote("question").score for rating in ("bad", "good", "excellent")}
print("seen: mean of three equal votes on the scale of 1 to 5:", means)
if stored != [False, True, "excellent", False, True, "2"] or means != {"bad": 3, "good": 3, "excellent": 5}:
    sys.exit("changed")
PY
