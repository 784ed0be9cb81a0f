"""llm-foundry's reader of chat rows, up to the texts that a template makes of what stands before an answer, and of the answer."""
# packages: datasets==5.2.0 numpy jinja2
# packages alone: llm-foundry==0.22.0
# formats: llm-foundry
import re
import sys

import datasets  # before PyTorch's stand-in, which it would look at
import jinja2

import released

released.without("llmfoundry", "composer", "streaming", "transformers", "torch")
tasks = released.file("llmfoundry", "data/finetuning/tasks.py")
tasks.ALLOWED_MESSAGES_KEYS = released.file("llmfoundry", "utils/exceptions.py").ALLOWED_MESSAGES_KEYS


class ChatMl(released.Tokenizer):
    chat_template = None  # so that the reader's own is taken

    def apply_chat_template(self, messages, chat_template, add_generation_prompt=False, **settings):
        template = jinja2.Environment(keep_trailing_newline=True).from_string(chat_template)
        return template.render(messages=messages, add_generation_prompt=add_generation_prompt)


for row in datasets.load_dataset("json", data_files=sys.argv[2], split="train"):
    parts = tasks._slice_chat_formatted_example(row, ChatMl())
    text = "".join(prompt + response for prompt, response in parts)
    said = re.findall(r"<\|im_start\|>(\w+)\n(.*?)<\|im_end\|>\n(?=<\|im_start\|>(?:user|assistant)\n|\Z)", text, re.DOTALL)
    released.show([{"messages": [{"role": role, "content": content} for role, content in said]}])
