#!/usr/bin/env bash
# datatrove 0.10.1, GopherRepetitionFilter: a short answer that repeats nothing is taken out as repetitive.
# Expected: it stays; the filter is for texts whose most frequent group of words makes up much of the text.
# Matters: the most frequent of groups that all stand once counts as repeated, so answers of up to some 80 letters go; a data set
# of answers keeps the long ones, and models learn that every answer is long.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check datatrove==0.10.1 spacy==3.8.18 nltk==3.10.4 regex==2026.11.19
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from datatrove.data import Document
from datatrove.pipeline.filters import GopherRepetitionFilter

answers = {
    "The capital of France is Paris.": (False, "top_2_gram"),
    "No. Both pills together can harm the liver.": (False, "top_3_gram"),
    "Yes, you can take both medicines together, but leave an hour between them.": (False, "top_4_gram"),
    "Water boils at a lower temperature on a mountain, since the air presses less on it; so pasta takes longer there.": True,
}
gate = GopherRepetitionFilter()
for answer, known in answers.items():
    seen = gate.filter(Document(text=answer, id="0"))
    print(f"seen: {answer!r} -> {seen}")
    if seen != known:
        sys.exit("changed")
PY
