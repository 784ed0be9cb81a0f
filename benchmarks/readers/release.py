"""Functions and classes out of an installed release, without what their modules import; and a chat template to try them with."""
import ast
import importlib.metadata
import itertools

#: Marks that no text of the rows holds, so that a rendered conversation can be read as turns again.
BEGIN, SAYS, END = "\ue000", "\ue001", "\ue002"


def pick(package, file, *names, **given):
    """The release's own code of these names; other names that it uses are given."""
    place = next(f for f in importlib.metadata.files(package) if str(f).endswith(file))
    tree = ast.parse(place.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if getattr(node, "name", None) in names]
    assert len(tree.body) == len(names), (file, names)
    annotations = ast.parse("from __future__ import annotations").body
    tree.body = annotations + tree.body
    space = {"takewhile": itertools.takewhile, "__name__": "release", **given}
    exec(compile(tree, str(place), "exec"), space)
    return [space[name] for name in names]


class Template:
    """A tokenizer's chat template, as bare as can be."""

    chat_template = "bare"

    def apply_chat_template(
        self, messages, tokenize=False, add_generation_prompt=False, continue_final_message=False, tools=None, chat_template=None
    ):
        assert not tokenize and not tools and not continue_final_message
        for turn in messages:
            assert isinstance(turn["content"], str), turn
        text = "".join(f"{BEGIN}{turn['role']}{SAYS}{turn['content']}{END}" for turn in messages)
        return text + (f"{BEGIN}assistant{SAYS}" if add_generation_prompt else "")


def turns(text):
    """The turns of a rendered conversation; an open one at the end is left out."""
    said = []
    for part in text.split(BEGIN)[1:]:
        role, content = part.split(SAYS)
        if content.endswith(END):
            said.append({"role": role, "content": content.removesuffix(END)})
    return said


def answer(text):
    """An answer as it is trained on, with the mark that ends it."""
    assert text.endswith(END) and BEGIN not in text, text
    return text.removesuffix(END)
