#!/usr/bin/env bash
# datasets 5.2.0, from_generator: if the generator reads a file that has changed since, a new run has the rows of the old file; a
# map or filter whose function reads a changed file gives the old result too.
# Expected: the rows of the file as it is, as load_dataset gives them.
# Matters: pairs are written anew, filtered by a new list or scored by a new rubric, and the trainer goes on with the old
# ones; the cache is known by the function's code, not by what it reads, and no message tells.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check datasets==5.2.0
cat > "$dir/run.py" <<'PY'
import json, sys
from datasets import Dataset, disable_progress_bars, load_dataset

disable_progress_bars()


def pairs():
    with open("pairs.jsonl") as file:
        yield from map(json.loads, file)


def kept(row):
    with open("kept.txt") as file:
        return row["prompt"] in file.read().split()


generated = Dataset.from_generator(pairs)
loaded = load_dataset("json", data_files="pairs.jsonl", split="train")
seen = [generated["chosen"][:], loaded["chosen"][:], generated.filter(kept).num_rows]
print("seen: from_generator %s, load_dataset %s, rows kept by filter: %s" % tuple(seen))
if json.dumps(seen) != sys.argv[1]:
    sys.exit("changed")
PY
cd "$dir"
run() {
  HF_HOME="$dir/cache" HF_HUB_OFFLINE=1 venv/bin/python -W ignore run.py "$1"
}
echo '{"prompt": "one", "chosen": "old"}' > pairs.jsonl
echo one > kept.txt
run '[["old"], ["old"], 1]'
echo '{"prompt": "one", "chosen": "new"}' > pairs.jsonl
echo none > kept.txt
echo "seen: now the files hold the answer \"new\", and no prompt is to be kept"
run '[["old"], ["new"], 1]'
