#!/usr/bin/env bash
# opencompass 0.5.4, judge of answers (generic_llmjudge_postprocess): most of its prompts ask for A or B and at last say "Simply
# reply with either CORRECT, INCORRECT"; only the letters are read, the first of them in any word, so CORRECT does not count and
# "Answer: B" is A.
# Expected: CORRECT and A count as right, INCORRECT and B as wrong, other replies as unread.
# Matters: a judge that does as the last instruction says gives every model 0%, one that writes "Answer:" before its letter gives
# it 100%.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps opencompass==0.5.4
"$dir/venv/bin/python" -W ignore - <<'PY'
import importlib.util, logging, pathlib, re, sys, types
from importlib.metadata import files

# The module imports two helpers of packages that need PyTorch; they do not touch what is read.
registry, utils = types.ModuleType("opencompass.registry"), types.ModuleType("opencompass.utils")
registry.DICT_POSTPROCESSORS = types.SimpleNamespace(register_module=lambda: lambda function: function)
utils.get_logger = logging.getLogger
sys.modules.update({"opencompass": types.ModuleType("opencompass"), "opencompass.registry": registry, "opencompass.utils": utils})
source = {str(file): file.locate() for file in files("opencompass")}
spec = importlib.util.spec_from_file_location("generic", source["opencompass/datasets/generic.py"])
generic = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generic)

asks = re.compile("Simply reply with either CORRECT, INCORRECT")
configs = [path for name, path in source.items() if name.startswith("opencompass/configs/datasets/") and name.endswith(".py")]
texts = [pathlib.Path(path).read_text() for path in configs]
asking = sum(1 for text in texts if asks.search(text) and "generic_llmjudge_postprocess" in text)
print(f"seen: {asking} of the shipped configurations ask for CORRECT or INCORRECT and read the reply so:")
for reply, known in (("A", (1, 0, 0)), ("B", (0, 1, 0)), ("CORRECT", (0, 0, 1)), ("INCORRECT", (0, 0, 1)), ("Answer: B", (1, 0, 0)),
                     ("B: INCORRECT", (0, 1, 0)), ("Analysis: the numbers differ.\nB", (1, 0, 0))):
    result = generic.generic_llmjudge_postprocess({"0": {"prediction": reply, "gold": "42"}}, "")
    seen = tuple(result[f"{name}_count"] for name in ("correct", "incorrect", "not_attempted"))
    print(f"seen: judge says {reply!r}: correct {seen[0]}, incorrect {seen[1]}, not attempted {seen[2]}, accuracy {result['accuracy']}")
    if seen != known or asking < 100:
        sys.exit("changed")
PY
