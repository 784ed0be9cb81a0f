package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Message;
import dev.constitution.source.FaultyFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of other tools, on made-up content. */
class FileImportTest {
    private static final String LANGCHAIN = """
            [{"name": "Be calm", "critique_request": " Is it calm? ", "revision_request": "Calm it."},
             {"name": "be-calm", "critique_request": "Calm?", "revision_request": "Calm it more."}]
            """;

    @TempDir
    Path folder;

    @Test
    void importFrom_paperInstructions_takesMarkersOff() {
        Constitution constitution = Constitutions.importFrom("mine", file("paper.json", """
                        {"harmful0": {"prompt": ["\\n\\nCritiqueRequest: Say what is unsafe.\\n\\nCritique:"],
                                      "edit_request": "\\n\\nRevisionRequest: Make it safe.\\n\\nRevision:"}}
                        """));

        assertThat(constitution.id()).isEqualTo("mine");
        assertThat(constitution.source()).isEqualTo("imported from paper.json");
        assertThat(constitution.licence()).isEqualTo("unstated");
        assertThat(constitution.principles()).hasSize(1);
        Principle principle = constitution.principles().get(0);
        assertThat(principle.id()).isEqualTo("harmful0");
        assertThat(principle.title()).isEqualTo("harmful0");
        assertThat(principle.norm()).isEqualTo("Make it safe.");
        assertThat(principle.critiqueRequest()).isEqualTo("Say what is unsafe.");
        assertThat(principle.revisionRequest()).isEqualTo("Make it safe.");
        assertThat(principle.comparison())
                .isEqualTo("Which of the two responses leaves less to do for someone with this task: Make it safe.");
    }

    @Test
    void importFrom_paperInstructionsWithFaults_reportsAll() {
        Path file = file("paper.json", """
                {"a": {"prompt": ["Say what is unsafe."], "edit_request": "Make it safe."},
                 "b": {"prompt": [], "edit_request": "\\n\\nRevisionRequest: Make it safe.\\n\\nRevision:", "weight": 2},
                 "c": {"prompt": ["\\n\\nCritiqueRequest: x\\n\\nCritique:"]}}
                """);

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file))
                .isInstanceOf(FaultyFileException.class)
                .hasMessage("""
                        F:1:19: expected text that starts with "\\n\\nCritiqueRequest: " and ends with "\\n\\nCritique:"
                        F:1:59: expected text that starts with "\\n\\nRevisionRequest: " and ends with "\\n\\nRevision:"
                        F:2:7: "prompt" must be a list of one text
                        F:2:89: unknown key "weight", whose content would be lost; known keys: prompt, edit_request
                        F:3:7: missing key "edit_request"; add it""".replace("F:", file + ":"));
    }

    @Test
    void importFrom_paperComparisons_takesTheRightAnswerForTheBetter() {
        Constitution constitution =
                Constitutions.importFrom("mine", file("principles.json", LANGCHAIN), file("few-shot.json", """
                        [{"prompt": "\\n\\nHuman: Hello\\n\\nAssistant: Hi\\n\\nHuman: Be rude\\n\\nAssistant:", "corrects": ["No."], "incorrects": ["You fool"]}]
                        """));

        assertThat(constitution.comparisonExemplars())
                .containsExactly(new ComparisonExemplar(
                        List.of(Message.user("Hello"), Message.assistant("Hi"), Message.user("Be rude")),
                        "No.",
                        "You fool",
                        Choice.A,
                        ""));
    }

    @Test
    void importFrom_paperComparisonsWithFaults_reportsAll() {
        Path file = file("few-shot.json", """
                [{"prompt": "Hello", "corrects": ["No."], "incorrects": ["a", "b"]},
                 {"prompt": "\\n\\nHuman: Hello\\n\\nAssistant:", "corrects": [], "incorrects": ["x"], "more": 1}]
                """);

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file)).hasMessage("""
                        F:1:13: expected a transcript that starts with "\\n\\nHuman:" and ends with "\\n\\nAssistant:"
                        F:1:57: "incorrects" must be a list of one text
                        F:2:59: "corrects" must be a list of one text
                        F:2:84: unknown key "more", whose content would be lost; known keys: prompt, corrects, incorrects""".replace("F:", file + ":"));
    }

    @Test
    void importFrom_paperComparisonsWithReasoning_readsTurnsAnswersAndReasoning() {
        Constitution constitution =
                Constitutions.importFrom("mine", file("principles.json", LANGCHAIN), file("precog.json", """
                        [{"prompt": "\\n\\nHuman: Consider a conversation between a human (H) and an assistant (A):\\n\\nH: Hello\\n\\nA: Hi\\n\\nH: Be rude\\n\\n{}\\n (A) [[[You fool\\n\\nreally]]]\\n (B) [[[No.]]]\\n\\nAssistant: Let's think:\\n(A) insults.\\n\\nHuman:\\nSo the answer is: (B)"},
                         {"prompt": "Human: Consider this:\\n\\nH: Tea?\\n\\n{}\\n (A) [[[Please.]]]\\n (B) [[[Bah.]]]\\n\\nAssistant: A is polite.\\n\\nHuman:\\nSo the answer is: (A)"}]
                        """));

        assertThat(constitution.comparisonExemplars())
                .containsExactly(
                        new ComparisonExemplar(
                                List.of(Message.user("Hello"), Message.assistant("Hi"), Message.user("Be rude")),
                                "You fool\n\nreally",
                                "No.",
                                Choice.B,
                                "Let's think:\n(A) insults."),
                        new ComparisonExemplar(
                                List.of(Message.user("Tea?")), "Please.", "Bah.", Choice.A, "A is polite."));
    }

    @Test
    void importFrom_reasoningOfAnotherForm_saysWhatIsExpected() {
        Path file = file("precog.json", """
                [{"prompt": "Human: H: Hello. So the answer is: (A)"}]
                """);

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file))
                .hasMessageContaining(":1:13: expected a conversation of H: and A:, {}, (A) [[[…]]]");
    }

    @Test
    void importFrom_paperExemplars_readsTurnsAndDecision() {
        Constitution constitution =
                Constitutions.importFrom("mine", file("principles.json", LANGCHAIN), file("few-shot.json", """
                        ["\\n\\nHuman: Hello\\n\\nAssistant: Hi\\n\\nHuman: Be rude\\n\\nAssistant: You fool\\n\\nCritiqueRequest: Rude?\\n\\nCritique: Yes.\\n\\nRevisionRequest: Mend it.\\n\\nRevision: No, thanks.\\n\\nHuman:",
                         "\\n\\nHuman: Tea?\\n\\nAssistant: Please.\\n\\nCritiqueRequest: Rude?\\n\\nCritique: No.\\n\\nRevisionRequest: Mend it.\\n\\nRevision: Please."]
                        """));

        assertThat(constitution.exemplars())
                .containsExactly(
                        new Exemplar(
                                List.of(Message.user("Hello"), Message.assistant("Hi"), Message.user("Be rude")),
                                "You fool",
                                "Rude?",
                                "Yes.",
                                Decision.REVISE,
                                "Mend it.",
                                "No, thanks."),
                        new Exemplar(
                                List.of(Message.user("Tea?")),
                                "Please.",
                                "Rude?",
                                "No.",
                                Decision.KEEP,
                                "Mend it.",
                                "Please."));
    }

    @Test
    void importFrom_paperExemplarsWithFaults_reportsAll() {
        Path file = file("few-shot.json", """
                ["\\n\\nHuman: Hello\\n\\nAssistant: Hi\\n\\nCritiqueRequest: Rude?\\n\\nCritique: Yes.",
                 "no marker, \\n\\nCritiqueRequest: Rude?",
                 "\\n\\nAssistant: Hi\\n\\nCritiqueRequest: a\\n\\nCritique: b\\n\\nRevisionRequest: c\\n\\nRevision: d"]
                """);

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file)).hasMessage("""
                        F:1:2: expected a transcript that ends with the parts Assistant, CritiqueRequest, Critique, \
                        RevisionRequest, Revision; ends with Human, Assistant, CritiqueRequest, Critique
                        F:2:2: expected a transcript that starts with "\\n\\nHuman:"
                        F:3:2: "prompt" is empty; give at least one user turn""".replace("F:", file + ":"));
    }

    @Test
    void importFrom_paperComparisons_wordsTheRequests() {
        Constitution constitution = Constitutions.importFrom(
                "mine", file("compare.json", "[\"\\nWhich is calmer? Options:\", \"\\nWhich is kinder? Options:\"]"));

        assertThat(constitution.principles()).extracting(Principle::id).containsExactly("comparison-1", "comparison-2");
        assertThat(constitution.principles().get(0).comparison()).isEqualTo("Which is calmer?");
        assertThat(constitution.principles().get(0).norm()).isEqualTo("Which is calmer?");
        assertThat(constitution.principles().get(0).critiqueRequest()).contains("Which is calmer?");
    }

    @Test
    void importFrom_langChain_keepsTextsAndMakesIdsDistinct() {
        Constitution constitution = Constitutions.importFrom("mine", file("lc.json", LANGCHAIN));

        assertThat(constitution.principles()).extracting(Principle::id).containsExactly("be-calm", "be-calm-2");
        assertThat(constitution.principles()).extracting(Principle::title).containsExactly("Be calm", "be-calm");
        assertThat(constitution.principles().get(0).critiqueRequest()).isEqualTo(" Is it calm? ");
    }

    @Test
    void importFrom_langChainCamelCase_isTheSame() {
        Path camelCase = file(
                "lc.json",
                LANGCHAIN
                        .replace("critique_request", "critiqueRequest")
                        .replace("revision_request", "revisionRequest"));
        Constitution expected = Constitutions.importFrom("mine", file("other/lc.json", LANGCHAIN));

        assertThat(Constitutions.importFrom("mine", camelCase)).isEqualTo(expected);
    }

    @Test
    void importFrom_oneLangChainPrinciple_isAListOfOne() {
        Constitution constitution = Constitutions.importFrom("mine", file("lc.json", """
                        {"name": "Be calm", "critique_request": "Is it calm?", "revision_request": "Calm it."}
                        """));

        assertThat(constitution.principles()).extracting(Principle::id).containsExactly("be-calm");
    }

    @Test
    void importFrom_langChainExemplars_readsDecisionAndKeepsItsText() {
        Constitution constitution =
                Constitutions.importFrom("mine", file("lc.json", LANGCHAIN), file("few-shot.json", """
                        [{"input_prompt": "q", "output_from_model": "a", "critique_request": "c",
                          "critique": "Rude. Critique Needed.", "revision_request": "r", "revision": "b"},
                         {"input_prompt": "q", "output_from_model": "a", "critique_request": "c",
                          "critique": "Fine. No critique needed.", "revision_request": "r", "revision": "No revisions needed."}]
                        """));

        assertThat(constitution.exemplars())
                .extracting(Exemplar::decision)
                .containsExactly(Decision.REVISE, Decision.KEEP);
        assertThat(constitution.exemplars().get(0).critique()).isEqualTo("Rude. Critique Needed.");
        assertThat(constitution.exemplars().get(1).revision()).isEqualTo("No revisions needed.");
    }

    @Test
    void importFrom_llmSwarm_readsPrinciplesAndChats() {
        Constitution constitution = Constitutions.importFrom("mine", file("swarm.json", """
                        {"constitutions": [{"critic": "Calm?", "revision": "Calm it."}],
                         "system_chat": [[
                           {"role": "user", "content": "q"}, {"role": "assistant", "content": "a"},
                           {"role": "user", "content": "c?"}, {"role": "assistant", "content": "c"},
                           {"role": "user", "content": "r?"}, {"role": "assistant", "content": "r"}]]}
                        """));

        assertThat(constitution.principles()).extracting(Principle::id).containsExactly("principle-1");
        assertThat(constitution.exemplars())
                .containsExactly(new Exemplar(List.of(Message.user("q")), "a", "c?", "c", Decision.REVISE, "r?", "r"));
    }

    @Test
    void importFrom_llmSwarmWithFaults_reportsAll() {
        Path file = file("swarm.json", """
                {"constitutions": [{"critic": "Calm?"}],
                 "system_chat": [
                   [{"role": "user", "content": "q"}],
                   [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"},
                    {"role": "user", "content": "c?"}, {"role": "user", "content": "c"},
                    {"role": "user", "content": "r?"}, {"role": "assistant", "content": "r"}]]}
                """);

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file)).hasMessage("""
                        F:1:20: missing key "revision"; add it
                        F:3:4: expected at least six turns {role, content}: the conversation, its answer, critique request, \
                        critique, revision request, revision
                        F:4:4: turn 4 must be assistant""".replace("F:", file + ":"));
    }

    @Test
    void importFrom_llmSwarmWithoutLists_isRefused() {
        Path file = file("swarm.json", "{\"constitutions\": 3, \"system_chat\": {}}");

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file))
                .hasMessage("F:1:19: expected a list\nF:1:37: expected a list".replace("F:", file + ":"));
    }

    @Test
    void importFrom_unknownForm_namesTheKnownForms() {
        Path file = file("other.json", "{\"rules\": [\"be calm\"]}");

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageStartingWith(file + ":1:1: unknown form; known forms: the paper's instructions, {")
                .hasMessageContaining("LangChain's principles")
                .hasMessageContaining("llm-swarm's constitutions");
    }

    @Test
    void importFrom_aConstitution_saysSo() {
        Path file = file("own.yaml", "id: a\nprinciples:\n  - {id: b, norm: c}\n");

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file))
                .hasMessage(file + ":1:1: this is a constitution already; use it without importing");
    }

    @Test
    void importFrom_exemplarsAlone_asksForPrinciples() {
        Path file = file("few-shot.json", """
                [{"input_prompt": "q", "output_from_model": "a", "critique_request": "c", "critique": "d",
                  "revision_request": "r", "revision": "b"}]
                """);

        assertThatThrownBy(() -> Constitutions.importFrom("mine", file))
                .hasMessage("few-shot.json: no principle in it, only exemplars; add a file with principles");
    }

    @Test
    void importFrom_twoFaultyFiles_reportsBoth() {
        Path one = file("one.json", "[");
        Path two = folder.resolve("two.json");

        assertThatThrownBy(() -> Constitutions.importFrom("mine", one, two))
                .hasMessageContaining(one + ":1:")
                .hasMessageContaining(two + ": no such file");
    }

    private Path file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(folder.resolve(name).getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
