"""LitGPT's reader of instructions, up to the instruction and the answer that it frames."""
# packages alone: litgpt==0.5.13
# formats: litgpt
import sys
from pathlib import Path

import released

released.without("litgpt", "torch")
for row in released.file("litgpt", "data/json_data.py").load_split(Path(sys.argv[2])):
    assert row["input"] == ""  # else it would be framed, too
    said = [{"role": "user", "content": row["instruction"]}, {"role": "assistant", "content": row["output"]}]
    released.show([{"messages": said}])
