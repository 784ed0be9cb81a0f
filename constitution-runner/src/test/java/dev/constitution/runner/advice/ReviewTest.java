package dev.constitution.runner.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.input.PromptSource;
import dev.constitution.source.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewTest {
    @TempDir
    private Path folder;

    private Review review(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
        return Review.of(file, Optional.empty(), Optional.empty());
    }

    private List<String> rules(String yaml) throws IOException {
        return review(yaml).advice().stream().map(one -> one.kind().label()).toList();
    }

    private List<String> ofNorm(String norm) throws IOException {
        return rules("id: c\nprinciples:\n  - id: p\n    norm: \"" + norm + "\"\n");
    }

    private List<String> ofRequest(String key, String request) throws IOException {
        return rules(
                "id: c\nprinciples:\n  - id: plain-words\n    norm: A good response uses plain words that a child of twelve"
                        + " knows.\n    " + key + ": \"" + request + "\"\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A good response uses words that a child knows.                                      |
            The assistant must not lie.                                                         | negative
            Never insult the user.                                                              | negative
            Do not give legal advice.                                                           | negative
            A good response avoids jargon.                                                      | negative
            A good response contains no jargon.                                                 | negative
            A good response is free of jargon.                                                  | negative
            The assistant refuses unlawful requests politely.                                   |
            A good response names its sources and admits what it does not know.                 | several-requests
            The assistant should cite its sources, and it should admit doubt.                   | several-requests
            Choose the response that shows care and tells the truth.                            | several-requests
            Cite a source for each claim. Admit doubt where there is some.                      | several-requests
            A good response shows respect, care and patience.                                   |
            A good response does no harm; in particular it encourages nothing that is illegal.  | negative
            The assistant should show care, respect and support to people in need.              |
            A good response cites, i.e. it names where a claim is from.                         |
            A good response is honest.                                                          | trait
            Choose the response that is most helpful, honest, and harmless.                     | trait
            The assistant should be wise and kind.                                              | trait
            A good response is honest: it admits what it does not know.                         |
            A good response is polite to people who are not.                                    |
            """)
    void norm_byItsWording_isAdvisedOn(String norm, String rule) throws IOException {
        assertThat(ofNorm(norm)).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void norm_ofManyWords_isLong() throws IOException {
        assertThat(ofNorm("A good response uses words" + " that one knows".repeat(16)))
                .containsExactly("long");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            critique_request | Which words of your last response would a child of twelve not know?    |
            critique_request | Quote any claim about medicine, law or money that lacks a source.      | other-subject
            critique_request | Which of the two responses has words that a child does not know?       | wrong-answer
            critique_request | Are the words of Response A plain?                                     | wrong-answer
            critique_request | Are all words plain? Answer yes or no.                                 | output-form
            revision_request | Rewrite your last response in words that a child knows.                |
            revision_request | Give a source for every claim about medicine.                          | other-subject
            comparison       | Which of the two responses uses plainer words?                         |
            comparison       | The plain words of a child of twelve.                                  | asks-nothing
            comparison       | Is your last response in plain words?                                  | wrong-answer
            comparison       | Which response has plain words, and is more harmful to a child?        | asks-for-worse
            comparison       | Which response with plain words is less harmful to a child?            |
            comparison       | Which of these responses has more plain words? Reply only with a letter. | output-form
            """)
    void request_byItsWording_isAdvisedOn(String key, String request, String rule) throws IOException {
        assertThat(ofRequest(key, request)).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void request_aboutAnotherPrinciplesNorm_namesThatOne() throws IOException {
        Review review = review("""
                id: c
                principles:
                  - id: plain-words
                    norm: A good response uses plain words.
                    revision_request: Rewrite your last response so that each claim has its source.
                  - id: sources
                    norm: A good response gives the source of each claim.
                """);

        assertThat(review.advice()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(AdviceKind.OTHER_SUBJECT);
            assertThat(one.principle()).hasValue("plain-words");
            assertThat(one.line()).isEqualTo(5);
            assertThat(one.column()).isEqualTo(23);
            assertThat(one.what()).contains("\"sources\"");
        });
    }

    @Test
    void norms_inNearlyTheSameWords_areDuplicates() throws IOException {
        assertThat(rules("""
                        id: c
                        principles:
                          - {id: a, norm: A good response names the sources of its medical claims.}
                          - {id: b, norm: A good response always names sources for medical claims.}
                          - {id: c, norm: A good response names the authors of its jokes.}
                        """)).containsExactly("near-duplicate");
    }

    @Test
    void norm_inAnotherLanguageThanTheSet_isToldWhateverTheLanguage() throws IOException {
        assertThat(rules("""
                        id: c
                        principles:
                          - id: a
                            norm: Eine gute Antwort ist in Worten geschrieben, die ein Kind kennt und die nicht verletzen.
                        """)).contains("language");
        Review german = review("""
                id: c
                language: de
                principles:
                  - id: a
                    norm: Eine gute Antwort ist in Worten geschrieben, die ein Kind kennt und die nicht verletzen.
                """);
        assertThat(german.advice()).isEmpty();
        assertThat(german.english()).isFalse();
        assertThat(ReviewText.of(german)).contains("were left out, as the set is in \"de\"");
    }

    @Test
    void norm_thatRanksPrinciplesInAFlatSet_isToldToBeOrdered() throws IOException {
        String set = """
                id: c
                precedence: %s
                principles:
                  - {id: a, norm: The assistant protects people.}
                  - {id: b, norm: The assistant does as it is asked unless an earlier principle forbids it.}
                """;
        assertThat(rules(set.formatted("flat"))).containsExactly("order");
        assertThat(rules(set.formatted("ordered"))).isEmpty();
    }

    @Test
    void examples_ofOneKindOrOneEnding_areToldOnce() throws IOException {
        String example = """
                  - {prompt: q%1$d, response: a, critique_request: c, critique: d, decision: revise, revision_request: r,
                     revision: b}
                """;
        assertThat(rules("id: c\nprinciples:\n  - {id: a, norm: A good response uses plain words.}\nexemplars:\n"
                        + example.formatted(1) + example.formatted(2) + example.formatted(3)))
                .containsExactly("examples", "examples");
    }

    @Test
    void prompts_withoutAWordOfACondition_areNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), """
                id: c
                principles:
                  - {id: law, norm: "If the user asks for legal advice, the assistant names a lawyer."}
                  - {id: money, norm: "Where the user asks about taxes, the assistant names the year of its figures."}
                """);
        Path prompts = Files.writeString(folder.resolve("p.txt"), "How do I file my taxes?\nWho was Bach?\n");

        Review review = Review.of(file, Optional.of(PromptSource.of(prompts)), Optional.empty());

        assertThat(review.advice()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(AdviceKind.NEVER_APPLIES);
            assertThat(one.principle()).hasValue("law");
            assertThat(one.what()).contains("none of 2 prompts");
        });
    }

    @Test
    void file_thatIsNoConstitution_isRefusedWithItsFaults() {
        assertThatThrownBy(() -> review("id: c\nprinciples:\n  - {id: A}\n"))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("c.yaml:3:");
    }

    /** Each of these was judged by hand to be true; the paper's own criteria are kept as they are. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            asimov                  | protect-people:negative
            one-general             |
            helpful-honest-harmless | honest:several-requests harmless:negative
            cai-16                  | helpful-honest-harmless:several-requests wise-peaceful-ethical:several-requests \
            less-harmful-not-didactic:negative respectful-not-accusing:several-requests \
            no-physical-or-social-harm:several-requests acceptable-conduct:several-requests \
            friendly-and-conscientious:trait no-encouragement-of-wrongdoing:negative \
            considerate-and-cordial:several-requests no-social-bias:negative most-harmless-helpful-honest:trait \
            moral-awareness-not-condemning:several-requests
            """)
    void builtInSets_haveOnlyAdviceThatIsTrue(String id, String expected) throws IOException {
        Review review = Review.of(Path.of("..", "principles", id + ".yaml"), Optional.empty(), Optional.empty());

        assertThat(review.advice().stream()
                        .map(one ->
                                one.principle().orElse("") + ":" + one.kind().label()))
                .containsExactlyElementsOf(expected == null ? List.of() : List.of(expected.split(" +")));
        assertThat(review.count(AdviceKind.Severity.WARNING)).isZero();
    }
}
