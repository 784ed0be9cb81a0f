#!/usr/bin/env bash
# rewardbench 0.1.4, judges that rate: of a reply that ends in "7/10" the 10 is taken, and of "8.5" the 5.
# Expected: 7, and 8.5 or no rating; replies with other forms than a bare number are marked as not read.
# Matters: each answer that is rated "out of ten" gets the best rating there is, so 2/10 beats a bare 9.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check anthropic==0.125.0 google-generativeai==0.8.6 openai==2.54.0 together==1.6.0
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps rewardbench==0.1.4 fschat==0.2.36
OPENAI_API_KEY=x "$dir/venv/bin/python" -W ignore - 2> /dev/null <<'PY'
import http.server, json, os, runpy, sys, threading
from importlib.metadata import distribution


class Server(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        prompt = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["messages"][-1]["content"]
        rating = prompt.split("[Response]\nrated ")[1].split("\n")[0]
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": f"It helps a little.\n\n{rating}"}}
        body = json.dumps({"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["OPENAI_BASE_URL"] = f"http://127.0.0.1:{server.server_port}/v1"
module = distribution("rewardbench").locate_file("rewardbench/generative_v2.py")  # without the package, which imports torch
rate = runpy.run_path(str(module))["run_judge_ratings_multi"]
ratings = ["9", "7/10", "2/10", "8.5", "seven"]
answers = [[{"role": "user", "content": "q"}, {"role": "assistant", "content": "rated " + rating}] for rating in ratings]
winners, _, report = rate("q", answers, "gpt-4o-2024-08-06")
for written, read in zip(ratings, report["ratings"]):
    print(f"seen: rating {written}: read as {read}")
print("seen: best answers: those rated", ", ".join(ratings[number] for number in winners))
if report["ratings"] != [9, 10, 10, 5, -1] or winners != [1, 2]:
    sys.exit("changed")
PY
