#!/usr/bin/env bash
# LangChain4j 1.19.0, AiServices with a record result: of two JSON objects in one reply the first is taken, of two fenced the last.
# Expected: an error, or the same choice in both forms.
# Matters: judges revise themselves within a reply; which of their verdicts is recorded depends on the fence around it.
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

class Finding {
    record Verdict(String verdict) {}

    interface Judge {
        @UserMessage("Which answer is better? {{it}}")
        Verdict judge(String answers);
    }

    static String read(String reply) {
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder().aiMessage(AiMessage.from(reply)).build();
            }
        };
        String verdict = AiServices.create(Judge.class, model).judge("...").verdict();
        System.out.println("seen: " + reply.replace("\n", " ") + " -> " + verdict);
        return verdict;
    }

    public static void main(String[] args) {
        String first = "{\"verdict\": \"A\"}";
        String last = "{\"verdict\": \"B\"}";
        String plain = read(first + "\nOn reflection:\n" + last);
        String fenced = read("```json\n" + first + "\n```\nOn reflection:\n```json\n" + last + "\n```");
        if (!plain.equals("A") || !fenced.equals("B")) {
            throw new IllegalStateException("changed");
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
