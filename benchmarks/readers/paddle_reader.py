"""PaddleFormers' reader of files, up to the turns of each row."""
# packages: datasets==5.2.0
# code: paddleformers==1.2.0 orjson==3.13.0
# forms: paddleformers paddleformers-sft
import released

released.without("paddleformers", "paddle")
for name in ("convertor", "io"):
    released.file("paddleformers", f"datasets/reader/{name}.py")
files = released.file("paddleformers", "datasets/reader/file_reader.py")


def read(form, path):
    for row in files.FileReader(path, "erniekit" if form == "paddleformers" else "messages"):
        if form == "paddleformers":
            yield {"prompt": row["messages"], "chosen": row["chosen_response"], "rejected": row["rejected_response"]}
        else:
            yield {"messages": row["messages"]}
