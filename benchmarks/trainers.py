"""Two steps of TRL's trainers on exported files; usage: trainers.py FOLDER"""
import inspect
import os
import sys

import datasets
import tokenizers
import torch
import transformers
import trl

FOLDER = sys.argv[1]
TEMPLATE = (
    "{% for m in messages %}<s>{{ m['role'] }}\n{{ m['content'] }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<s>assistant\n{% endif %}"
)


def tokenizer():
    """Bytes as tokens: nothing to fetch, and no text that it cannot hold."""
    alphabet = tokenizers.pre_tokenizers.ByteLevel.alphabet()
    vocabulary = {token: i for i, token in enumerate(["<pad>", "<s>", "</s>", *sorted(alphabet)])}
    model = tokenizers.Tokenizer(tokenizers.models.BPE(vocabulary, []))
    model.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    model.decoder = tokenizers.decoders.ByteLevel()
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=model, pad_token="<pad>", bos_token="<s>", eos_token="</s>"
    )
    fast.chat_template = TEMPLATE
    return fast


def model(kind, tokens, folder):
    """Random weights, saved and loaded: trainers load a second copy from where the first came."""
    torch.manual_seed(0)
    config = transformers.LlamaConfig(
        vocab_size=len(tokens),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=4096,
        num_labels=1,
        pad_token_id=tokens.pad_token_id,
        bos_token_id=tokens.bos_token_id,
        eos_token_id=tokens.eos_token_id,
    )
    kind(config).save_pretrained(folder)
    tokens.save_pretrained(folder)
    return kind.from_pretrained(folder)


def train(trainer, config, form, kind=transformers.LlamaForCausalLM, **more):
    tokens = tokenizer()
    rows = datasets.load_dataset("json", data_files=os.path.join(FOLDER, form + ".jsonl"), split="train")
    known = inspect.signature(config).parameters
    settings = dict(
        output_dir=os.path.join(FOLDER, "out-" + form),
        max_steps=2,
        per_device_train_batch_size=2,
        logging_steps=1,
        report_to=[],
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        save_strategy="no",
        max_length=4096,
        disable_tqdm=True,
        seed=0,
        **more,
    )
    settings = {name: value for name, value in settings.items() if name in known}
    before = model(kind, tokens, os.path.abspath(os.path.join(FOLDER, "model-" + form)))
    weights = [p.detach().clone() for p in before.parameters()]
    run = trainer(model=before, args=config(**settings), train_dataset=rows, processing_class=tokens)
    run.remove_callback(transformers.PrinterCallback)
    run.train()
    losses = [entry["loss"] for entry in run.state.log_history if "loss" in entry]
    assert len(losses) == 2 and all(torch.isfinite(torch.tensor(float(loss))) for loss in losses), losses
    assert any(not torch.equal(a, b) for a, b in zip(weights, run.model.parameters())), "nothing was learnt"
    print(f"{trainer.__name__} on {form}: {len(rows)} rows, losses {losses}", flush=True)


print("trl", trl.__version__, "torch", torch.__version__, "transformers", transformers.__version__)
train(trl.DPOTrainer, trl.DPOConfig, "trl")
train(trl.DPOTrainer, trl.DPOConfig, "trl-standard")
train(trl.RewardTrainer, trl.RewardConfig, "trl-reward", transformers.LlamaForSequenceClassification)
train(trl.SFTTrainer, trl.SFTConfig, "sft")
train(trl.KTOTrainer, trl.KTOConfig, "trl-unpaired")
