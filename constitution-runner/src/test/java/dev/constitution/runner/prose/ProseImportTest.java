package dev.constitution.runner.prose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Message;
import dev.constitution.chat.Sha256;
import dev.constitution.principles.Choice;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitution.Precedence;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.Decision;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.Json;
import dev.constitution.source.FaultyFileException;
import dev.constitution.testing.RealData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProseImportTest {
    /** Every shape of Markdown that a document may have, some of them where they do not belong. */
    private static final List<String> SHAPES = List.of(
            "# Honesty {#honesty authority=root}\n",
            "Setext\n======\n",
            "Second level\n---\n",
            "The assistant should say what it knows.\nIt must not guess [^1].\n",
            "1. Be calm.\n2. Be brief.\n\n   With a second paragraph.\n",
            "- one should\n  - nested must\n    - deeper\n",
            "* loose\n\n* list\n",
            "> A quote that should not count.\n> > nested\n",
            "```text\n# no heading\nThe assistant must not see this.\n```\n",
            "~~~xml\n<user>\nHi\n</user>\n<assistant> <!-- GOOD -->\nHello.\n</assistant>\n~~~\n",
            "    indented code\n",
            "<div>\nhtml should not count\n</div>\n",
            "| Rule | Why |\n|---|---|\n| Never shout | it is loud |\n| Whisper | \\| |\n",
            "[^1]: A footnote that must be left alone.\n",
            "[link]: http://127.0.0.1/x \"title\"\n",
            "!!! note \"Commentary\"\n    This should be left alone.\n",
            "::: example\nIt must not count.\n\n- nor should this\n:::\n",
            "***\n",
            "A zero \u0000, a tab\tand é ü 漢 😀 should stay.\r\nSo should\rthis.\n",
            "   \n\t\n",
            "~~~\nnever closed\n",
            "<user>\nHow?\n\nReally?\n</user>\n\n<assistant>\nSo.\n</assistant>\n",
            "User: Why?\nGood: Because.\nBad (curt): No.\n");

    @TempDir
    Path folder;

    @Test
    void read_anyShapes_losesNothing() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder(i % 7 == 0 ? "\uFEFF" : "");
            text.append(i % 5 == 0 ? "---\ntitle: x\n# no heading\n---\n" : "");
            text.append("Answers should be short.\n\n");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(SHAPES.get(random.nextInt(SHAPES.size()))).append(random.nextBoolean() ? "\n" : "");
            }
            String whole = i % 3 == 0 ? text.toString().replace("\n", "\r\n") : text.toString();

            assertThat(togetherAgain(imported(whole))).isEqualTo(whole);
        }
    }

    /** From the written file alone. */
    private String togetherAgain(ProseImport imported) throws IOException {
        JsonNode map = sourceMap(imported);
        StringBuilder text = new StringBuilder();
        long bytes = 0;
        for (JsonNode piece : map.get("pieces")) {
            assertThat(piece.get("bytes").get(0).asLong()).isEqualTo(bytes);
            bytes = piece.get("bytes").get(1).asLong();
            text.append(piece.get("text").asText());
        }
        assertThat(Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(map.get("sha256").asText());
        return text.toString();
    }

    private JsonNode sourceMap(ProseImport imported) throws IOException {
        Path to = folder.resolve("out.yaml");
        ProseFiles.write(imported, to);
        assertThat(Constitutions.load(to)).isEqualTo(imported.constitution());
        return Json.parse(Files.readString(folder.resolve("out.source.json")));
    }

    @Test
    void read_fingerprint_isThatOfTheFilesBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("d.md"), "\uFEFFAnswers should be short.\r\nÄ");

        assertThat(ProseImport.read(file, "x").constitution().source()).isEqualTo("d.md, sha256 " + Sha256.hex(file));
    }

    @Test
    void read_paragraphsListsAndRows_areClausesByWhatTheySay() throws IOException {
        ProseImport imported = imported("""
                # Rules

                We are a small house. An answer should *name* its [sources](http://127.0.0.1/)[^1].

                It rained.

                The assistant must:

                - greet;
                - end with `thanks`

                | Rule | Why |
                |---|---|
                | Never shout | it is loud |
                | Rain | it is wet |

                > A quote should not count.

                ```
                Code must not count.
                ```

                ## Manners

                1. Be kind.
                2. Kind words only.
                """);

        assertThat(norms(imported))
                .containsExactly(
                        "We are a small house. An answer should name its sources.",
                        "The assistant must: greet;",
                        "The assistant must: end with `thanks`",
                        "Never shout: it is loud",
                        "Be kind.",
                        "Kind words only.");
        assertThat(imported.constitution().principles())
                .extracting(Principle::id)
                .containsExactly("rules", "rules-2", "rules-3", "rules-4", "manners", "manners-2");
        assertThat(imported.constitution().principles().get(5).title()).isEqualTo("Manners (2)");
        assertThat(imported.constitution().principles().get(5).tags()).containsExactly("section:manners");
        assertThat(imported.constitution().title()).isEqualTo("Rules");
    }

    @Test
    void read_principles_leadBackToTheirLines() throws IOException {
        JsonNode map = sourceMap(imported("# A\n\n## B {#bee}\n\nÄ should be.\n\n\n# C\n\nSo must this.\n"));

        JsonNode piece = map.get("pieces").get(2);
        assertThat(piece.get("principles").get(0).asText()).isEqualTo("bee");
        assertThat(piece.get("section").asText()).isEqualTo("bee");
        assertThat(piece.get("lines").toString()).isEqualTo("[5,5]");
        assertThat(piece.get("bytes").toString()).isEqualTo("[18,34]");
        JsonNode a = map.get("sections").get("sections").get(0);
        assertThat(a.get("lines").toString()).isEqualTo("[1,5]");
        assertThat(a.get("sections").get(0).get("title").asText()).isEqualTo("B");
    }

    @Test
    void read_nothingNormative_takesEveryStatement() throws IOException {
        assertThat(norms(imported("# Regeln\n\nDie Antwort ist kurz.\n\n- Sie nennt Quellen.\n")))
                .containsExactly("Die Antwort ist kurz.", "Sie nennt Quellen.");
    }

    @Test
    void read_longParagraph_isCutBetweenSentences() throws IOException {
        String sentence = "The assistant should keep " + "very ".repeat(30) + "calm.";

        List<String> norms = norms(imported((sentence + " ").repeat(7)));

        assertThat(norms).hasSize(4).first().isEqualTo(sentence + " " + sentence);
        assertThat(norms).allMatch(norm -> ProseDocument.words(norm) <= Clauses.MOST_WORDS);
    }

    @Test
    void read_linkWithoutWords_saysTheTitleItLeadsTo() throws IOException {
        assertThat(norms(imported("# A\n\nAnswers should heed [?](#b).\n\n# Be brief {#b}\n")))
                .containsExactly("Answers should heed \"Be brief\".");
    }

    @Test
    void read_listSaidToBeInOrder_ordersThePrinciples() throws IOException {
        Constitution constitution = imported("""
                Earlier rules take precedence over later ones.

                1. Do no harm.
                2. Do what is asked.
                """).constitution();

        assertThat(constitution.precedence()).isEqualTo(Precedence.ORDERED);
        assertThat(constitution.principles().get(0).tags()).contains("level:Do no harm");
    }

    @Test
    void read_orderOfLevels_tagsWhatItOrders() throws IOException {
        ProseImport imported = imported("""
                # Levels

                These are the levels in order of priority:

                1. **House**: rules of the house
                2. **Guest**: wishes of guests

                # Quiet {authority=house}

                Answers must be quiet.

                # Tone

                Answers should be warm.

                ## Guest

                Answers should be long if asked.
                """);

        assertThat(imported.constitution().precedence()).isEqualTo(Precedence.FLAT);
        assertThat(imported.constitution().principle("quiet").orElseThrow().tags())
                .containsExactly("section:quiet", "level:House");
        assertThat(imported.constitution().principle("tone").orElseThrow().tags())
                .containsExactly("section:tone");
        assertThat(imported.constitution().principle("guest").orElseThrow().tags())
                .containsExactly("section:guest", "level:Guest");
        assertThat(ProseFiles.text(imported)).contains("stated order: House > Guest, kept as tags level:…");
    }

    @Test
    void read_numberedListWithoutStatement_isFlat() throws IOException {
        assertThat(imported("1. Do no harm.\n2. Be brief.\n").constitution().precedence())
                .isEqualTo(Precedence.FLAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~~~xml\n%s\n~~~\n", "%s\n"})
    void read_elements_areExemplars(String around) throws IOException {
        Constitution constitution = imported("# Calm\n\nAnswers should be calm.\n\n**Example**: it must be heard\n\n"
                        + around.formatted("""
                                <user>
                                Is it late?
                                </user>
                                <comparison>
                                <assistant> <!-- BAD: it shouts -->
                                YES!
                                </assistant>
                                <assistant> <!-- GOOD -->
                                Ten past four.

                                Not so late.
                                </assistant>
                                </comparison>
                                <user>
                                Thanks.
                                </user>
                                <assistant> <!-- GOOD: warm -->
                                Gladly.
                                </assistant>"""))
                .constitution();

        assertThat(constitution.principles()).hasSize(1);
        assertThat(constitution.exemplars()).hasSize(2);
        assertThat(constitution.exemplars().get(0).decision()).isEqualTo(Decision.REVISE);
        assertThat(constitution.exemplars().get(0).critique()).isEqualTo("it shouts");
        assertThat(constitution.exemplars().get(0).revision()).isEqualTo("Ten past four.\n\nNot so late.");
        assertThat(constitution.exemplars().get(0).critiqueRequest())
                .isEqualTo(constitution.principles().get(0).critiqueRequest());
        assertThat(constitution.exemplars().get(1).decision()).isEqualTo(Decision.KEEP);
        assertThat(constitution.exemplars().get(1).prompt())
                .containsExactly(
                        Message.user("Is it late?"),
                        Message.assistant("Ten past four.\n\nNot so late."),
                        Message.user("Thanks."));
        assertThat(constitution.comparisonExemplars()).hasSize(1);
        assertThat(constitution.comparisonExemplars().get(0).better()).isEqualTo(Choice.A);
        assertThat(constitution.comparisonExemplars().get(0).b()).isEqualTo("YES!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User: Is it late?\nGood: Ten past four.\nBad (it shouts): YES!\n",
                "> **User:** Is it late?\n>\n> **Good:** Ten past four.\n>\n> **Bad** (it shouts): YES!\n",
                "- Question: Is it late?\n- Preferred response: Ten past four.\n- Bad answer (it shouts): YES!\n"
            })
    void read_labelledLines_areExemplars(String example) throws IOException {
        Constitution constitution =
                imported("# Calm\n\nAnswers should be calm.\n\n" + example).constitution();

        assertThat(constitution.principles()).hasSize(1);
        assertThat(constitution.comparisonExemplars()).hasSize(1);
        assertThat(constitution.comparisonExemplars().get(0).a()).isEqualTo("Ten past four.");
        assertThat(constitution.exemplars()).hasSize(1);
        assertThat(constitution.exemplars().get(0).response()).isEqualTo("YES!");
    }

    @Test
    void read_examplesThatNoModelCanBeShown_stayInTheMapWithTheReason() throws IOException {
        String example = "<user>\nHi\n</user>\n<assistant> <!-- GOOD -->\n%s\n</assistant>\n"
                + "<assistant> <!-- BAD: rude -->\nGo.\n</assistant>\n\n";
        ProseImport imported = imported("Answers should be kind.\n\n<developer>\nBe kind.\n</developer>\n"
                + example.formatted("Hello.") + "And then:\n\n" + example.formatted("Hello [...]"));

        assertThat(imported.constitution().exemplars()).isEmpty();
        JsonNode examples = sourceMap(imported).get("examples");
        assertThat(examples).hasSize(2);
        assertThat(examples.get(0).get("not_shown").asText()).isEqualTo("it has a system turn");
        assertThat(examples.get(1).get("not_shown").asText()).isEqualTo("a text of it is shortened or described");
    }

    @Test
    void read_manyExamples_showsTheShortest() throws IOException {
        StringBuilder text = new StringBuilder("Answers should be kind.\n\n");
        for (int i = 0; i < 20; i++) {
            text.append("User: Question ").append("so ".repeat(i)).append(i);
            text.append("\nGood: Yes.\nBad (curt): No.\n\n");
        }

        Constitution constitution = imported(text.toString()).constitution();

        assertThat(constitution.exemplars()).hasSize(4);
        assertThat(constitution.comparisonExemplars()).hasSize(4);
        assertThat(constitution.comparisonExemplars().get(1).better()).isEqualTo(Choice.B);
    }

    @Test
    void read_noClause_saysSo() {
        assertThatThrownBy(() -> imported("# Only a title\n\n> and a quote\n"))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("d.md: no clause in it");
        assertThatThrownBy(() -> imported("")).isInstanceOf(FaultyFileException.class);
    }

    /** A document of more than 20,000 words; the project does not hold it. */
    @Test
    void read_publishedSpecification_isWhole() throws IOException {
        Path file = RealData.file("specifications/model_spec.md");
        ProseImport imported = ProseImport.read(file, "spec");

        assertThat(imported.document().words()).isGreaterThan(20_000);
        assertThat(togetherAgain(imported)).isEqualTo(Files.readString(file));
        assertThat(imported.document().sections()).hasSizeGreaterThan(50);
        assertThat(imported.constitution().principles()).hasSizeGreaterThan(200);
        assertThat(imported.examples()).hasSizeGreaterThan(150);
        assertThat(imported.order().orElseThrow().terms())
                .startsWith("Root", "System", "Developer", "User", "Guideline");
        assertThat(imported.constitution().exemplars()).isNotEmpty();
        assertThat(imported.constitution().comparisonExemplars()).hasSize(4);
    }

    private ProseImport imported(String text) throws IOException {
        return ProseImport.read(Files.writeString(folder.resolve("d.md"), text), "x");
    }

    private static List<String> norms(ProseImport imported) {
        return imported.constitution().principles().stream()
                .map(Principle::norm)
                .toList();
    }
}
