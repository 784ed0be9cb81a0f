#!/usr/bin/env bash
# litellm 1.106.12: a missing finish_reason, "abort", "error" and Anthropic's "model_context_window_exceeded" become "stop".
# Expected: the server's word, or something that is not the mark of a whole answer ("length" for the full context window).
# Matters: who drops cut answers by finish_reason != "stop" keeps all of these; half answers become chosen and rejected.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check litellm==1.106.12
LITELLM_LOG=CRITICAL LITELLM_LOCAL_MODEL_COST_MAP=True "$dir/venv/bin/python" -W ignore - <<'PY'
import http.server, json, sys, threading
import litellm

reply = {}


class Server(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"


def finish(model, path):
    answer = litellm.completion(model=model, messages=[{"role": "user", "content": "q"}], api_base=base + path, api_key="x")
    return answer.choices[0].finish_reason


def openai(reason):
    message = {"role": "assistant", "content": "Half an ans"}
    reply.clear()
    reply.update(id="c", object="chat.completion", created=1, model="m",
                 choices=[{"index": 0, "message": message, "finish_reason": reason}])
    return finish("openai/m", "/v1")


def anthropic(reason):
    reply.clear()
    reply.update(id="m", type="message", role="assistant", model="m", content=[{"type": "text", "text": "Half an ans"}],
                 stop_reason=reason, stop_sequence=None, usage={"input_tokens": 1, "output_tokens": 3})
    return finish("anthropic/claude-sonnet-4-5", "")


seen = {f"OpenAI form, {reason}": openai(reason) for reason in ("length", None, "abort", "error")}
seen |= {f"Anthropic, {reason}": anthropic(reason) for reason in ("max_tokens", "model_context_window_exceeded", "pause_turn")}
for reason, told in seen.items():
    print(f"seen: {reason} -> {told}")
if list(seen.values()) != ["length", "stop", "stop", "stop", "length", "stop", "stop"]:
    sys.exit("changed")
PY
