#!/usr/bin/env bash
# synthetic-data-kit 0.0.5, curate: if the judge names the scale as [1-10] before its list of ratings, one pair of the batch is
# kept.
# Expected: all pairs that are rated above the threshold, as without those words, or an error.
# Matters: of a batch of 32 pairs 31 are lost, good ones too; only the count of rated pairs in the summary tells.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check synthetic-data-kit==0.0.5 openai==2.54.0
API_ENDPOINT_KEY=x "$dir/venv/bin/python" -W ignore - "$dir" 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import contextlib, http.server, io, json, os, sys, threading
from synthetic_data_kit.core.curate import curate_qa_pairs

PAIRS = [
    {"question": "Write a function that doubles even numbers.", "answer": "def f(n):\n    if n % 2 == 0:\n        n *= 2\n    return n"},
    {"question": "Name two rivers.", "answer": "- Rhine\n- Rhone"},
    {"question": "What is 2 + 2?", "answer": "4"},
]


class Judge(http.server.BaseHTTPRequestHandler):
    before = ""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        rated = json.dumps([{**pair, "rating": 9} for pair in PAIRS], indent=2)
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": Judge.before + rated}}
        body = json.dumps({"id": "c", "object": "chat.completion", "created": 1, "model": "judge", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Judge)
threading.Thread(target=server.serve_forever, daemon=True).start()
source, target = os.path.join(sys.argv[1], "pairs.json"), os.path.join(sys.argv[1], "curated.json")
json.dump({"summary": "", "qa_pairs": PAIRS}, open(source, "w"))


def curate(before):
    Judge.before = before
    with contextlib.redirect_stdout(io.StringIO()):
        curate_qa_pairs(source, target, threshold=7.0, api_base=f"http://127.0.0.1:{server.server_port}/v1", model="judge",
                        provider="api-endpoint")
    return json.load(open(target))["qa_pairs"]


for before, known in (("", 3), ("Here are the ratings:\n", 3), ("Here are the ratings [1-10]:\n", 1)):
    seen = curate(before)
    print(f"seen: {before + '[...'!r}: {len(seen)} of {len(PAIRS)} pairs, all rated 9")
    if len(seen) != known:
        sys.exit("changed")
PY
