#!/usr/bin/env bash
# Spring AI 2.0.1, FactCheckingEvaluator: a claim that passes has the score 0, as one that fails has.
# Expected: 1 for a claim that is supported, as RelevancyEvaluator gives.
# Matters: the mean score of a set of answers, or a limit on it, is 0 for a model that is always right; only isPass() tells.
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
        EvaluationResponse supported = result(FactCheckingEvaluator.builder(judge("yes")).build());
        EvaluationResponse unsupported = result(FactCheckingEvaluator.builder(judge("no")).build());
        EvaluationResponse relevant = result(RelevancyEvaluator.builder().chatClientBuilder(judge("yes")).build());
        System.out.printf("seen: supported: pass %s, score %s%n", supported.isPass(), supported.getScore());
        System.out.printf("seen: unsupported: pass %s, score %s%n", unsupported.isPass(), unsupported.getScore());
        System.out.printf("seen: relevant: pass %s, score %s%n", relevant.isPass(), relevant.getScore());
        if (!supported.isPass() || supported.getScore() != 0 || unsupported.isPass() || relevant.getScore() != 1) {
            System.exit(1);
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
