#!/usr/bin/env bash
# LangChain4j 1.19.0, AiServices: the text that is passed to a method String ask(String prompt) is itself filled as a template.
# Expected: the prompt reaches the model as it is; what is passed to a template with {{it}} does.
# Matters: prompts about Jinja, Vue or Mustache fail ("Value for the variable ... is missing") or, with {{it}} or
# {{current_date}} in them, are sent in other words than those that are recorded as the prompt.
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
    interface Model {
        String ask(String prompt);

        @UserMessage("{{it}}")
        String askByTemplate(String prompt);
    }

    static String sent;

    public static void main(String[] args) {
        ChatModel echo = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                sent = ((dev.langchain4j.data.message.UserMessage) request.messages().get(0)).singleText();
                return ChatResponse.builder().aiMessage(AiMessage.from("ok")).build();
            }
        };
        Model model = AiServices.create(Model.class, echo);
        String prompt = "What does {{it}} mean in LangChain?";
        model.ask(prompt);
        String plain = sent;
        model.askByTemplate(prompt);
        System.out.println("seen: prompt:                " + prompt);
        System.out.println("seen: sent by ask:           " + plain);
        System.out.println("seen: sent by askByTemplate: " + sent);
        String refusal = "";
        try {
            model.ask("Write a {{name}} tag for Vue.");
        } catch (IllegalArgumentException e) {
            refusal = e.getMessage();
        }
        System.out.println("seen: ask(\"Write a {{name}} tag for Vue.\"): " + refusal);
        if (plain.equals(prompt) || !sent.equals(prompt) || !refusal.contains("is missing")) {
            throw new IllegalStateException("changed");
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
