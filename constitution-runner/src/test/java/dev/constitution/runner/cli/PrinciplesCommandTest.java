package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void list_plain_namesEverySet() {
        CommandLineHarness.Result result = run("list").succeeded();

        assertThat(result.out())
                .contains("cai-16                      16  The sixteen criteria of Constitutional AI")
                .contains("asimov                       3  Three laws for a language model");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void list_json_isOneVersionedObject() throws IOException {
        JsonNode json = run("list", "--json").succeeded().json();

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
        CommandLineHarness.Result result = run("show", "asimov").succeeded();

        assertThat(result.out())
                .startsWith("asimov: Three laws for a language model\n")
                .contains("precedence ordered, 3 principles, 0 exemplars")
                .contains(" 2. follow-the-user: Do what is asked\n    The assistant does what the user asks");
    }

    @Test
    void show_yaml_canBeReadBack() {
        CommandLineHarness.Result result = run("show", "cai-16", "--yaml").succeeded();

        assertThat(Constitutions.parse(result.out(), "x.yaml")).isEqualTo(Constitutions.builtIn("cai-16"));
    }

    @Test
    void show_unknownName_suggests() {
        CommandLineHarness.Result result = run("show", "asimow").ended(ExitCode.USAGE);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("unknown constitution \"asimow\"; did you mean \"asimov\"?");
    }

    @Test
    void show_controlCharacters_doNotReachTheTerminal() throws IOException {
        Path file = file("x.yaml", "id: x\ntitle: \"a\\e[31mb\"\nprinciples:\n  - {id: a, norm: \"c\\u009bd\"}\n");

        CommandLineHarness.Result result = run("show", file.toString()).succeeded();

        assertThat(result.out()).contains("a\\u001b[31mb").contains("c\\u009bd").doesNotContain("\u001b", "\u009b");
    }

    @Test
    void validate_validFile_saysSo() throws IOException {
        Path file = file("mine.yaml", VALID);

        CommandLineHarness.Result result = run("validate", file.toString()).succeeded();

        assertThat(result.out()).isEqualTo(file + ": valid, 1 principle, 0 exemplars" + System.lineSeparator());
    }

    @Test
    void validate_severalFiles_reportsAllFaultsOfAll() throws IOException {
        Path bad = file("bad.yaml", "id: Bad\nprinciples: []\n");
        Path good = file("good.yaml", VALID);
        Path missing = folder.resolve("missing.yaml");

        CommandLineHarness.Result result = run("validate", bad.toString(), good.toString(), missing.toString())
                .ended(ExitCode.USAGE);

        assertThat(result.out()).contains(good + ": valid");
        assertThat(result.err())
                .contains(bad + ":1:5: \"id\" is \"Bad\"")
                .contains(bad + ":2:13: \"principles\" is empty; give at least one")
                .contains(missing + ": no such file; check the path");
    }

    @Test
    void import_principlesAndExemplars_writesAConstitution() throws IOException {
        Path to = folder.resolve("My rules.yaml");

        CommandLineHarness.Result result = run(
                        "import",
                        file("lc.json", LANGCHAIN).toString(),
                        "--exemplars=" + file("few.json", FEW_SHOT),
                        "--to=" + to)
                .succeeded();

        Constitution constitution = Constitutions.load(to);
        assertThat(constitution.id()).isEqualTo("my-rules");
        assertThat(constitution.principles()).hasSize(1);
        assertThat(constitution.exemplars()).hasSize(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo(to + ": written, 1 principle, 1 exemplar" + System.lineSeparator());
    }

    @Test
    void import_targetIsThere_isLeftAloneWithoutForce() throws IOException {
        Path from = file("lc.json", LANGCHAIN);
        Path to = file("mine.yaml", VALID);

        CommandLineHarness.Result result =
                run("import", from.toString(), "--to=" + to).ended(ExitCode.USAGE);
        assertThat(result.err()).contains(to + " is there already; name another file or add --force");
        assertThat(to).hasContent(VALID);

        run("import", from.toString(), "--to=" + to, "--id=other", "--force").succeeded();
        assertThat(Constitutions.load(to).id()).isEqualTo("other");
    }

    @Test
    void import_unknownForm_writesNothing() throws IOException {
        Path to = folder.resolve("out.yaml");

        CommandLineHarness.Result result = run(
                        "import", file("x.json", "{\"a\": 1}").toString(), "--to=" + to)
                .ended(ExitCode.USAGE);

        assertThat(result.err()).contains("unknown form; known forms:");
        assertThat(to).doesNotExist();
    }

    @Test
    void import_badId_saysWhatAnIdIs() throws IOException {
        Path to = folder.resolve("out.yaml");

        CommandLineHarness.Result result = run(
                        "import", file("lc.json", LANGCHAIN).toString(), "--to=" + to, "--id=My Rules")
                .ended(ExitCode.USAGE);

        assertThat(result.err()).contains("use lower-case letters, digits and hyphens, for example \"my-rules\"");
        assertThat(to).doesNotExist();
    }

    @Test
    void principles_withoutSubcommand_isAUsageError() {
        CommandLineHarness.Result result = run().ended(ExitCode.USAGE);

        assertThat(result.err()).contains("name what to do: list, show, validate, lint, propose or import");
    }

    private static CommandLineHarness.Result run(String... arguments) {
        return CommandLineHarness.run(List.of("principles"), arguments);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
