#!/usr/bin/env bash
# mistral-common 1.13.1, tokenizers v2 and v3: the system turn is put before the last question; with v1 and v7 before the first.
# Expected: the place where the conversation has it.
# Matters: the earlier answers of a conversation are trained as if no system turn were there, a prompt is no beginning of the
# longer prompt (no cache fits), and chosen and rejected differ from what the model was asked when it wrote them.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check 'mistral-common[sentencepiece]==1.13.1'
"$dir/venv/bin/python" -W ignore - <<'PY'
import sys
from mistral_common.protocol.instruct.messages import AssistantMessage, SystemMessage, UserMessage
from mistral_common.protocol.instruct.request import ChatCompletionRequest
from mistral_common.tokens.tokenizers.mistral import MistralTokenizer

turns = [SystemMessage(content="Rhyme."), UserMessage(content="One?"), AssistantMessage(content="Fun."), UserMessage(content="Two?")]
tokenizers = {"v1": MistralTokenizer.v1(), "v2": MistralTokenizer.v2(), "v3": MistralTokenizer.v3(), "v7": MistralTokenizer.v7()}
for version, tokenizer in tokenizers.items():
    text = tokenizer.encode_chat_completion(ChatCompletionRequest(messages=turns)).text
    print(f"seen: {version}: {text}")
    if (text.index("Rhyme") > text.index("Fun")) != (version in ("v2", "v3")):
        sys.exit("changed")
PY
