#!/usr/bin/env bash
# commons-text 1.15.0: CosineDistance knows words of ASCII letters only; equal answers in Chinese or Russian are at distance 1.
# Expected: 0 for equal texts; in any language, as the class says nothing of English.
# Matters: a gate that drops unchanged revisions lets all of them pass in those languages.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.commons</groupId><artifactId>commons-text</artifactId><version>1.15.0</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -l "$dir/maven.log" -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib"
cat > "$dir/Finding.java" <<'JAVA'
import org.apache.commons.text.similarity.CosineDistance;

class Finding {
    public static void main(String[] args) {
        for (String answer : new String[] {"I cannot help.", "我不能帮忙", "Я не могу помочь"}) {
            double distance = new CosineDistance().apply(answer, answer);
            System.out.println("seen: " + answer + " to itself: " + distance);
            if (distance > 0.5 == answer.startsWith("I ")) {
                throw new IllegalStateException("changed");
            }
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
