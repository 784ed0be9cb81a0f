#!/usr/bin/env bash
# LangChain4j 1.19.0, OpenAI model with strictJsonSchema: a Map in a result record is sent as an object that may have no key.
# Expected: a refusal, since a strict schema cannot tell a map, or additionalProperties of the type of the values.
# Matters: a judge that is to give a score for each principle (Map<String, Double>) can only reply {}; the scores are lost and
# the row is valid.
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
    <dependency><groupId>dev.langchain4j</groupId><artifactId>langchain4j-open-ai</artifactId><version>1.19.0</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -l "$dir/maven.log" -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib"
cat > "$dir/Finding.java" <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.UserMessage;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;

class Finding {
    record Scores(Map<String, Double> byPrinciple, String reason) {}

    interface Judge {
        @UserMessage("Score the answer under each principle. {{it}}")
        Scores judge(String answer);
    }

    static volatile String sent;

    public static void main(String[] args) throws Exception {
        byte[] reply = ("{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"{\\\"byPrinciple\\\":{},\\\"reason\\\":\\\"r\\\"}\"}}]}").getBytes();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            sent = new String(exchange.getRequestBody().readAllBytes()).replaceAll("\\s+", "");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        OpenAiChatModel model = OpenAiChatModel.builder()
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/v1").apiKey("x").modelName("m")
                .strictJsonSchema(true).supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA).build();
        System.out.println("seen: result: " + AiServices.create(Judge.class, model).judge("..."));
        String map = "\"byPrinciple\":{\"type\":[\"object\",\"null\"],\"properties\":{},\"required\":[],\"additionalProperties\":false}";
        System.out.println("seen: in the schema sent: " + (sent.contains(map) ? map : sent));
        System.exit(sent.contains(map) ? 0 : 1);
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
