#!/usr/bin/env bash
# java-string-similarity 2.0.0: the distance of "A" and "B" is 0 for QGram and NGram, as for equal texts, and Jaccard and
# SorensenDice give NaN.
# Expected: the greatest distance, as Cosine has it; NormalizedLevenshtein is right.
# Matters: a check for duplicates takes "No" for "Ok" and "42" for "43"; NaN is neither above nor below a threshold, and one NaN
# spoils a mean.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>info.debatty</groupId><artifactId>java-string-similarity</artifactId><version>2.0.0</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -l "$dir/maven.log" -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib"
cat > "$dir/Finding.java" <<'JAVA'
import info.debatty.java.stringsimilarity.Jaccard;
import info.debatty.java.stringsimilarity.NGram;
import info.debatty.java.stringsimilarity.NormalizedLevenshtein;
import info.debatty.java.stringsimilarity.QGram;
import info.debatty.java.stringsimilarity.SorensenDice;

class Finding {
    public static void main(String[] args) {
        for (String[] pair : new String[][] {{"A", "B"}, {"No", "Ok"}, {"42", "43"}, {"-5", "5"}}) {
            String one = pair[0];
            String other = pair[1];
            double qgram = new QGram().distance(one, other);
            double ngram = new NGram().distance(one, other);
            double jaccard = new Jaccard().similarity(one, other);
            double dice = new SorensenDice().similarity(one, other);
            double right = new NormalizedLevenshtein().distance(one, other);
            System.out.printf("seen: %s and %s: QGram %.2f, NGram %.2f, Jaccard %s, SorensenDice %s, NormalizedLevenshtein %.2f%n",
                one, other, qgram, ngram, jaccard, dice, right);
            boolean single = one.length() == 1 || other.length() == 1;
            if (qgram != 0 || single != (ngram == 0) || !Double.isNaN(jaccard) || !Double.isNaN(dice) || right < 0.5) {
                throw new IllegalStateException("changed");
            }
        }
    }
}
JAVA
java -cp "$dir/lib/*" "$dir/Finding.java"
