"""PaddleFormers' reader of files, up to the turns of each row."""
# packages: orjson pyarrow
# packages alone: paddleformers==1.2.0
# formats: paddleformers paddleformers-sft
import sys

import orjson
import pyarrow.parquet

import released

form, path = sys.argv[1:]
released.without("paddleformers", "paddle")
said, sys.stdout = sys.stdout, sys.stderr
for name in ("convertor", "io"):
    released.file("paddleformers", f"datasets/reader/{name}.py")
files = released.file("paddleformers", "datasets/reader/file_reader.py")
rows = list(files.FileReader(path, "erniekit" if form == "paddleformers" else "messages"))
sys.stdout = said
for row in rows:
    if form == "paddleformers":
        released.show([{"prompt": row["messages"], "chosen": row["chosen_response"], "rejected": row["rejected_response"]}])
    else:
        released.show([{"messages": row["messages"]}])
