#!/usr/bin/env bash
# bespokelabs-curator 0.1.31: a run with another system prompt is given the answers of the first one from the cache.
# Expected: the model is asked again, as it is for another model, another prompt function or another temperature.
# Matters: a constitution or a judge's rubric is a system prompt; a changed one seems to change nothing, and two of them that are
# compared on the same questions give the very same answers.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check bespokelabs-curator==0.1.31
export CURATOR_CACHE_DIR="$dir/cache" CURATOR_DISABLE_RICH_DISPLAY=1 LITELLM_LOCAL_MODEL_COST_MAP=True TELEMETRY_ENABLED=0
export OPENAI_API_KEY=x
"$dir/venv/bin/python" -W ignore - > "$dir/out" 2> "$dir/err" <<'PY' || { tail -5 "$dir/err"; exit 1; }
import http.server, json, sys, threading
from bespokelabs import curator


class Server(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        system = next((turn["content"] for turn in request["messages"] if turn["role"] == "system"), "nothing")
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": f"written under {system!r}"}}
        body = json.dumps({"id": "c", "object": "chat.completion", "created": 1, "model": request["model"], "choices": [choice],
                           "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
backend = {"base_url": f"http://127.0.0.1:{server.server_port}/v1", "max_requests_per_minute": 1000, "max_tokens_per_minute": 1000000}


def answer(system, **options):
    model = curator.LLM(model_name="openai/model", backend="litellm", system_prompt=system, backend_params=dict(backend), **options)
    return model(["How do I apologise?"]).dataset[0]["response"]


seen = [answer("Be kind."), answer("Be brief."), answer("Be brief.", generation_params={"temperature": 0.5})]
for system, text in zip(("Be kind.", "Be brief.", "Be brief., another temperature"), seen):
    print(f"seen: system prompt {system}: {text}")
if seen != ["written under 'Be kind.'", "written under 'Be kind.'", "written under 'Be brief.'"]:
    sys.exit("changed")
PY
grep 'seen:' "$dir/out"
