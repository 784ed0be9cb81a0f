"""mlx-lm and mlx-lm-lora, from the folder that they read up to the turns that they hand to the model's template."""
# packages alone: mlx-lm==0.32.2 mlx-lm-lora==5.10.2
# formats: mlx-lm mlx-lm-lora
import shutil
import sys
import tempfile
import types
from pathlib import Path

import released

form, path = sys.argv[1:]
released.without("transformers", "mlx_lm", "mlx_lm_lora")
if form == "mlx-lm":
    datasets = released.file("mlx_lm", "tuner/datasets.py")
else:
    datasets = released.file("mlx_lm_lora", "trainer/datasets.py")
with tempfile.TemporaryDirectory() as folder:
    shutil.copy(path, Path(folder, "train.jsonl"))
    settings = types.SimpleNamespace(train_mode="dpo", mask_prompt=False)
    rows, _, _ = datasets.load_local_dataset(Path(folder), released.Tokenizer(), settings)
if form == "mlx-lm":
    released.show({"messages": rows.process(rows[i])[0]} for i in range(len(rows)))
else:
    released.show(released.pair(rows[i]["chosen"], rows[i]["rejected"]) for i in range(len(rows)))
