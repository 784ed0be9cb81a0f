#!/usr/bin/env bash
# commons-text 1.15.0: JaccardSimilarity compares the sets of single letters, so texts with the same letters are equal.
# Expected: words or runs of letters, as CosineDistance of the same library splits texts into words.
# Matters: as a gate for near-duplicates or "unchanged" revisions it scores long answers close to 1 whatever they say.
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
import org.apache.commons.text.similarity.JaccardSimilarity;

class Finding {
    public static void main(String[] args) {
        JaccardSimilarity similarity = new JaccardSimilarity();
        double order = similarity.apply("The dog bites the man", "The man bites the dog");
        double unlike = similarity.apply(
                "You can mix these two at any time; it is safe and quick work, as experts have judged.",
                "Never mix those: a toxic gas forms. Quickly leave, open windows, and just ask experts by phone.");
        System.out.println("seen: the same words in another order: " + order);
        System.out.println("seen: an answer and its opposite:      " + unlike);
        if (order != 1 || unlike < 0.7) {
            throw new IllegalStateException("changed");
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
