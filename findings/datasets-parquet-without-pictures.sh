#!/usr/bin/env bash
# datasets 5.2.0, to_parquet: a picture that was given as a path is not in the file, only its path, as it was given; read in
# another folder, the row has the picture that lies there under this name.
# Expected: the picture itself; push_to_hub writes it.
# Matters: pairs about pictures that are copied to the trainer's machine have none, or with names like images/1.png those of
# another data set.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check datasets==5.2.0 pillow==13.0.0
"$dir/venv/bin/python" -W ignore - "$dir" 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import os, sys
from datasets import Dataset, Features, Image, List, Value, load_dataset
from PIL import Image as Picture

root = sys.argv[1]
features = Features({"prompt": Value("string"), "images": List(Image())})
for project, colour in (("ours", (255, 0, 0)), ("theirs", (0, 0, 255))):
    os.makedirs(f"{root}/{project}/images")
    Picture.new("RGB", (8, 8), colour).save(f"{root}/{project}/images/1.png")
os.chdir(f"{root}/ours")
rows = Dataset.from_dict({"prompt": ["What colour is it?"], "images": [["images/1.png"]]}, features=features)
rows.to_parquet(f"{root}/pairs.parquet")


def read(name, project):
    os.chdir(f"{root}/{project}")
    data = load_dataset("parquet", data_files=f"{root}/{name}.parquet", split="train", cache_dir=f"{root}/cache")
    try:
        return data[0]["images"][0].convert("RGB").getpixel((0, 0))
    except FileNotFoundError:
        return "FileNotFoundError"


for name, project, known in (("pairs", "ours", (255, 0, 0)), ("pairs", "theirs", (0, 0, 255)), ("pairs", "", "FileNotFoundError")):
    seen = read(name, project)
    print(f"seen: written in ours with a red picture, read in {project or 'the folder above'}: {seen}")
    if seen != known:
        sys.exit("changed")
PY
