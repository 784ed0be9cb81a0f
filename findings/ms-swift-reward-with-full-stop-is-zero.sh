#!/usr/bin/env bash
# ms-swift 4.6.0, process reward by a judge (prm client): its prompt asks for "**Reward: your-reward-value**." with a full stop; a
# judge that writes it so has given 0.
# Expected: 0.9 for "**Reward: 0.9**.", or no reward.
# Matters: on the scale from -1 to 1 the best and the worst answers become middling ones; sampling picks chosen and rejected
# answers by it.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps ms-swift==4.6.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import importlib.util, sys, types
from importlib.metadata import files


class InferClient:
    """Stands for the engine, which needs PyTorch: gives back the judge's reply."""
    reply = ""

    def __init__(self, **options):
        pass

    def infer(self, requests, **options):
        message = types.SimpleNamespace(content=InferClient.reply)
        return [types.SimpleNamespace(choices=[types.SimpleNamespace(message=message)]) for request in requests]


engine = types.ModuleType("swift.infer_engine")
engine.InferClient, engine.InferRequest = InferClient, dict
sys.modules.update({"swift": types.ModuleType("swift"), "swift.infer_engine": engine})
source = next(file for file in files("ms-swift") if str(file) == "swift/rewards/prm.py")
spec = importlib.util.spec_from_file_location("prm", source.locate())
prm = importlib.util.module_from_spec(spec)
spec.loader.exec_module(prm)

turns = [{"role": "user", "content": "What is 6 times 7?"}, {"role": "assistant", "content": "42"}]
print("seen: the prompt asks for", prm.SYSTEM[prm.SYSTEM.index("**Reward"):].split("\n")[0])
for reply, known in (
    ("It is right. **Reward: 0.9**", [0.9]),
    ("It is right. **Reward: 0.9**.", [0.0]),
    ("It is right. **Reward: 0.9** (of 1.0)", [0.0]),
    ("It is wrong. **Reward: -1.0**.", [0.0]),
    ("A first Reward: 0.5 for the form. It is wrong. **Reward: -1.0**", [0.0]),
):
    InferClient.reply = reply
    seen = prm.ClientPRM(api_key="x")([{"messages": turns}], ["42"])
    print(f"seen: {reply!r} -> {seen}")
    if seen != known:
        sys.exit("changed")
PY
