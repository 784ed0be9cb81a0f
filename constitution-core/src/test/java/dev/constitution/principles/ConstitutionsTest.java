package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Message;
import dev.constitution.principles.Constitution.Precedence;
import dev.constitution.source.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstitutionsTest {
    /** The bytes that a file may have. */
    private static final int LARGEST = 10 << 20;

    private static final String MINIMAL = """
            id: mine
            principles:
              - id: calm
                norm: Stay calm.
            """;

    @TempDir
    Path folder;

    @Test
    void parse_minimalFile_hasDefaults() {
        Constitution constitution = Constitutions.parse(MINIMAL, "mine.yaml");

        assertThat(constitution.title()).isEqualTo("mine");
        assertThat(constitution.version()).isEqualTo("1");
        assertThat(constitution.language()).isEqualTo("en");
        assertThat(constitution.licence()).isEqualTo("unstated");
        assertThat(constitution.source()).isEqualTo("unstated");
        assertThat(constitution.precedence()).isEqualTo(Precedence.FLAT);
        assertThat(constitution.exemplars()).isEmpty();
        assertThat(constitution.principles()).containsExactly(Principle.of("calm", "Stay calm."));
    }

    @Test
    void parse_everyKey_isRead() {
        Constitution constitution = Constitutions.parse("""
                id: mine
                title: Mine
                version: 1.10
                language: de
                licence: CC0-1.0
                source: me
                precedence: ordered
                principles:
                  - {id: a, title: A, norm: n, critique_request: c, revision_request: r, comparison: x, weight: 2.5, tags: [t]}
                  - {id: b, norm: no}
                exemplars:
                  - prompt:
                      - {role: user, content: hi}
                      - {role: assistant, content: hello}
                      - {role: user, content: q}
                    response: a
                    critique_request: cr
                    critique: c
                    decision: revise
                    revision_request: rr
                    revision: r
                  - {prompt: q, response: a, critique_request: cr, critique: c, decision: keep}
                """, "mine.yaml");

        assertThat(constitution.version()).isEqualTo("1.10");
        assertThat(constitution.precedence()).isEqualTo(Precedence.ORDERED);
        assertThat(constitution.principles().get(0))
                .isEqualTo(new Principle("a", "A", "n", "c", "r", "x", 2.5, List.of("t")));
        assertThat(constitution.principles().get(1).norm()).isEqualTo("no");
        assertThat(constitution.exemplars().get(0).prompt())
                .containsExactly(Message.user("hi"), Message.assistant("hello"), Message.user("q"));
        assertThat(constitution.exemplars().get(0).revision()).isEqualTo("r");
        assertThat(constitution.exemplars().get(1).decision()).isEqualTo(Decision.KEEP);
        assertThat(constitution.exemplars().get(1).revision()).isEqualTo("a");
        assertThat(constitution.exemplars().get(1).revisionRequest()).isEmpty();
    }

    @Test
    void parse_jsonWithTabs_isTheSameAsYaml() {
        String json = "{\n\t\"id\": \"mine\",\n\t\"principles\": [{\"id\": \"calm\", \"norm\": \"Stay calm.\"}]\n}\n";

        assertThat(Constitutions.parse(json, "mine.json")).isEqualTo(Constitutions.parse(MINIMAL, "mine.yaml"));
    }

    @Test
    void load_byteOrderMarkAndCarriageReturns_areAccepted() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "\uFEFF" + MINIMAL.replace("\n", "\r\n"));

        assertThat(Constitutions.load(file)).isEqualTo(Constitutions.parse(MINIMAL, "mine.yaml"));
    }

    @Test
    void load_missingFile_namesIt() {
        Path file = folder.resolve("none.yaml");

        assertThatThrownBy(() -> Constitutions.load(file))
                .isInstanceOf(FaultyFileException.class)
                .hasMessage(file + ": no such file; check the path");
    }

    @Test
    void load_folder_isRefused() {
        assertThatThrownBy(() -> Constitutions.load(folder))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageStartingWith(folder + ": is a folder; name a file");
    }

    @Test
    void load_largerThanTheBound_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("big.yaml"), "#".repeat(LARGEST + 1));

        assertThatThrownBy(() -> Constitutions.load(file))
                .hasMessage(
                        file
                                + ": 10,485,761 bytes are more than the 10,485,760 that a file of principles or settings may have; split it");
    }

    @Test
    void toYaml_longerThanAFileMayBe_isReadBack() {
        Principle wordy = Principle.of("a", "word ".repeat(LARGEST / 10).strip());
        Constitution all = Constitution.of("long", List.of(wordy)); // its requests repeat the norm

        assertThat(Constitutions.parse(Constitutions.toYaml(all), "long.yaml")).isEqualTo(all);
    }

    @Test
    void parse_anchorsFarBehindTheBeginning_areRefused() {
        String yaml = "id: a\nprinciples:\n  - id: b\n    norm: " + "word ".repeat(1_000_000) + "\n    title: &x B\n";

        assertThatThrownBy(() -> Constitutions.parse(yaml, "a.yaml")).hasMessageContaining("anchors are not supported");
    }

    @Test
    void load_latin1_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'i', 'd', ':', ' ', (byte) 0xE9});

        assertThatThrownBy(() -> Constitutions.load(file)).hasMessage(file + ": not UTF-8 text; save it as UTF-8");
    }

    @Test
    void resolve_builtInId_isTheBuiltInSet() {
        assertThat(Constitutions.resolve("asimov")).isEqualTo(Constitutions.builtIn("asimov"));
    }

    @Test
    void resolve_path_isTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), MINIMAL);

        assertThat(Constitutions.resolve(file.toString()).id()).isEqualTo("mine");
    }

    @Test
    void resolve_misspeltName_suggestsAndListsTheKnown() {
        assertThatThrownBy(() -> Constitutions.resolve("cai16"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown constitution \"cai16\"; did you mean \"cai-16\"? built in: cai-16,"
                        + " helpful-honest-harmless, one-general, asimov; or give the path of a YAML file");
    }

    @Test
    void resolve_missingPath_saysThatThereIsNoFile() {
        assertThatThrownBy(() -> Constitutions.resolve("none.yaml"))
                .hasMessage("none.yaml: no such file; check the path");
    }

    @Test
    void builtIn_unknownId_listsTheKnown() {
        assertThatThrownBy(() -> Constitutions.builtIn("utilitarian"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "unknown constitution \"utilitarian\"; built in: cai-16, helpful-honest-harmless, one-general,"
                                + " asimov");
    }
}
