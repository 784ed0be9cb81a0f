#!/usr/bin/env bash
# scikit-llm 1.4.3, zero-shot classifiers with their default settings: a reply "Good" for the class "good" is not read, and a
# label is drawn at random in its place, without a warning.
# Expected: good, or no label.
# Matters: the label set of a judge that writes capitals, a full stop or class numbers in quotes is noise; a second run gives
# other labels. (default_label names another one.)
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check scikit-llm==1.4.3
"$dir/venv/bin/python" -W ignore - 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import collections, http.server, json, random, sys, threading
from skllm.config import SKLLMConfig
from skllm.models.gpt.classification.zero_shot import ZeroShotGPTClassifier


class Model(http.server.BaseHTTPRequestHandler):
    reply = ""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": Model.reply}}
        body = json.dumps({"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()
SKLLMConfig.set_gpt_url(f"http://127.0.0.1:{server.server_port}/v1/")
SKLLMConfig.set_openai_key("none")
SKLLMConfig.set_openai_org("none")
random.seed(1)
for classes, reply, drawn in (
    (["good", "bad"], '{"label": "good"}', False),
    (["good", "bad"], '{"label": "Good"}', True),
    (["good", "bad"], '{"label": "good."}', True),
    ([0, 1], '{"label": "1"}', True),
):
    Model.reply = reply
    judge = ZeroShotGPTClassifier(model="custom_url::m").fit(None, classes)
    labels = collections.Counter(str(label) for label in judge.predict(["It was lovely."] * 20))
    print(f"seen: classes {classes}, 20 times the reply {reply}: {dict(labels)}")
    if (len(labels) > 1) != drawn:
        sys.exit("changed")
PY
