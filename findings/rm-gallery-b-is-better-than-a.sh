#!/usr/bin/env bash
# rm-gallery 0.1.7, judges of pairs and ratings: "Response B is better than Response A" is a win for A; a rating "On a scale from
# 1 to 10 I give 8" is 1, and a refusal to rate is 5.
# Expected: b, 8 and no rating, or an error for replies without the tags that the prompt asks for.
# Matters: pairs and rewards are made of these; every judge that forgets its tags prefers the first answer as long as its sentence
# names it.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps rm-gallery==0.1.7
"$dir/venv/bin/pip" install -q --disable-pip-version-check pydantic==2.13.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import importlib.util, sys
from importlib.metadata import files

name = "rm_gallery/gallery/evaluation/llm_judge/templates/base.py"
source = next(file for file in files("rm-gallery") if str(file) == name)
spec = importlib.util.spec_from_file_location("base", source.locate())
base = importlib.util.module_from_spec(spec)
sys.modules["base"] = base
spec.loader.exec_module(base)

pairs, ratings = base.VERLPromptTemplate(), base.PointwisePromptTemplate()
for template, reply, known in (
    (pairs, "<result>B</result>", "b"),
    (pairs, "Response B is better than Response A.", "a"),
    (pairs, "Response A is worse; Response B is better.", "a"),
    (pairs, "<result>Response B</result>", "response b"),
    (ratings, "<score>8</score>", 8.0),
    (ratings, "On a scale from 1 to 10 I give 8.", 1.0),
    (ratings, "I cannot rate this.", 5.0),
):
    seen = template.parse_result(reply)
    print(f"seen: {reply!r} -> {seen!r}")
    if seen != known:
        sys.exit("changed")
PY
