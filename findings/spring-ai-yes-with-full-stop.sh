#!/usr/bin/env bash
# Spring AI 2.0.1, RelevancyEvaluator and FactCheckingEvaluator: a judge that answers "Yes." has said no.
# Expected: a pass, or an error for a reply that is neither of the two words; "perhaps" is a no too.
# Matters: answers fail for the full stop, the bold type or the reason that a judge adds; a judge model that always adds one fails
# every answer, and the result says only pass=false.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework.ai</groupId><artifactId>spring-ai-client-chat</artifactId><version>2.0.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -l "$dir/maven.log" -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib"
cat > "$dir/Finding.java" <<'JAVA'
import java.util.List;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.evaluation.FactCheckingEvaluator;
import org.springframework.ai.chat.evaluation.RelevancyEvaluator;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.document.Document;
import org.springframework.ai.evaluation.EvaluationRequest;
import org.springframework.ai.evaluation.EvaluationResponse;
import org.springframework.ai.evaluation.Evaluator;

class Finding {
    static ChatClient.Builder judge(String reply) {
        ChatModel model = prompt -> new ChatResponse(List.of(new Generation(new AssistantMessage(reply))));
        return ChatClient.builder(model);
    }

    static EvaluationResponse result(Evaluator evaluator) {
        return evaluator.evaluate(new EvaluationRequest("How tall?", List.of(new Document("It is 3 m tall.")), "3 m"));
    }

    public static void main(String[] args) {
        boolean changed = false;
        for (String reply : List.of("yes", "Yes.", "**Yes**", "Yes, it is.", "Perhaps.")) {
            boolean relevant = result(RelevancyEvaluator.builder().chatClientBuilder(judge(reply)).build()).isPass();
            boolean supported = result(FactCheckingEvaluator.builder(judge(reply)).build()).isPass();
            System.out.printf("seen: %s: relevant %s, supported %s%n", reply, relevant, supported);
            changed |= relevant != reply.equals("yes") || supported != relevant;
        }
        if (changed) {
            System.exit(1);
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
