"""mlx-lm and mlx-lm-lora, from the folder that they read up to the turns that they hand to the model's template."""
# code: mlx-lm==0.32.2 mlx-lm-lora==5.10.2
# forms: mlx-lm mlx-lm-lora
import types
from pathlib import Path

import released

released.without("transformers", "mlx_lm", "mlx_lm_lora")
CODE = {
    "mlx-lm": released.file("mlx_lm", "tuner/datasets.py"),
    "mlx-lm-lora": released.file("mlx_lm_lora", "trainer/datasets.py"),
}
SETTINGS = types.SimpleNamespace(train_mode="dpo", mask_prompt=False)


def read(form, path):
    for split in CODE[form].load_local_dataset(Path(path), released.Tokenizer(), SETTINGS):
        for i in range(len(split)):
            row = split[i]
            if form == "mlx-lm":
                yield {"messages": split.process(row)[0]}
            else:
                yield released.pair(row["chosen"], row["rejected"])
