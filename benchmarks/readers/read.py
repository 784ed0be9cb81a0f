"""Reads exports by one reader, and prints a line of JSON for each: its rows, or what went wrong, told in full on standard error.

usage: read.py READER [FORM PATH]...
"""
import importlib
import json
import os
import sys
import traceback


def main(reader, *sets):
    # A trainer's code may print what it likes; the lines go where it does not reach.
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    read = importlib.import_module(reader).read
    for form, path in zip(sets[::2], sets[1::2]):
        try:
            answer = {"rows": list(read(form, path))}
        except Exception as e:
            traceback.print_exc()
            answer = {"failed": f"{type(e).__name__}: {e}"}
        print(json.dumps(answer, default=str), file=lines, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
