package dev.constitution.runner.outcome;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.judge.Verdict;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.input.InputRow;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Trace;
import java.util.Optional;
import java.util.OptionalLong;

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

    public static StoredOutcome read(String line) {
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
        StoredOutcome.Draft draft = new StoredOutcome.Draft();
        draft.asks(outcome.prompt());
        setTrace(draft, outcome);
        if (outcome instanceof Outcome.Pair pair) {
            draft.chosen = Optional.of(pair.chosen());
            draft.rejected = Optional.of(pair.rejected());
            draft.source = Optional.of(source(pair));
            draft.probability = pair.probability();
            draft.principles = Optional.of(pair.principles());
        } else if (outcome instanceof Outcome.Introspected row) {
            draft.conversation = Optional.of(row.conversation());
            draft.principles = Optional.of(row.principles());
            draft.reason = row.ending();
        } else if (outcome instanceof Outcome.Judged judged) {
            draft.secondFirst = Optional.of(judged.secondFirst());
            draft.judgement = Optional.of(StoredJudgement.of(judged.judgement()));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            draft.gate = Optional.of(rejected.gate());
            draft.reason = Optional.of(rejected.reason());
        } else if (outcome instanceof Outcome.Tried tried) {
            draft.arms = tried.arms().stream().map(StoredArm::of).toList();
            draft.duels = tried.duels().stream().map(StoredDuel::of).toList();
        }
        failure(outcome).ifPresent(failed -> {
            draft.failure = Optional.of(failed.kind().label());
            draft.role = Optional.of(failed.role().label());
            draft.message = Optional.of(failed.message());
        });
        return draft.toRecord();
    }

    /** What was answered on the way. */
    private static void setTrace(StoredOutcome.Draft draft, Outcome outcome) {
        Trace trace = outcome.trace();
        if (trace instanceof Trace.OfContrast contrast) {
            draft.initial = contrast.plain().map(StoredReply::of);
            draft.instructed = contrast.instructed().map(StoredReply::of);
            draft.confirmation = contrast.confirmation().map(StoredJudgement::of);
        } else if (trace instanceof Trace.OfIntrospection spoken) {
            draft.turns =
                    Optional.of(spoken.turns().stream().map(StoredReply::of).toList());
        } else if (trace instanceof Trace.OfComparison made && !made.answers().isEmpty()) {
            draft.answers =
                    Optional.of(made.answers().stream().map(StoredReply::of).toList());
            draft.comparisons = Optional.of(
                    made.comparisons().stream().map(StoredComparison::of).toList());
        } else if (!(outcome instanceof Outcome.Judged || outcome instanceof Outcome.Tried)) {
            draft.initial = outcome.initial().map(StoredReply::of);
            draft.steps =
                    Optional.of(outcome.steps().stream().map(StoredStep::of).toList());
        }
        if (trace instanceof Trace.OfRevision revision) {
            draft.confirmation = revision.confirmation().map(StoredJudgement::of);
        }
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
}
