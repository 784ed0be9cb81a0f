#!/usr/bin/env bash
# jinjava 2.8.1 (Jinja on the JVM): line ends that "-" or trim_blocks should take away stay in Llama 3.1's and GLM-4's templates.
# Expected: the text of Jinja2, for which chat templates are written.
# Matters: every prompt has line ends (Llama: behind <bos>, GLM: behind the question) that the model did not see in training;
# answers get worse or scores shift, and nothing fails.
set -euo pipefail
sed -n 's/^# //p' "$0"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.hubspot.jinjava</groupId><artifactId>jinjava</artifactId><version>2.8.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -l "$dir/maven.log" -f "$dir/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib"
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q --disable-pip-version-check jinja2==3.1.6
"$dir/venv/bin/pip" install -q --disable-pip-version-check --no-deps trl==1.16.0
cat > "$dir/Render.java" <<'JAVA'
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class Render {
    public static void main(String[] args) throws Exception {
        Jinjava jinja = new Jinjava(JinjavaConfig.newBuilder().withTrimBlocks(true).withLstripBlocks(true).build());
        List<Map<String, String>> messages = List.of(
                Map.of("role", "user", "content", args[1]), Map.of("role", "assistant", "content", args[2]));
        System.out.print(jinja.render(Files.readString(Path.of(args[0])), Map.of("messages", messages, "bos_token", "<bos>")));
    }
}
JAVA
"$dir/venv/bin/python" - "$dir" <<'PY'
import subprocess, sys
from importlib.metadata import files
from jinja2.sandbox import ImmutableSandboxedEnvironment

folder = sys.argv[1]
question, answer = "Is 2 > 1?", "Yes: if a > b: print(a)"
messages = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


def texts(name):
    template = next(file for file in files("trl") if file.name == name + ".jinja")
    jinja = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True).from_string(template.read_text())
    command = ["java", "-cp", f"{folder}/lib/*", f"{folder}/Render.java", str(template.locate()), question, answer]
    by_java = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return jinja.render(messages=messages, bos_token="<bos>"), by_java


for name, wanted in (("llama3_1", "<bos>\n<|start_header_id|>"), ("glm4moe", "Is 2 > 1?\n<|assistant|>")):
    by_python, by_java = texts(name)
    print(f"seen: {name}: Jinja2:  {by_python[:60]!r}")
    print(f"seen: {name}: jinjava: {by_java[:60]!r}")
    if wanted in by_python or wanted not in by_java:
        sys.exit("changed")
PY
