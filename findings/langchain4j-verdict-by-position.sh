#!/usr/bin/env bash
# LangChain4j 1.19.0, AiServices with a record that holds an enum: the number 1, also in quotes, is read as the second constant.
# Expected: an error, as for "C" or for a bare enum result; the schema names the constants as texts.
# Matters: a judge that answers {"verdict": 1}, for answer 1, is recorded as B; every such verdict is turned around.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>dev.langchain4j</groupId><artifactId>langchain4j</artifactId><version>1.19.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -l "$dir/maven.log" -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib"
cat > "$dir/Finding.java" <<'JAVA'
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import java.util.ArrayList;
import java.util.List;

class Finding {
    enum Better { A, B }

    record Verdict(Better verdict) {}

    interface Judge {
        @UserMessage("Which answer is better? {{it}}")
        Verdict judge(String answers);
    }

    public static void main(String[] args) {
        List<Better> seen = new ArrayList<>();
        for (String reply : List.of("{\"verdict\": \"A\"}", "{\"verdict\": 0}", "{\"verdict\": 1}", "{\"verdict\": \"1\"}")) {
            ChatModel model = new ChatModel() {
                @Override
                public ChatResponse doChat(ChatRequest request) {
                    return ChatResponse.builder().aiMessage(AiMessage.from(reply)).build();
                }
            };
            seen.add(AiServices.create(Judge.class, model).judge("...").verdict());
            System.out.println("seen: " + reply + " -> " + seen.get(seen.size() - 1));
        }
        if (!seen.equals(List.of(Better.A, Better.A, Better.B, Better.B))) {
            throw new IllegalStateException("changed");
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
