"""What TRL makes of rows before they are tokens; benchmarks/trainers trains with it."""
# packages: datasets==5.2.0
# packages alone: trl==1.16.0
# formats: trl trl-standard trl-reward trl-unpaired sft trl.parquet
import json
import sys
import tempfile

import datasets

import release

form, path = sys.argv[1:]
conversational, render, extract, unpair = release.pick(
    "trl", "trl/data_utils.py", "is_conversational", "apply_chat_template", "extract_prompt", "_unpair_row"
)
datasets.disable_progress_bars()
with tempfile.TemporaryDirectory() as cache:
    builder = "parquet" if path.endswith(".parquet") else "json"
    rows = datasets.load_dataset(builder, data_files=path, split="train", cache_dir=cache)
    for row in rows:
        assert conversational(row) == (form != "trl-standard"), row
        margin = {"margin": row.pop("margin")} if row.get("margin") is not None else {}
        if form == "trl-standard":
            shown = {"prompt": row["prompt"], **{side: row[side].removeprefix(" ") for side in ("chosen", "rejected")}}
        else:
            seen = render(row, release.Template())
            shown = {**margin}
            for name, text in seen.items():
                if name in ("chosen", "rejected", "completion") and "prompt" in seen:
                    shown[name] = release.answer(text)
                elif name == "label":
                    shown[name] = text
                else:
                    shown["messages" if name == "text" else name] = release.turns(text)
        print(json.dumps(shown))
