"""Serves a GGUF model, cut to its first and last layer, in so many slots until standard input ends: llama_slots.py MODEL CUT SLOTS.

Which tokens of a prompt a server has already does not depend on what the weights say, and two layers take a fifteenth of the
time. The cut model talks nonsense; a word that it says often ends its answers.
"""

import os
import struct
import sys

import xllamacpp

LAYERS = [b"0", b"29"]
LAST_WORD = b"MetaInfo"
TOKENS_A_SLOT = 4096
ALIGNMENT = 32
STRING, ARRAY = 8, 9
SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}


class Reader:
    """The parts of a GGUF file in order."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def number(self, form):
        (value,) = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return value

    def text(self):
        length = self.number("Q")
        self.at += length
        return self.data[self.at - length : self.at]

    def value(self, kind):
        """The texts of a list of texts; any other value is passed over."""
        if kind == STRING:
            return self.text()
        if kind == ARRAY:
            inner = self.number("I")
            return [self.value(inner) for _ in range(self.number("Q"))]
        self.at += SIZES[kind]
        return None


def settings(reader, count):
    """The file's settings, for fewer layers and with another word at the end of an answer."""
    pairs, words, end = [], [], None
    for _ in range(count):
        start = reader.at
        key = reader.text()
        kind = reader.number("I")
        value = reader.at
        read = reader.value(kind)
        pair = reader.data[start : reader.at]
        if key.endswith(b".block_count"):
            pair = reader.data[start:value] + struct.pack("<I", len(LAYERS))
        elif key == b"tokenizer.ggml.tokens":
            words = read
        elif key == b"tokenizer.ggml.eos_token_id":
            end, pair = len(pairs), reader.data[start:value]
        pairs.append(pair)
    pairs[end] += struct.pack("<I", words.index(LAST_WORD))
    return b"".join(pairs)


def cut(data):
    """The model with the layers that are kept."""
    reader = Reader(data)
    reader.at = 4
    version, tensors, keys = reader.number("I"), reader.number("Q"), reader.number("Q")
    pairs = settings(reader, keys)
    infos = []
    for _ in range(tensors):
        name = reader.text()
        start = reader.at
        dimensions = reader.number("I")
        reader.at += 8 * dimensions + 4
        infos.append((name, data[start : reader.at], reader.number("Q")))
    base = -(-reader.at // ALIGNMENT) * ALIGNMENT
    offsets = sorted(offset for _, _, offset in infos) + [len(data) - base]
    heads, body = [], bytearray()
    for name, shape, offset in infos:
        if name.startswith(b"blk."):
            layer, rest = name[4:].split(b".", 1)
            if layer not in LAYERS:
                continue
            name = b"blk.%d." % LAYERS.index(layer) + rest
        body += b"\0" * (-len(body) % ALIGNMENT)
        heads.append(struct.pack("<Q", len(name)) + name + shape + struct.pack("<Q", len(body)))
        body += data[base + offset : base + offsets[offsets.index(offset) + 1]]
    head = b"GGUF" + struct.pack("<IQQ", version, len(heads), keys) + pairs + b"".join(heads)
    return head + b"\0" * (-len(head) % ALIGNMENT) + body


def serve(model, slots):
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_parallel = slots
    params.n_ctx = slots * TOKENS_A_SLOT
    params.n_gpu_layers = 0
    # Threads that wait for each other do so in a busy loop.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    server = xllamacpp.Server(params)
    print("LISTENING", server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    source, target, count = sys.argv[1:]
    if not os.path.exists(target):
        with open(source, "rb") as whole, open(target, "wb") as small:
            small.write(cut(whole.read()))
    serve(target, int(count))
