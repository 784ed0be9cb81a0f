"""llm-foundry's reader of chat rows, up to the texts that a template makes of what stands before an answer, and of the answer."""
# packages: datasets==5.2.0
# code: llm-foundry==0.22.0 jinja2==3.1.6 markupsafe==3.0.4
# forms: llm-foundry llm-foundry.jsonl.gz llm-foundry.parquet
import functools
import re

import jinja2

import huggingface
import released

released.without("llmfoundry", "composer", "streaming", "transformers", "torch")
released.file("llmfoundry", "utils/exceptions.py")
tasks = released.file("llmfoundry", "data/finetuning/tasks.py")
TURN = re.compile(r"<\|im_start\|>(\w+)\n(.*?)<\|im_end\|>\n(?=<\|im_start\|>(?:user|assistant)\n|\Z)", re.DOTALL)


class ChatMl:
    chat_template = None  # so that the reader's own is taken

    def apply_chat_template(self, messages, chat_template, add_generation_prompt=False, **settings):
        return template(chat_template).render(messages=messages, add_generation_prompt=add_generation_prompt)


@functools.cache
def template(text):
    return jinja2.Environment(keep_trailing_newline=True).from_string(text)


def read(form, path):
    for row in huggingface.rows(path):
        text = "".join(prompt + response for prompt, response in tasks._slice_chat_formatted_example(row, ChatMl()))
        yield {"messages": [{"role": role, "content": content} for role, content in TURN.findall(text)]}
