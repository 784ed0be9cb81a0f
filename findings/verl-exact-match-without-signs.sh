#!/usr/bin/env bash
# verl 0.9.1, exact-match reward for questions and answers (search_r1_like_qa_em): all punctuation is taken out before answers are
# compared, so 3.5 is 35, -5 is 5 and C# is C++; where the answer is the letter A an empty answer is right.
# Expected: 0 for each of them.
# Matters: a policy is rewarded for numbers that are wrong by a sign or a factor of ten, and for saying nothing.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps verl==0.9.1
"$dir/venv/bin/python" -W ignore - <<'PY'
import contextlib, importlib.util, io, sys
from importlib.metadata import files

source = next(file for file in files("verl") if str(file).endswith("reward_score/search_r1_like_qa_em.py"))
spec = importlib.util.spec_from_file_location("search", source.locate())
search = importlib.util.module_from_spec(spec)
spec.loader.exec_module(search)


def reward(answer, solution):
    with contextlib.redirect_stdout(io.StringIO()):
        return search.compute_score(f"<think>Let me see.</think><answer>{answer}</answer>", {"target": solution})


for answer, solution in (("3.5", "35"), ("-5", "5"), ("C#", "C++"), ("19-84", "1984"), ("", "A"), ("the", "A")):
    seen = reward(answer, solution)
    print(f"seen: answer {answer!r} where {solution!r} is right: {seen}")
    if seen != 1.0:
        sys.exit("changed")
PY
