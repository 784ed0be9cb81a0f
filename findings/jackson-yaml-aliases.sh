#!/usr/bin/env bash
# Jackson YAML 2.22.1: an alias (*text) is read as the name of its anchor, and a merge key (<<) as a field of that name.
# Expected: the value that the anchor marks, as SnakeYAML, which Jackson is built on, gives for the same file.
# Matters: a constitution that writes a critique request once and refers to it asks the model to do "request"; no error.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.fasterxml.jackson.dataformat</groupId><artifactId>jackson-dataformat-yaml</artifactId><version>2.22.1</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B -l "$dir/maven.log" -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib"
cat > "$dir/Finding.java" <<'JAVA'
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

class Finding {
    public static void main(String[] args) throws Exception {
        String constitution = """
                first: &principle
                  critique: &request Name what harms the reader.
                second:
                  critique: *request
                third:
                  <<: *principle
                """;
        Map<?, ?> byJackson = new YAMLMapper().readValue(constitution, Map.class);
        Map<?, ?> bySnakeYaml = new Yaml().load(constitution);
        System.out.println("seen: Jackson:   " + byJackson);
        System.out.println("seen: SnakeYAML: " + bySnakeYaml);
        if (!byJackson.get("second").equals(Map.of("critique", "request"))
                || !byJackson.get("third").equals(Map.of("<<", "principle"))
                || !bySnakeYaml.get("third").equals(bySnakeYaml.get("first"))) {
            throw new IllegalStateException("changed");
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
