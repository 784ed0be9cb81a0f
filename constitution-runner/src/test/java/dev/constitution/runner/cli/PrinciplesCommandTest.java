package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrinciplesCommandTest {
    private static final String VALID = "id: mine\nprinciples:\n  - {id: calm, norm: Stay calm.}\n";
    private static final String LANGCHAIN =
            "[{\"name\": \"Calm\", \"critique_request\": \"Calm?\", \"revision_request\": \"Calm it.\"}]";
    private static final String FEW_SHOT = """
            [{"input_prompt": "q", "output_from_model": "a", "critique_request": "c", "critique": "d",
              "revision_request": "r", "revision": "b"}]
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void list_plain_namesEverySet() {
        assertThat(run("list")).isZero();

        assertThat(out.toString())
                .contains("cai-16                      16  The sixteen criteria of Constitutional AI")
                .contains("asimov                       3  Three laws for a language model");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void list_json_isOneVersionedObject() throws IOException {
        assertThat(run("list", "--json")).isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("version").asInt()).isEqualTo(1);
        assertThat(json.path("constitutions")).hasSize(Constitutions.builtIns().size());
        assertThat(json.path("constitutions").path(0).path("id").asText()).isEqualTo("cai-16");
        assertThat(json.path("constitutions").path(0).path("principles").asInt())
                .isEqualTo(16);
        assertThat(json.path("constitutions").path(0).path("fingerprint").asText())
                .hasSize(64);
    }

    @Test
    void show_builtIn_printsItsNorms() {
        assertThat(run("show", "asimov")).isZero();

        assertThat(out.toString())
                .startsWith("asimov: Three laws for a language model\n")
                .contains("precedence ordered, 3 principles, 0 exemplars")
                .contains(" 2. follow-the-user: Do what is asked\n    The assistant does what the user asks");
    }

    @Test
    void show_yaml_canBeReadBack() {
        assertThat(run("show", "cai-16", "--yaml")).isZero();

        assertThat(Constitutions.parse(out.toString(), "x.yaml")).isEqualTo(Constitutions.builtIn("cai-16"));
    }

    @Test
    void show_unknownName_suggests() {
        assertThat(run("show", "asimow")).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("unknown constitution \"asimow\"; did you mean \"asimov\"?");
    }

    @Test
    void show_controlCharacters_doNotReachTheTerminal() throws IOException {
        Path file = file("x.yaml", "id: x\ntitle: \"a\\e[31mb\"\nprinciples:\n  - {id: a, norm: \"c\\u009bd\"}\n");

        assertThat(run("show", file.toString())).isZero();

        assertThat(out.toString()).contains("a\uFFFD[31mb").contains("c\uFFFDd").doesNotContain("\u001b", "\u009b");
    }

    @Test
    void validate_validFile_saysSo() throws IOException {
        Path file = file("mine.yaml", VALID);

        assertThat(run("validate", file.toString())).isZero();

        assertThat(out.toString()).isEqualTo(file + ": valid, 1 principle, 0 exemplars" + System.lineSeparator());
    }

    @Test
    void validate_severalFiles_reportsAllFaultsOfAll() throws IOException {
        Path bad = file("bad.yaml", "id: Bad\nprinciples: []\n");
        Path good = file("good.yaml", VALID);
        Path missing = folder.resolve("missing.yaml");

        assertThat(run("validate", bad.toString(), good.toString(), missing.toString()))
                .isEqualTo(2);

        assertThat(out.toString()).contains(good + ": valid");
        assertThat(err.toString())
                .contains(bad + ":1:5: \"id\" is \"Bad\"")
                .contains(bad + ":2:13: \"principles\" is empty; give at least one")
                .contains(missing + ": no such file; check the path");
    }

    @Test
    void import_principlesAndExemplars_writesAConstitution() throws IOException {
        Path to = folder.resolve("My rules.yaml");

        int exitCode = run(
                "import",
                file("lc.json", LANGCHAIN).toString(),
                "--exemplars",
                file("few.json", FEW_SHOT).toString(),
                "--to",
                to.toString());

        assertThat(exitCode).isZero();
        Constitution constitution = Constitutions.load(to);
        assertThat(constitution.id()).isEqualTo("my-rules");
        assertThat(constitution.principles()).hasSize(1);
        assertThat(constitution.exemplars()).hasSize(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo(to + ": written, 1 principle, 1 exemplar" + System.lineSeparator());
    }

    @Test
    void import_targetIsThere_isLeftAloneWithoutForce() throws IOException {
        Path from = file("lc.json", LANGCHAIN);
        Path to = file("mine.yaml", VALID);

        assertThat(run("import", from.toString(), "--to", to.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(to + " is there already; name another file or add --force");
        assertThat(to).hasContent(VALID);

        assertThat(run("import", from.toString(), "--to", to.toString(), "--id", "other", "--force"))
                .isZero();
        assertThat(Constitutions.load(to).id()).isEqualTo("other");
    }

    @Test
    void import_unknownForm_writesNothing() throws IOException {
        Path to = folder.resolve("out.yaml");

        assertThat(run("import", file("x.json", "{\"a\": 1}").toString(), "--to", to.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("unknown form; known forms:");
        assertThat(to).doesNotExist();
    }

    @Test
    void import_badId_saysWhatAnIdIs() throws IOException {
        Path to = folder.resolve("out.yaml");

        assertThat(run("import", file("lc.json", LANGCHAIN).toString(), "--to", to.toString(), "--id", "My Rules"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("use lower-case letters, digits and hyphens, for example \"my-rules\"");
        assertThat(to).doesNotExist();
    }

    @Test
    void principles_withoutSubcommand_isAUsageError() {
        assertThat(run()).isEqualTo(2);

        assertThat(err.toString()).contains("name what to do: list, show, validate or import");
    }

    private int run(String... args) {
        return new CommandLine(new PrinciplesCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
