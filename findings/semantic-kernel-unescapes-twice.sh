#!/usr/bin/env bash
# semantic-kernel 1.45.0 (Python), prompt templates of all three kinds: an answer that is filled in loses one level of its
# character references: &lt;b&gt; is sent as <b>.
# Expected: the answer as it is; <, > and & arrive well.
# Matters: answers about HTML, XML and Markdown are judged and revised in a form that is wrong where the answer was right.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check semantic-kernel==1.45.0
"$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import asyncio, sys
from semantic_kernel import Kernel
from semantic_kernel.contents import ChatHistory
from semantic_kernel.functions import KernelArguments
from semantic_kernel.prompt_template import HandlebarsPromptTemplate, Jinja2PromptTemplate, KernelPromptTemplate, PromptTemplateConfig

FORMS = (("semantic-kernel", KernelPromptTemplate, "{{$answer}}"), ("handlebars", HandlebarsPromptTemplate, "{{answer}}"),
         ("jinja2", Jinja2PromptTemplate, "{{answer}}"))


def sent(form, template, slot, answer):
    config = PromptTemplateConfig(template=f"Judge: {slot}", template_format=form)
    rendered = asyncio.run(template(prompt_template_config=config).render(Kernel(), KernelArguments(answer=answer)))
    return ChatHistory.from_rendered_prompt(rendered).messages[-1].content


for form, template, slot in FORMS:
    for answer, known in (
        ("Write <b> for bold & <i> for italics.", "Judge: Write <b> for bold & <i> for italics."),
        ("Write &lt;b&gt; to show <b>.", "Judge: Write <b> to show <b>."),
        ("In a link, & is &amp;amp; in the source.", "Judge: In a link, & is &amp; in the source."),
    ):
        seen = sent(form, template, slot, answer)
        print(f"seen: {form}: {answer} -> {seen}")
        if seen != known:
            sys.exit("changed")
PY
