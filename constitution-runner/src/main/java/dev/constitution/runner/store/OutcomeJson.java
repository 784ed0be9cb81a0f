package dev.constitution.runner.store;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.input.InputRow;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Trace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An outcome as the store keeps it: the prompt, every step with its replies, and the result. Exports and reports are made
 * from this and nothing else, so it leaves nothing out; nothing in it depends on time or on the order of arrival.
 */
public final class OutcomeJson {
    /** The kind of failure of an input row that could not be read. */
    public static final String BAD_INPUT = "bad_input";

    /** The kind of failure of a row whose stage threw what it should not. */
    private static final String ERROR = "error";

    /** The detail of a conversation that came to nothing before all its turns were given. */
    private static final String ENDED_EARLY = "ended_early";

    /** Made once: of rows that end together, each would find out anew what the records' JSON is. */
    private static final ObjectWriter WRITER = Json.MAPPER.writerFor(StoredOutcome.class);

    private OutcomeJson() {}

    /** The record of a row that went through a stage. */
    public static OutcomeRecord record(long row, Outcome outcome) {
        return record(row, outcome.prompt().id(), kind(outcome), detail(outcome), stored(outcome));
    }

    /** What a row ends as. A failure in one arm of an experiment, or of its judge, is the row's: nothing hides it. */
    static OutcomeKind kind(Outcome outcome) {
        if (outcome instanceof Outcome.Pair) {
            return OutcomeKind.PAIR;
        } else if (outcome instanceof Outcome.Introspected) {
            return OutcomeKind.CONVERSATION;
        } else if (outcome instanceof Outcome.Judged) {
            return OutcomeKind.JUDGED;
        } else if (outcome instanceof Outcome.Tried tried) {
            return failure(tried).isPresent() ? OutcomeKind.FAILED : OutcomeKind.TRIED;
        } else if (outcome instanceof Outcome.Rejected) {
            return OutcomeKind.REJECTED;
        } else if (outcome instanceof Outcome.Failed) {
            return OutcomeKind.FAILED;
        }
        throw new IllegalArgumentException("an outcome of an unknown kind: " + outcome);
    }

    /** What rows of a kind are told apart by; empty where they are not. */
    private static String detail(Outcome outcome) {
        if (outcome instanceof Outcome.Judged judged) {
            return detail(judged);
        } else if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.gate();
        } else if (outcome instanceof Outcome.Introspected row) {
            return row.ending().map(why -> ENDED_EARLY).orElse("");
        }
        return failure(outcome).map(failed -> failed.kind().label()).orElse("");
    }

    /** A failure and where it was. */
    private record Failure(FailureKind kind, ModelRole role, String message) {}

    /** The first failure of a row. */
    private static Optional<Failure> failure(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return Optional.of(new Failure(failed.kind(), failed.role(), failed.message()));
        } else if (outcome instanceof Outcome.Tried tried) {
            Optional<Failure> ofArm = tried.arms().stream()
                    .flatMap(arm -> failure(arm.outcome())
                            .map(one -> new Failure(one.kind(), one.role(), "arm " + arm.name() + ": " + one.message()))
                            .stream())
                    .findFirst();
            return ofArm.or(() -> tried.duels().stream()
                    .flatMap(duel -> duel.failure().stream())
                    .map(one -> new Failure(one.kind(), one.role(), one.message()))
                    .findFirst());
        }
        return Optional.empty();
    }

    /** The record of an input row that could not be read. */
    public static OutcomeRecord unreadable(long row, InputRow.Bad bad) {
        StoredOutcome stored =
                StoredOutcome.failed(OptionalLong.of(bad.line()), Optional.empty(), BAD_INPUT, bad.message());
        return record(row, "line-" + bad.line(), OutcomeKind.FAILED, BAD_INPUT, stored);
    }

    /** The record of a row whose stage threw what it should not. */
    public static OutcomeRecord crashed(long row, Prompt prompt, Throwable failure) {
        StoredOutcome stored =
                StoredOutcome.failed(OptionalLong.empty(), Optional.of(prompt), ERROR, failure.toString());
        return record(row, prompt.id(), OutcomeKind.FAILED, ERROR, stored);
    }

    private static OutcomeRecord record(long row, String id, OutcomeKind kind, String detail, StoredOutcome stored) {
        return new OutcomeRecord(row, id, kind, detail, stored);
    }

    static StoredOutcome read(String line) {
        return Json.read(line, StoredOutcome.class);
    }

    /** An outcome as JSON, with all its texts. */
    static String line(StoredOutcome stored) {
        return Json.line(WRITER, stored);
    }

    /** What a judged row is counted by: {@code preference}, {@code tie} or {@code no_verdict}. */
    private static String detail(Outcome.Judged judged) {
        if (!(judged.judgement().verdict() instanceof Verdict.Preference preference)) {
            return "no_verdict";
        }
        return preference.isTie() ? "tie" : "preference";
    }

    static StoredOutcome stored(Outcome outcome) {
        Optional<Outcome.Pair> pair = as(Outcome.Pair.class, outcome);
        Optional<Outcome.Judged> judged = as(Outcome.Judged.class, outcome);
        Optional<Outcome.Rejected> rejected = as(Outcome.Rejected.class, outcome);
        Optional<Outcome.Tried> tried = as(Outcome.Tried.class, outcome);
        Optional<Failure> failed = failure(outcome);
        // What was answered on the way: a row of comparison has answers, one of contrast two, one of introspection
        // turns,
        // one of revision an initial answer and steps.
        Optional<Trace.OfComparison> comparison = Optional.of(outcome.trace())
                .filter(Trace.OfComparison.class::isInstance)
                .map(Trace.OfComparison.class::cast)
                .filter(made -> !made.answers().isEmpty());
        Optional<Trace.OfContrast> contrast = Optional.of(outcome.trace())
                .filter(Trace.OfContrast.class::isInstance)
                .map(Trace.OfContrast.class::cast);
        Optional<Trace.OfIntrospection> spoken = Optional.of(outcome.trace())
                .filter(Trace.OfIntrospection.class::isInstance)
                .map(Trace.OfIntrospection.class::cast);
        Optional<Outcome.Introspected> introspected = as(Outcome.Introspected.class, outcome);
        boolean isRevision =
                Stream.of(comparison, contrast, spoken, judged, tried).allMatch(Optional::isEmpty);
        return new StoredOutcome(
                OptionalLong.empty(),
                Optional.of(outcome.prompt().id()),
                outcome.prompt().messages(),
                outcome.prompt().tools(),
                outcome.prompt().metadata(),
                comparison.map(
                        made -> made.answers().stream().map(StoredReply::of).toList()),
                comparison.map(made ->
                        made.comparisons().stream().map(StoredComparison::of).toList()),
                contrast.flatMap(Trace.OfContrast::plain)
                        .or(() -> outcome.initial().filter(made -> isRevision))
                        .map(StoredReply::of),
                contrast.flatMap(Trace.OfContrast::instructed).map(StoredReply::of),
                spoken.map(made -> made.turns().stream().map(StoredReply::of).toList()),
                introspected.map(Outcome.Introspected::conversation),
                isRevision
                        ? Optional.of(
                                outcome.steps().stream().map(StoredStep::of).toList())
                        : Optional.empty(),
                confirmation(outcome).map(StoredJudgement::of),
                pair.map(Outcome.Pair::chosen),
                pair.map(Outcome.Pair::rejected),
                pair.map(OutcomeJson::source),
                pair.map(Outcome.Pair::probability).orElse(OptionalDouble.empty()),
                pair.map(Outcome.Pair::principles).or(() -> introspected.map(Outcome.Introspected::principles)),
                judged.map(Outcome.Judged::secondFirst),
                judged.map(Outcome.Judged::judgement).map(StoredJudgement::of),
                rejected.map(Outcome.Rejected::gate),
                rejected.map(Outcome.Rejected::reason).or(() -> introspected.flatMap(Outcome.Introspected::ending)),
                failed.map(row -> row.kind().label()),
                failed.map(row -> row.role().label()),
                failed.map(Failure::message),
                tried.map(row -> row.arms().stream().map(StoredArm::of).toList())
                        .orElse(List.of()),
                tried.map(row -> row.duels().stream().map(StoredDuel::of).toList())
                        .orElse(List.of()));
    }

    private static String source(Outcome.Pair pair) {
        if (pair instanceof Outcome.Revised) {
            return "revision";
        } else if (pair instanceof Outcome.Compared) {
            return "comparison";
        } else if (pair instanceof Outcome.Contrasted) {
            return "contrast";
        }
        throw new IllegalArgumentException("a pair of an unknown kind: " + pair);
    }

    private static Optional<Judgement> confirmation(Outcome outcome) {
        if (outcome.trace() instanceof Trace.OfContrast contrast) {
            return contrast.confirmation();
        }
        return outcome.trace() instanceof Trace.OfRevision revision ? revision.confirmation() : Optional.empty();
    }

    private static <T> Optional<T> as(Class<T> type, Outcome outcome) {
        return Optional.of(outcome).filter(type::isInstance).map(type::cast);
    }
}
