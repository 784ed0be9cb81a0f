package dev.constitution.runner.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Usage;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Decision;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.testing.GoldenFile;
import dev.constitution.runner.testing.StoredRows;
import dev.constitution.stage.Critique;
import dev.constitution.stage.JudgedPair;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.constitution.stage.Step;
import dev.constitution.stage.Trace;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a store holds of every kind of row, byte for byte: stores of this build and of older ones are the same. */
class OutcomeJsonTest {
    /** A reply of which the provider says nothing but its text. */
    private static final Reply BARE = Reply.of("answer/1", "No.");

    private static final Reply FULL = Reply.of("judge/1", "B")
            .withFinish(FinishReason.STOP)
            .withModel("house-1")
            .withUsage(Usage.of(9, 3));

    @Test
    void record_everyKindOfRow_hasTheseBytes() throws IOException {
        List<OutcomeRecord> rows = StoredRows.all();
        odd().forEach(outcome -> rows.add(OutcomeJson.record(rows.size(), outcome)));
        rows.add(OutcomeJson.crashed(rows.size(), odd().get(0).prompt(), new IllegalStateException("a \"defect\"")));
        rows.add(OutcomeJson.unreadable(rows.size(), new InputRow.Bad(7, "not JSON: \ud800")));

        new GoldenFile("store/outcomes.jsonl")
                .requireEqual(rows.stream()
                        .map(row -> String.join(" ", row.kind().label(), row.detail(), row.id(), row.json()) + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void record_rowsOfContrast_haveTheseBytes() throws IOException {
        new GoldenFile("store/contrasts.jsonl")
                .requireEqual(StoredRows.contrasts().stream()
                        .map(row -> String.join(" ", row.kind().label(), row.detail(), row.id(), row.json()) + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void record_rowsOfIntrospection_haveTheseBytes() throws IOException {
        new GoldenFile("store/introspections.jsonl")
                .requireEqual(StoredRows.introspections().stream()
                        .map(row -> String.join(" ", row.kind().label(), row.detail(), row.id(), row.json()) + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void of_everyKindOfRow_losesNothing() {
        List<OutcomeRecord> rows = rows();
        rows.addAll(StoredRows.introspections());
        rows.addAll(StoredRows.contrasts());
        assertThat(rows)
                .allSatisfy(row -> assertThat(Json.line(StoredOutcome.of(row))).isEqualTo(row.json()));
    }

    @Test
    void of_rowOfANewerBuild_letsUnknownFieldsBe() {
        StoredOutcome read = Json.read("{\"id\":\"a\",\"new\":[{}],\"steps\":null}", StoredOutcome.class);

        assertThat(read.id()).contains("a");
        assertThat(read.prompt()).isEmpty();
        assertThat(read.metadata()).isEmpty();
        assertThat(read.steps()).isEmpty();
        assertThat(read.replies()).isEmpty();
    }

    @Test
    void replies_fieldsOfTheInputNamedAlike_areNone() {
        OutcomeRecord row = OutcomeJson.record(0, odd().get(3));

        assertThat(StoredOutcome.of(row).replies())
                .extracting(StoredReply::call)
                .containsExactly("answer/1", "answer/1", "judge/1", "judge/1");
    }

    private static List<OutcomeRecord> rows() {
        List<OutcomeRecord> rows = StoredRows.all();
        odd().forEach(outcome -> rows.add(OutcomeJson.record(rows.size(), outcome)));
        rows.add(OutcomeJson.crashed(rows.size(), odd().get(0).prompt(), new IllegalStateException("a \"defect\"")));
        rows.add(OutcomeJson.unreadable(rows.size(), new InputRow.Bad(7, "not JSON: \ud800")));
        return rows;
    }

    private static List<Outcome> odd() {
        Prompt prompt =
                new Prompt("odd", List.of(Message.system("Be\nbrief."), Message.user("Half \ud800?")), metadata());
        Verdict unreadable = new Verdict.Unreadable("no letter in \"Hm\"", List.of(), List.of(FULL));
        Verdict rule = Verdict.byRule(0.1 + 0.2);
        Verdict mean = new Verdict.Preference(
                1,
                Verdict.Basis.ENSEMBLE,
                Optional.empty(),
                List.of(new Verdict.Part("kind", rule), new Verdict.Part("honest", unreadable)),
                List.of());
        Verdict split = new Verdict.Unreadable("all are", List.of(new Verdict.Part("a_first", unreadable)), List.of());
        JudgedPair tie = new JudgedPair(2, 1, new Judgement(List.of("kind"), Verdict.byRule(0.5)));
        Step noCritique = new Step(
                1, "kind", Optional.empty(), Optional.of(new Revision("No.", Revision.Reading.UNCHANGED, BARE)));
        Step noRevision =
                new Step(2, "honest", Optional.of(new Critique("Fine.", Decision.KEEP, FULL)), Optional.empty());
        Trace.OfRevision revision =
                new Trace.OfRevision(Optional.of(BARE), List.of(noCritique, noRevision), Optional.empty());
        Trace comparison = new Trace.OfComparison(List.of(BARE, FULL), List.of(tie));
        return new ArrayList<>(List.of(
                new Outcome.Judged(prompt, true, new Judgement(List.of("kind", "honest"), mean)),
                new Outcome.Judged(prompt, false, new Judgement(List.of("kind"), unreadable)),
                new Outcome.Judged(prompt, false, new Judgement(List.of("kind"), Verdict.byRule(0.5))),
                new Outcome.Rejected(
                        prompt, revision.confirmed(new Judgement(List.of("kind"), split)), "no_verdict", "none"),
                new Outcome.Rejected(prompt, comparison, "tie", "neither is better"),
                new Outcome.Failed(
                        prompt,
                        new Trace.OfComparison(List.of(FULL), List.of()),
                        FailureKind.TRUNCATED,
                        ModelRole.GENERATOR,
                        "cut after 3 tokens"),
                new Outcome.Failed(
                        prompt,
                        new Trace.OfComparison(List.of(), List.of()),
                        FailureKind.TIMEOUT,
                        ModelRole.JUDGE,
                        "late")));
    }

    /** Fields of the input, named as the store's own, of every kind of value. */
    private static Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("role", "mine");
        metadata.put("call", 7);
        metadata.put("model", Map.of("probability", 1e-7));
        metadata.put("steps", Arrays.asList(1.0, true, null, "\ud800", Long.MAX_VALUE));
        metadata.put("nothing", null);
        return metadata;
    }
}
