"""LLaMA-Factory's converter of ShareGPT's rows, with and without ranking, up to the turns that it hands to a template."""
# packages: datasets==5.2.0
# packages alone: llamafactory==0.9.5
# formats: llama-factory llama-factory-sft
import sys
import types

import datasets  # before PyTorch's stand-in, which it would look at

import released

form, path = sys.argv[1:]
released.without("llamafactory", "torch", "transformers")
converter = released.file("llamafactory", "data/converter.py")
converter.Role = types.SimpleNamespace(
    **{name.upper(): types.SimpleNamespace(value=name) for name in ("user", "assistant", "system", "function", "observation")}
)
# As the entry of dataset_info.json has it, and its defaults.
entry = types.SimpleNamespace(
    messages="conversations", role_tag="from", content_tag="value", user_tag="human", assistant_tag="gpt",
    observation_tag="observation", function_tag="function_call", system_tag="system", chosen="chosen", rejected="rejected",
    ranking=form == "llama-factory", kto_tag=None, system=None, tools=None, images=None, videos=None, audios=None,
)  # fmt: skip
convert = converter.SharegptDatasetConverter(entry, None)
for row in datasets.load_dataset("json", data_files=path, split="train"):
    read = convert(row)
    system = [{"role": "system", "content": read["_system"]}] if read["_system"] else []
    prompt = system + read["_prompt"]
    if form == "llama-factory":
        released.show([{"prompt": prompt, "chosen": read["_response"][:1], "rejected": read["_response"][1:]}])
    else:
        released.show([{"messages": prompt + read["_response"]}])
