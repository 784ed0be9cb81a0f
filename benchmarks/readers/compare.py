"""Compares what readers of training data see with the pairs of the runs that was exported.

usage: compare.py CONSTITUTION FOLDER [NAME...]; FOLDER/runs holds the runs.

A reader is one file NAME.py beside this one. Lines at its head say what it needs and what it reads:

    # packages: datasets==5.2.0 pandas==3.0.3
    # formats: trl trl-reward trl.parquet

Packages are as pip takes them; they are installed without what they depend on where the line begins "packages alone:".
A format is a name for `export --format`, with the ending of the file or folder after a point where that is not .jsonl.
It is called as `python NAME.py FORMAT PATH`, FORMAT without the ending, PATH the file or folder that was exported, and prints
one JSON object a line for each row as the reader sees it, in the reader's order:

    {"prompt": TEXT-or-turns, "chosen": TEXT-or-turns, "rejected": TEXT-or-turns}    a pair
    {"prompt": TEXT-or-turns, "completion": TEXT-or-turns, "label": true}            a row for KTO
    {"messages": turns}                                                              a conversation for SFT

Turns are [{"role": "user", "content": TEXT}, ...]. A TEXT prompt is the question itself; answers are texts or turns, alone or as
whole conversations that begin with the prompt; where the prompt is no field of its own, "prompt" is left out. A number that
goes with a pair is "margin". The reader may add "lost": N in a last line, for rows that it says it drops.
Any other end than exit code 0 is a failure. What it says on standard error is shown then.
"""
import collections
import hashlib
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
#: Where the reader cannot tell a text from another type, and the report beside the export says so.
WARNED = re.compile(r"nothing but")


def headers(file):
    found = {}
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"# (packages alone|packages|formats): (.+)", line)
            if match:
                found.setdefault(match[1], []).extend(match[2].split())
    return found


def python(head, folder):
    """An interpreter with the packages, or what pip said."""
    packages = head.get("packages", []), head.get("packages alone", [])
    name = hashlib.sha256(repr(packages).encode()).hexdigest()[:12]
    venv = os.path.join(folder, "venv-" + name)
    if not os.path.exists(os.path.join(venv, "complete")):
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        for some, more in zip(packages, ([], ["--no-deps"])):
            pip = [os.path.join(venv, "bin", "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *more, *some]
            if some:
                said = subprocess.run(pip, capture_output=True, text=True)
                if said.returncode:
                    return None, said.stderr.strip().splitlines()[-1]
        open(os.path.join(venv, "complete"), "w").close()
    return os.path.join(venv, "bin", "python"), None


def jsonl(file):
    with open(file, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


class Export:
    """A run in a form: the file, and how many rows the writer says that it left out."""

    made = {}

    def __init__(self, program, run, form, ending, folder):
        name = f"{os.path.basename(run)}-{form}{ending.replace('.', '-')}"
        self.path = os.path.join(folder, name + ending)
        command = [program, "export", run, "--format", form, "--to", self.path]
        said = subprocess.run(command, capture_output=True, text=True)
        if said.returncode:
            raise AssertionError(f"{' '.join(command)}: {said.stdout}{said.stderr}")
        self.left_out = sum(
            int(count.replace(",", "")) for count in re.findall(r"  left out: (?!duplicate)[^\n]*: ([\d,]+)\n", said.stdout)
        )
        is_folder = os.path.isdir(self.path)
        self.is_empty = re.search(r" 0 lines\n", said.stdout) is not None and not is_folder
        report = os.path.join(self.path, "data-report.json") if is_folder else os.path.join(folder, name + "-report.json")
        with open(report, encoding="utf-8") as text:
            self.warnings = json.load(text)["warnings"]

    @classmethod
    def of(cls, program, run, form, ending, folder):
        key = run, form, ending
        if key not in cls.made:
            cls.made[key] = cls(program, run, form, ending, folder)
        return cls.made[key]


def turns(value):
    """A prompt as (role, content), whatever form it has."""
    if isinstance(value, str):
        return (("user", value),)
    if not isinstance(value, (list, tuple)):
        return ((type(value).__name__, str(value)),)  # what a reader made of a text: a number, a date
    return tuple((turn["role"], turn["content"]) for turn in value)


def answer(value, prompt):
    if isinstance(value, str):
        return value
    said = turns(value)
    if prompt is not None and said[: len(prompt)] == prompt:
        said = said[len(prompt) :]
    if len(said) == 1 and said[0][0] == "assistant":
        return said[0][1]
    return said


def shown(row):
    """A row in the one form in which rows are compared."""
    if "messages" in row:
        return ("sft", turns(row["messages"]))
    if "completion" in row:
        prompt = turns(row["prompt"])
        return ("kto", prompt, answer(row["completion"], prompt), row["label"])
    prompt = row.get("prompt")
    if "chosen" not in row or "rejected" not in row:
        return ("pair", "an answer is missing")
    if prompt is None:  # whole conversations: all but the last turn
        prompt = turns(row["chosen"])[:-1]
    else:
        prompt = turns(prompt)
    return ("pair", prompt, answer(row["chosen"], prompt), answer(row["rejected"], prompt))


def expected(run):
    """The rows that the run's own files hold, read by Python's parser, which infers no types."""
    rows = {"pair": [], "kto": [], "sft": []}
    margins = {}
    for pair in jsonl(os.path.join(run, "pairs.jsonl")):
        prompt = turns(pair["prompt"])
        chosen, rejected = answer(pair["chosen"], None), answer(pair["rejected"], None)
        rows["pair"].append(("pair", prompt, chosen, rejected))
        rows["kto"] += [("kto", prompt, chosen, True), ("kto", prompt, rejected, False)]
        if "probability" in pair:
            margins[rows["pair"][-1]] = 2 * pair["probability"] - 1
    for conversation in jsonl(os.path.join(run, "sft.jsonl")):
        rows["sft"].append(("sft", turns(conversation["messages"])))
    return rows, margins


def differences(export, wanted, margins, seen):
    """What is wrong with the rows that a reader sees, in sentences."""
    lost = sum(row.get("lost", 0) for row in seen)
    rows = [row for row in seen if "lost" not in row]
    kinds = collections.defaultdict(list)
    for row in rows:
        kinds[shown(row)[0]].append(row)
    found = []
    for kind, some in kinds.items():
        left = collections.Counter(wanted[kind])
        places = {row: i for i, row in enumerate(wanted[kind])}
        last = -1
        for row in some:
            text = shown(row)
            if not left[text]:
                found.append(f"no such row: {json.dumps(row, ensure_ascii=False)[:300]}")
                continue
            left[text] -= 1
            if isinstance(row.get("label", True), bool) is False:
                found.append(f"a label that is no boolean: {row['label']!r}")
            if "margin" in row and abs(row["margin"] - margins[text]) > 6e-11:
                found.append(f"margin {row['margin']!r}, not {margins[text]!r}")
            if places[text] < last and os.path.isfile(export.path):
                found.append(f"out of order: {json.dumps(row, ensure_ascii=False)[:200]}")
            last = max(last, places[text])
        missing = sum(left.values())
        per_row = 2 if kind == "kto" else 1
        if kind != "sft" and missing != lost + export.left_out * per_row:
            some = [row for row, count in left.items() if count][:5]
            found.append(f"{missing} missing, {export.left_out} left out by the writer, {lost} by the reader, of: {some}"[:900])
        if kind == "sft" and missing > lost + export.left_out:
            found.append(f"{missing} conversations missing, {export.left_out} left out by the writer")
    if not rows and wanted["pair"]:
        found.append("no rows at all")
    return found


def main(program, folder, names):
    runs = sorted(
        os.path.join(folder, "runs", run)
        for run in os.listdir(os.path.join(folder, "runs"))
        if os.path.isdir(os.path.join(folder, "runs", run))
    )
    wanted = {run: expected(run) for run in runs}
    exports = os.path.join(folder, "exports")
    os.makedirs(exports, exist_ok=True)
    wrong = 0
    for file in sorted(os.listdir(HERE)):
        name = file[: -len(".py")]
        head = headers(os.path.join(HERE, file)) if file.endswith(".py") else {}
        if "formats" not in head or (names and name not in names):
            continue
        interpreter, reason = python(head, folder)
        print(f"{name}: {' '.join(head.get('packages', []) + head.get('packages alone', []))}", flush=True)
        if interpreter is None:
            print(f"  not installed: {reason}")
            continue
        for spelt in head["formats"]:
            form, _, ending = spelt.partition(".")
            ending = "." + ending if ending else "" if form.startswith(("hf", "mlx-lm")) else ".csv" if form == "icai" else ".jsonl"
            for run in runs:
                what = f"  {spelt}, {os.path.basename(run)}"
                try:
                    export = Export.of(program, run, form, ending, exports)
                except AssertionError as e:
                    print(f"{what}: {str(e)[:600]}")
                    wrong += 1
                    continue
                if export.is_empty:
                    print(f"{what}: all {export.left_out} left out by the writer")
                    continue
                reader = subprocess.run(
                    [interpreter, os.path.join(HERE, file), form, export.path],
                    cwd=folder,
                    capture_output=True,
                    text=True,
                    encoding="utf-8",
                    env={**os.environ, "PYTHONUTF8": "1", "HF_HUB_OFFLINE": "1", "HF_HOME": os.path.join(folder, "home")},
                )
                if reader.returncode:
                    found = [reader.stderr.strip()[-400:]]
                else:
                    seen = [json.loads(line) for line in reader.stdout.split("\n") if line]
                    found = differences(export, *wanted[run], seen)
                warned = [warning for warning in export.warnings if WARNED.search(warning)]
                if found and warned:
                    print(f"{what}: as the report warns ({warned[0]}), {found[0]}"[:400])
                elif found:
                    wrong += 1
                    print(f"{what}: WRONG")
                    for fault in found[:3]:
                        print("    " + fault)
                else:
                    print(f"{what}: {len(seen)} rows, {export.left_out} left out by the writer")
                sys.stdout.flush()
    print(f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
