"""Compares what readers of training data see with the pairs of the runs that were exported.

usage: compare.py JAVA CLASSPATH FOLDER [READER...]; FOLDER/runs holds the runs.

A reader is one file NAME_reader.py beside this one. Lines at its head say what it needs and what it reads:

    # packages: datasets==5.2.0 pandas==3.0.3
    # code: trl==1.16.0
    # forms: trl trl-reward trl.parquet
    # images: trl

Packages are as pip takes them. Code is installed without what it depends on, which is PyTorch as a rule; released.py has
stand-ins for that. A form is a name for `export --format`, with the ending of the file or folder after a point where that is not
.jsonl; hf+ is a folder to which another run was added (`--append`). Images are forms whose rows with images it reads; images.py
tells how they are shown. Its function read(form, path) gives the rows as the reader
sees them, in the reader's order; form is without the ending, path the file or folder that was exported:

    {"prompt": TEXT-or-turns, "chosen": TEXT-or-turns, "rejected": TEXT-or-turns}    a pair
    {"prompt": TEXT-or-turns, "completion": TEXT-or-turns, "label": true}            a row for KTO
    {"messages": turns}                                                              a conversation for SFT

Turns are [{"role": "user", "content": TEXT}, ...]. A TEXT prompt is the question itself; answers are texts or turns, alone or as
whole conversations that begin with the prompt; where the prompt is no field of its own, "prompt" is left out. A number that
goes with a pair is "margin". A last row {"lost": N} tells of rows that the reader says it drops.
"""
import glob
import hashlib
import json
import os
import re
import subprocess
import sys
import time

from differences import differences, expected

HERE = os.path.dirname(os.path.abspath(__file__))
ENDING = "_reader.py"
FOLDERS = "hf", "hf+", "mlx-lm", "mlx-lm-lora"
#: The run that hf+ adds to each other one.
ADDED = "dates"
#: The run whose rows have images.
IMAGES = "images"
#: Where the reader cannot tell a text from another type, and the report beside the export says so.
WARNED = re.compile(r"nothing but")
#: Trainers that docs/formats.md names and whose reader no package holds, and what was read instead.
NOT_RUN = [
    ("nemo-rl", "NeMo-RL", "no package holds it: its code was read, and datasets reads the form's rows"),
    ("openai", "OpenAI, Fireworks, Together", "services: their documentation was read, and datasets reads the form's rows"),
]


class Reader:
    def __init__(self, name, folder):
        self.name, self.folder, self.log = name, folder, os.path.join(folder, name + ".log")
        self.packages, self.code, self.forms, self.images = [], [], [], []
        with open(os.path.join(HERE, name + ENDING), encoding="utf-8") as lines:
            for line in lines:
                if match := re.match(r"# (packages|code|forms|images): (.+)", line):
                    getattr(self, match[1]).extend(match[2].split())
        self.versions = ", ".join(self.code or self.packages).replace("==", " ")
        self.sets = self.rows = self.wrong = self.warned = 0
        self.remark = ""

    def install(self):
        """Has pip install what is needed; false, and pip's last word as the remark, where it cannot."""
        try:
            venv = self._once("venv", self.packages, self._venv)
            self.python = os.path.join(venv, "bin", "python")
            self.path = self._once("code", self.code, self._target)
        except subprocess.CalledProcessError as e:
            self.remark = "not installed: " + (e.stderr or str(e)).strip().splitlines()[-1]
        return not self.remark

    def _once(self, kind, packages, make):
        """A folder for these packages, which readers share and later calls find."""
        place = os.path.join(self.folder, f"{kind}-{hashlib.sha256(repr(packages).encode()).hexdigest()[:12]}")
        if not os.path.exists(os.path.join(place, "complete")):
            make(place)
            os.makedirs(place, exist_ok=True)
            open(os.path.join(place, "complete"), "w").close()
        return place

    def _venv(self, place):
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True, capture_output=True, text=True)
        if self.packages:
            self._pip(os.path.join(place, "bin", "python"), *self.packages)

    def _target(self, place):
        if self.code:
            # A trainer may need a newer Python than its readers do.
            self._pip(self.python, "--no-deps", "--ignore-requires-python", "--target", place, *self.code)

    @staticmethod
    def _pip(python, *what):
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]
        subprocess.run(command, check=True, capture_output=True, text=True)

    def read(self, exports):
        """For each export its rows, or what went wrong; all by one process, as readers take long to start."""
        command = [self.python, os.path.join(HERE, "read.py"), self.name + ENDING.removesuffix(".py")]
        for export in exports:
            command += [export.form, export.path]
        settings = {"PYTHONUTF8": "1", "HF_HUB_OFFLINE": "1", "HF_HOME": os.path.join(self.folder, "home"), "PYTHONPATH": self.path}
        with open(self.log, "w", encoding="utf-8") as errors, subprocess.Popen(
            command, cwd=self.folder, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", env={**os.environ, **settings}
        ) as process:
            for export in exports:
                if line := process.stdout.readline():
                    yield export, json.loads(line)
                else:
                    yield export, {"failed": "ended early"}


class Exporter:
    """The command line in one process for all exports."""

    def __init__(self, java, classpath):
        source = os.path.join(HERE, "..", "src", "main", "java", "dev", "constitution", "benchmarks", "HardExports.java")
        command = [java, "-cp", classpath, source]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self.made = {}

    def __enter__(self):
        return self

    def __exit__(self, *of):
        self.process.stdin.close()
        self.process.wait()

    def run(self, *arguments):
        print(json.dumps(arguments), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline() or sys.exit("the exports' process ended"))
        return answer["code"], answer["said"]

    def export(self, run, spelt, folder):
        """A run in a form, made once."""
        if (run, spelt) not in self.made:
            self.made[run, spelt] = Export(self, run, spelt, folder)
        return self.made[run, spelt]


class Export:
    """A run in a form: the file or folder, and what the writer says of it."""

    def __init__(self, exporter, run, spelt, folder):
        self.form, _, ending = spelt.partition(".")
        if ending or self.form not in FOLDERS:
            ending = "." + (ending or {"icai": "csv"}.get(self.form, "jsonl"))
        self.what = f"{spelt}, {os.path.basename(run)}"
        name = f"{os.path.basename(run)}-{self.form}{ending.replace('.', '-')}"
        self.path = os.path.join(folder, name + ending)
        self.runs = [run]
        self.failed, said = self._export(exporter, run)
        if self.form.endswith("+") and not self.failed:
            self.runs.append(os.path.join(os.path.dirname(run), ADDED))
            self.failed, more = self._export(exporter, self.runs[1], "--append")
            said += more
        if self.failed:
            return
        # What is equal to an earlier row is no loss; a folder's pairs are counted, and again as conversations.
        self.left_out = count(r"left out: (?!duplicate)[^\n]*", re.sub(r"[^\n]*_sft[^\n]*\n(  [^\n]*\n)*", "", said))
        self.put_first = count("put first[^\n]*", said)
        is_folder = os.path.isdir(self.path)
        self.is_empty = re.search(r" 0 lines\n", said) is not None and not is_folder
        named = os.path.join(self.path, "data-report*.json") if is_folder else os.path.join(folder, name + "-report.json")
        self.is_warned_of = False
        for report in glob.glob(named):
            with open(report, encoding="utf-8") as text:
                self.is_warned_of |= any(map(WARNED.search, json.load(text)["warnings"]))

    def _export(self, exporter, run, *more):
        code, said = exporter.run("export", run, "--format", self.form.rstrip("+"), "--to", self.path, *more)
        return f"export ended with {code}: {said}" if code else None, said


def count(what, said):
    return sum(int(number.replace(",", "")) for number in re.findall(rf"  {what}: ([\d,]+)\n", said))


def both(wanted, runs):
    """What the rows of these runs are together."""
    rows = {kind: sum((wanted[run][0][kind] for run in runs), []) for kind in ("pair", "kto", "sft")}
    return rows, {text: margin for run in runs for text, margin in wanted[run][1].items()}


def compare(reader, export, wanted, margins, seen):
    """Counts a set of rows, and says what came of it."""
    reader.sets += 1
    if "failed" in seen:
        found = [f"{seen['failed'][:600]} (in full in {reader.log})"]
    else:
        found = differences(export, wanted, margins, seen["rows"])
        reader.rows += len(seen["rows"])
    if not found:
        return f"{len(seen['rows'])} rows, {export.left_out} left out by the writer"
    if export.is_warned_of:
        reader.warned += 1
        return f"as the report warns of texts that are nothing but dates or numbers, {found[0]}"[:250]
    reader.wrong += 1
    return "\n    ".join(["WRONG", *found[:3]])


def exported(reader, exporter, runs, folder):
    """The exports that there is something to read in."""
    for spelt in reader.forms:
        for run in runs:
            name = os.path.basename(run)
            if (name == ADDED and "+" in spelt) or (name == IMAGES and spelt not in reader.images):
                continue
            export = exporter.export(run, spelt, folder)
            if export.failed and "which no reader takes together" in export.failed:
                print(f"  {export.what}: refused by the writer, as its columns are others", flush=True)
            elif export.failed:
                reader.wrong += 1
                print(f"  {export.what}: {export.failed[:600]}", flush=True)
            elif export.is_empty:
                print(f"  {export.what}: all {export.left_out} left out by the writer", flush=True)
            else:
                yield export


def table(readers):
    rows = [("reader", "read by", "sets", "rows", "wrong", "warned of", "remark")]
    rows += [(r.name, r.versions, r.sets, f"{r.rows:,}", r.wrong, r.warned, r.remark) for r in readers]
    rows += [(name, version, "", "", "", "", remark) for name, version, remark in NOT_RUN]
    rows += [("all", "", *(f"{sum(getattr(r, n) for r in readers):,}" for n in ("sets", "rows", "wrong", "warned")), "")]
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
        if row is rows[0]:
            print("|---|---|--:|--:|--:|--:|---|")


def main(java, classpath, folder, *names):
    known = sorted(file.removesuffix(ENDING) for file in os.listdir(HERE) if file.endswith(ENDING))
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"no reader {', '.join(unknown)}; there are {', '.join(known)}")
    folder = os.path.abspath(folder)
    where = os.path.join(folder, "runs")
    runs = [os.path.join(where, run) for run in sorted(os.listdir(where)) if os.path.isdir(os.path.join(where, run))]
    wanted = {run: expected(run) for run in runs}
    exports = os.path.join(folder, "exports")
    os.makedirs(exports, exist_ok=True)
    readers = [Reader(name, folder) for name in names or known]
    with Exporter(java, classpath) as exporter:
        for reader in readers:
            print(f"{time.strftime('%H:%M:%S')} {reader.name}: {reader.versions}", flush=True)
            if not reader.install():
                print("  " + reader.remark, flush=True)
                continue
            for export, seen in reader.read(list(exported(reader, exporter, runs, exports))):
                print(f"  {export.what}: {compare(reader, export, *both(wanted, export.runs), seen)}", flush=True)
    print()
    table(readers)
    return 1 if any(reader.wrong for reader in readers) or not any(reader.sets for reader in readers) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
