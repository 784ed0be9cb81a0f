#!/usr/bin/env bash
# sacrebleu 2.6.0: corpus_bleu of equal answers of up to three words is 0; sentence_bleu of the same is 100.
# Expected: 100 for equal texts; 0 says that nothing is in common.
# Matters: self-BLEU as a measure of repeated answers calls a set of a thousand times "Yes, it is." fully diverse.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check sacrebleu==2.6.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
import sacrebleu

for answer in ("Yes it is", "Yes it is so"):
    corpus = sacrebleu.corpus_bleu([answer] * 1000, [[answer] * 1000]).score
    sentence = sacrebleu.sentence_bleu(answer, [answer]).score
    print(f"seen: 1000 times {answer!r} against itself: corpus_bleu {corpus:.1f}, sentence_bleu {sentence:.1f}")
    if round(sentence) != 100 or round(corpus) != (0 if answer == "Yes it is" else 100):
        sys.exit("changed")
PY
