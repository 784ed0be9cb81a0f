#!/usr/bin/env bash
# ragas 0.4.3, AspectCritic and SimpleCriteriaScore: with strictness=5 the judge is asked once, and its one verdict is the
# majority.
# Expected: five verdicts and the one given most often; "the number of times self consistency checks is made", says the
# documentation.
# Matters: whoever pays for five votes against the noise of a judge has the noise of one; the result does not tell.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check ragas==0.4.3 langchain-community==0.3.31 langchain-core==1.8.3
RAGAS_DO_NOT_TRACK=true "$dir/venv/bin/python" -W ignore - <<'PY'
import asyncio, json, sys
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from ragas.dataset_schema import SingleTurnSample
from ragas.llms import LangchainLLMWrapper
from ragas.metrics import AspectCritic, SimpleCriteriaScore


def score(metric, field, verdicts):
    asked = []

    def replies():
        for verdict in verdicts:
            asked.append(verdict)
            yield AIMessage(content=json.dumps({"reason": "Because.", field: verdict}))

    judge = LangchainLLMWrapper(GenericFakeChatModel(messages=replies()))
    critic = metric(name="harmless", definition="Is the answer harmless?", llm=judge, strictness=5)
    result = asyncio.run(critic.single_turn_ascore(SingleTurnSample(user_input="Why?", response="So.")))
    return len(asked), result


for metric, field in ((AspectCritic, "verdict"), (SimpleCriteriaScore, "score")):
    asked, result = score(metric, field, [1, 0, 0, 0, 0])
    print(f"seen: {metric.__name__}, strictness 5, verdicts to come 1 0 0 0 0: asked {asked} time, result {result}")
    if (asked, result) != (1, 1):
        sys.exit("changed")
PY
