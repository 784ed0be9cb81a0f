"""The code of released trainers without what it trains with: PyTorch and its kin are stand-ins, the readers are not."""
import copyreg
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types


class _Kind(type):
    """The class of a stand-in: whatever is asked of it is there, and is a stand-in again."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name, cls.__module__)

    def __or__(cls, other):
        return cls

    __ror__ = __or__

    def __getitem__(cls, key):
        return cls

    def __iter__(cls):
        return iter(())

    def __call__(cls, *args, **kwargs):
        if "_is_stand_in" not in vars(cls):
            return super().__call__(*args, **kwargs)  # a class of the trainer's own, under a stand-in
        # A decorator leaves what it decorates as it is.
        if len(args) == 1 and not kwargs and (isinstance(args[0], types.FunctionType) or isinstance(args[0], type)):
            return args[0]
        return super().__call__()


def _stand_in(name, module):
    return _Kind(name, (StandIn,), {"__module__": module, "_is_stand_in": True})


class StandIn(metaclass=_Kind):
    _is_stand_in = True

    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn()

    def __call__(self, *args, **kwargs):
        return args[0] if len(args) == 1 and callable(args[0]) else StandIn()

    def __getitem__(self, key):
        return StandIn()

    def __iter__(self):
        return iter(())

    def __enter__(self):
        return self

    def __exit__(self, *of):
        return False

    def __or__(self, other):
        return self

    def __lt__(self, other):
        return False

    __gt__ = __le__ = __lt__

    def __ge__(self, other):
        return True


copyreg.pickle(_Kind, lambda kind: (_stand_in, (kind.__name__, kind.__module__)))
copyreg.pickle(StandIn, lambda stand_in: (StandIn, ()))


class _Module(types.ModuleType):
    def __reduce__(self):  # what pickles a reader's function comes by here
        return importlib.import_module, (self.__name__,)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(name, self.__name__)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, names):
        self.names = names

    def find_spec(self, name, path=None, target=None):
        if any(name == known or name.startswith(known + ".") for known in self.names):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        module = _Module(spec.name)
        module.__version__ = "99.0"
        return module

    def exec_module(self, module):
        pass


def without(*names):
    """Puts stand-ins in the place of packages or modules, whether they are installed or not."""
    sys.meta_path.insert(0, _Finder(names))


def file(package, path):
    """A module of an installed package, from its file alone, even where the package has a stand-in."""
    root = os.path.dirname(importlib.machinery.PathFinder.find_spec(package).origin)
    name = package + "." + path[: -len(".py")].replace("/", ".")
    spec = importlib.util.spec_from_file_location(name, os.path.join(root, path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class Tokenizer:
    """Keeps the turns that a reader hands to a model's template, in place of tokens."""

    eos_token_id = 0
    chat_template = ""

    def apply_chat_template(self, messages, **settings):
        return list(messages)

    def tokenize_messages(self, messages, **settings):
        return list(messages), []


def turns(question, answer):
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


def chat_ml(turns, add_generation_prompt=False):
    """A conversation as the template of Qwen and many other models renders it."""
    text = "".join(f"<|im_start|>{turn['role']}\n{turn['content']}<|im_end|>\n" for turn in turns)
    return text + ("<|im_start|>assistant\n" if add_generation_prompt else "")


def pair(chosen, rejected, **more):
    """Two whole conversations as a pair: what they share is the prompt."""
    assert chosen[:-1] == rejected[:-1], (chosen, rejected)
    return {"prompt": chosen[:-1], "chosen": chosen[-1:], "rejected": rejected[-1:], **more}
