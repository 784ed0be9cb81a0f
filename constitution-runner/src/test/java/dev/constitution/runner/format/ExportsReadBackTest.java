package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.ReadBack;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run exports can be read again, as labelled pairs or as prompts, with the texts that it was written with. */
class ExportsReadBackTest {
    private static final Pattern LEFT_OUT = Pattern.compile("left out: [^:]+: (\\d+)");

    @TempDir
    private Path folder;

    private Path run;

    static Stream<String> forms() {
        return ExportCatalog.names().stream();
    }

    @BeforeEach
    void write() throws IOException {
        run = StoredRows.write(folder.resolve("run"), StoredRows.hard());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void export_hardRows_areReadBackAsTheyWere(String form) throws IOException {
        Path file = folder.resolve("rows" + Exports.ending(form));

        int leftOut = leftOut(Exports.writeForm(run, form, file).succeeded().out());

        List<ReadBack.Texts> read = ReadBack.of(form).read(file);
        assertThat(read).isSubsetOf(ReadBack.of(form).written(StoredRows.hard()));
        // Rows that are not read back were not written.
        assertThat(Set.copyOf(read)).hasSize(StoredRows.hard().size() - leftOut);
    }

    @Test
    void export_conversationsWithAnswers_leaveOutWhatTheFormHasNoPlaceFor() throws IOException {
        String said = Exports.write(run, "alpaca", folder.resolve("rows.jsonl"))
                .succeeded()
                .out();

        assertThat(said).contains("rows.jsonl 14 lines", "left out: several turns: 1", "left out: system turn: 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trl-unpaired", "ms-swift-kto"})
    void judge_singleAnswersWithALabel_areRefused(String form) throws IOException {
        Path file = folder.resolve("rows.jsonl");
        Exports.writeForm(run, form, file).succeeded();

        assertThat(CommandLineHarness.run("judge", "--pairs=" + file, "--baseline=longer")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("single answers with a label");
    }

    /** The form is told from the rows, but for the one whose rows are like another's. */
    @ParameterizedTest
    @MethodSource("forms")
    void judge_exportedPairs_areThoseOfTheForm(String form) throws IOException {
        ReadBack.Way way = ReadBack.of(form);
        if (way instanceof ReadBack.Pairs pairs) {
            Path file = folder.resolve("rows" + Exports.ending(form));
            Exports.writeForm(run, form, file).succeeded();

            String said = CommandLineHarness.run(List.of("judge", "--pairs=" + file, "--baseline=longer", "--json"))
                    .succeeded()
                    .out();

            assertThat(said).contains("\"unreadable\":0", "\"format\":\"" + pairs.told() + "\"");
        }
    }

    /** A field that looks like a part of the prompt, and is none, is worth a warning; no form of this program has one. */
    @ParameterizedTest
    @MethodSource("forms")
    void read_exportedRows_haveNoFieldThatSeemsLeftOut(String form) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>(StoredRows.hard());
        for (OutcomeRecord row : StoredRows.withTools()) {
            rows.add(new OutcomeRecord(rows.size(), row.id(), row.kind(), row.detail(), row.json()));
        }
        Path file = folder.resolve("rows" + Exports.ending(form));
        Exports.writeForm(StoredRows.write(folder.resolve("more"), rows), form, file)
                .succeeded();

        if (ReadBack.of(form) instanceof ReadBack.Pairs) {
            CommandLineHarness.Result judged = CommandLineHarness.run("judge", "--pairs=" + file, "--baseline=longer")
                    .succeeded();
            assertThat(judged.out() + judged.err()).doesNotContain("look like");
        }
        PromptSource prompts = PromptSource.of(file).withDropLastAnswer(true);
        boolean isNamed = form.equals("icai"); // whose questions have no name that prompts have
        assertThat(new InputFile(isNamed ? prompts.withPromptField("input") : prompts)
                        .scan()
                        .notes()
                        .warnings())
                .isEmpty();
    }

    private static int leftOut(String said) {
        Matcher counts = LEFT_OUT.matcher(said);
        int sum = 0;
        while (counts.find()) {
            sum += Integer.parseInt(counts.group(1));
        }
        return sum;
    }
}
