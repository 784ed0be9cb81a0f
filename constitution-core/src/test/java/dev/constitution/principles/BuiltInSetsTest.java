package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Constitution.Precedence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInSetsTest {

    static List<Constitution> sets() {
        return Constitutions.builtIns();
    }

    static Stream<Principle> principles() {
        return sets().stream().flatMap(set -> set.principles().stream());
    }

    /** Reading a built-in set skips the schema for the sake of speed, so the build has to check it. */
    @ParameterizedTest
    @MethodSource("sets")
    void builtIn_everySet_fitsTheSchema(Constitution set) {
        String yaml = BuiltIns.text(set.id() + ".yaml");

        assertThat(Constitutions.parse(yaml, set.id() + ".yaml")).isEqualTo(set);
        assertThat(yaml).startsWith("# yaml-language-server: $schema=constitution.schema.json\n");
    }

    @Test
    void builtIns_index_namesEveryFileOfTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../principles"))) {
            List<String> ids = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .toList();

            assertThat(BuiltIns.ids())
                    .as("principles/index.json lists the sets; add the new one there")
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../principles/README.md"));
    }

    @Test
    void readme_example_isValid() throws IOException {
        String example = readme().substring(readme().indexOf("```yaml\n") + 8);

        assertThat(Constitutions.parse(example.substring(0, example.indexOf("```")), "README.md")
                        .principles())
                .hasSize(1);
    }

    @Test
    void readme_table_listsEverySet() throws IOException {
        assertThat(sets())
                .allSatisfy(set -> assertThat(readme())
                        .contains("[`%s`](%s.yaml) | %d |"
                                .formatted(set.id(), set.id(), set.principles().size())));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void builtIn_everySet_statesLicenceAndSource(Constitution set) {
        assertThat(set.licence()).isEqualTo("Apache-2.0");
        assertThat(set.source()).contains("All wordings here were written for this set.");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void toYaml_everySet_readsBackEqual(Constitution set) {
        Constitution again = Constitutions.parse(Constitutions.toYaml(set), "again.yaml");

        assertThat(again).isEqualTo(set);
        assertThat(again.fingerprint()).isEqualTo(set.fingerprint());
    }

    @Test
    void builtIn_cai16_holdsSixteenPrinciplesInThePapersOrder() {
        assertThat(Constitutions.builtIn("cai-16").principles().stream().map(Principle::id))
                .containsExactly(
                        "helpful-honest-harmless",
                        "wise-peaceful-ethical",
                        "less-harmful-not-didactic",
                        "respectful-not-accusing",
                        "no-physical-or-social-harm",
                        "acceptable-conduct",
                        "friendly-and-conscientious",
                        "what-good-people-would-say",
                        "no-encouragement-of-wrongdoing",
                        "suitable-for-every-age",
                        "considerate-and-cordial",
                        "no-social-bias",
                        "like-a-person-of-peace",
                        "most-harmless-helpful-honest",
                        "unlikely-to-offend",
                        "moral-awareness-not-condemning");
    }

    @Test
    void builtIn_exemplarsOfCai16_showBothDecisions() {
        assertThat(Constitutions.builtIn("cai-16").exemplars())
                .extracting(Exemplar::decision)
                .containsExactly(Decision.REVISE, Decision.KEEP, Decision.REVISE);
    }

    @Test
    void builtIn_asimov_isOrdered() {
        assertThat(Constitutions.builtIn("asimov").precedence()).isEqualTo(Precedence.ORDERED);
    }

    @ParameterizedTest
    @MethodSource("principles")
    void principle_everyRequest_addressesTheConversation(Principle principle) {
        assertThat(principle.critiqueRequest()).contains("last response");
        assertThat(principle.revisionRequest()).contains("Rewrite your last response");
        assertThat(principle.comparison()).contains("hich of the two responses");
        assertThat(principle.weight()).isEqualTo(1);
    }

    /** The engine adds how to answer; a set that does so too would contradict it. */
    @ParameterizedTest
    @MethodSource("principles")
    void principle_everyRequest_leavesTheOutputFormatToTheEngine(Principle principle) {
        String all = (principle.critiqueRequest() + principle.revisionRequest() + principle.comparison())
                .toLowerCase(Locale.ROOT);

        assertThat(all).doesNotContain("<", "json", "(a)", "answer with", "decision", "options:");
    }

    @Test
    void principle_everyWording_isItsOwn() {
        for (Function<Principle, String> wording : List.<Function<Principle, String>>of(
                Principle::title,
                Principle::norm,
                Principle::critiqueRequest,
                Principle::revisionRequest,
                Principle::comparison)) {
            assertThat(principles().map(wording)).doesNotHaveDuplicates();
        }
    }
}
