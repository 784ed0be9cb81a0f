#!/usr/bin/env bash
# litellm 1.106.12, Anthropic: an empty turn is sent as an English sentence of its own, and a system turn behind the first user
# turn is sent as the user's, behind a sentence that says "not from the user".
# Expected: an error, or the turn left out; no words in a conversation that nobody wrote.
# Matters: the critic is asked to judge the sentence in place of the empty answer, and a critique request written as a system
# turn reaches Claude in other words than any other model; nothing in the recorded messages shows it.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check litellm==1.106.12
LITELLM_LOG=CRITICAL LITELLM_LOCAL_MODEL_COST_MAP=True "$dir/venv/bin/python" -W ignore - <<'PY'
import http.server, json, sys, threading
import litellm

sent = []
reply = {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": [{"type": "text", "text": "ok"}],
         "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}}


class Server(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
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


def texts(*turns):
    litellm.completion(model="anthropic/claude-sonnet-4-5", api_base=f"http://127.0.0.1:{server.server_port}", api_key="x",
                       messages=[{"role": role, "content": content} for role, content in turns])
    return [(turn["role"], part["text"]) for turn in sent[-1]["messages"] for part in turn["content"]]


empty = texts(("user", "How do I ...?"), ("assistant", ""), ("user", "Criticise your last answer."))
system = texts(("user", "How do I ...?"), ("assistant", "Like this."), ("system", "Criticise the last answer."))
print("seen: empty answer:  ", empty)
print("seen: system at end: ", system)
if "Empty message" not in empty[1][1] or [role for role, _ in system] != ["user", "assistant", "user", "user"]:
    sys.exit("changed")
PY
