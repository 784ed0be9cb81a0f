package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.pairs.PairReader;
import dev.constitution.runner.pairs.Preferred;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run exports as pairs can be read as labelled pairs again, with the label that it was written with. */
class ExportsReadBackTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/constitution/runner/format/exports");

    /** A pair's texts: what is left of it whichever answer a form puts first. */
    private record Texts(String question, String chosen, String rejected) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "axolotl.jsonl",
                "distilabel.jsonl",
                "hh-rlhf.jsonl",
                "icai.csv",
                "llama-factory.jsonl",
                "llm-swarm.jsonl",
                "nemo-rl.jsonl",
                "openai.jsonl",
                "openrlhf.jsonl",
                "trl-reward.jsonl",
                "trl-standard.jsonl",
                "trl.jsonl",
            })
    void next_exportedPairs_areThoseOfTheNativeForm(String file) throws IOException {
        Path golden = GOLDEN.resolve(file);

        assertThat(read(golden)).isNotEmpty().isSubsetOf(read(GOLDEN.resolve("native.jsonl")));
    }

    private static List<Texts> read(Path file) throws IOException {
        List<Texts> texts = new ArrayList<>();
        try (PairReader reader = new InputFile(PromptSource.of(file).withPairs(PairFormat.AUTO)).pairs()) {
            for (PairReader.Row row = reader.next(); row != null; row = reader.next()) {
                assertThat(row.fault()).isNull();
                LabelledPair pair = Objects.requireNonNull(row.pair());
                boolean first = pair.human() == Preferred.A;
                texts.add(new Texts(
                        unguarded(pair.prompt().get(pair.prompt().size() - 1).content()),
                        unguarded(first ? pair.a() : pair.b()),
                        unguarded(first ? pair.b() : pair.a())));
            }
        }
        return texts;
    }

    /** Tables put an apostrophe before what a spreadsheet would run. */
    private static String unguarded(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
