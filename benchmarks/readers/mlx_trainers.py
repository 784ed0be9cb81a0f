"""mlx-lm and mlx-lm-lora, from the folder that they read up to the turns that they hand to the model's template."""
# packages alone: mlx-lm==0.32.2 mlx-lm-lora==5.10.2
# formats: mlx-lm mlx-lm-lora
import sys
import types
from pathlib import Path

import released

form, path = sys.argv[1:]
released.without("transformers", "mlx_lm", "mlx_lm_lora")
if form == "mlx-lm":
    datasets = released.file("mlx_lm", "tuner/datasets.py")
else:
    datasets = released.file("mlx_lm_lora", "trainer/datasets.py")
settings = types.SimpleNamespace(train_mode="dpo", mask_prompt=False)
splits = datasets.load_local_dataset(Path(path), released.Tokenizer(), settings)
rows = [(split, i) for split in splits for i in range(len(split))]
if form == "mlx-lm":
    released.show({"messages": split.process(split[i])[0]} for split, i in rows)
else:
    released.show(released.pair(split[i]["chosen"], split[i]["rejected"]) for split, i in rows)
