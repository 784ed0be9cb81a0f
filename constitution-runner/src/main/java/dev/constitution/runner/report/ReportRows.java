package dev.constitution.runner.report;

import dev.constitution.chat.Message;
import dev.constitution.runner.label.LabelTask;
import dev.constitution.runner.label.LabelTasks;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredArm;
import dev.constitution.runner.outcome.StoredComparison;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredJudgement;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.outcome.StoredStep;
import dev.constitution.runner.outcome.StoredVerdict;
import dev.constitution.runner.pairs.LabelledPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes of a stored outcome the row of the page. */
final class ReportRows {
    private static final String A = "a";

    private static final String B = "b";
    private static final Set<String> PAIR = Set.of(A, B, "human");
    private static final String INITIAL = "initial";
    private static final String REVISED = "revised";
    private static final String PLAIN = "plain";
    private static final String INSTRUCTED = "instructed";

    private final StoredOutcome outcome;
    private final Optional<LabelTasks> tasks;
    private final TextLimit limit = new TextLimit();

    private ReportRows(StoredOutcome outcome, Optional<LabelTasks> tasks) {
        this.outcome = outcome;
        this.tasks = tasks;
    }

    /**
     * All of a row.
     *
     * @param tasks tells the pairs that can be labelled
     */
    static ReportRow whole(OutcomeRecord record, StoredOutcome outcome, LabelTasks tasks) {
        return new ReportRows(outcome, Optional.of(tasks)).row(record);
    }

    /** For figures and filters, without edits, which take most of the time, and without pairs to label. */
    static ReportRow outline(OutcomeRecord record, StoredOutcome outcome) {
        return new ReportRows(outcome, Optional.empty()).row(record);
    }

    private ReportRow row(OutcomeRecord record) {
        Optional<LabelledPair> pair = pair();
        return new ReportRow(
                outcome.line(),
                outcome.prompt().stream().map(this::clipped).toList(),
                metadata(pair.isPresent()),
                ways(record),
                pair.map(this::judged).orElseGet(this::sampled),
                contests(),
                pair.map(labelled -> labelled.human().label()),
                tasks.map(all -> pairs(all.of(record))).orElse(List.of()));
    }

    /** The pair of a row of {@code constitution judge}, which travels as metadata. */
    private Optional<LabelledPair> pair() {
        boolean isJudged = outcome.initial().isEmpty()
                && PAIR.stream().allMatch(name -> outcome.metadata().get(name) instanceof String);
        return isJudged ? Optional.of(LabelledPair.ofMetadata(outcome.metadata())) : Optional.empty();
    }

    private Message clipped(Message message) {
        String text = limit.clip(message.inWords());
        return switch (message.role()) {
            case SYSTEM -> Message.system(text);
            case USER -> Message.user(text);
            case ASSISTANT -> Message.assistant(text);
        };
    }

    private Map<String, Object> metadata(boolean isJudged) {
        Map<String, Object> shown = new LinkedHashMap<>();
        outcome.metadata().forEach((name, value) -> {
            if (!isJudged || !PAIR.contains(name)) {
                shown.put(name, limit.clip(String.valueOf(value)));
            }
        });
        return shown;
    }

    private List<ReportRow.Answer> judged(LabelledPair pair) {
        return List.of(new ReportRow.Answer(A, limit.clip(pair.a())), new ReportRow.Answer(B, limit.clip(pair.b())));
    }

    private List<ReportRow.Answer> sampled() {
        List<ReportRow.Answer> answers = new ArrayList<>();
        for (StoredReply reply : outcome.answers().orElse(List.of())) {
            answers.add(new ReportRow.Answer(Integer.toString(answers.size() + 1), limit.clip(reply.text())));
        }
        boolean isOwn = true; // who answers the prompt gives every other turn
        for (StoredReply reply : outcome.turns().orElse(List.of())) {
            Message.Role side = isOwn ? Message.Role.ASSISTANT : Message.Role.USER;
            answers.add(new ReportRow.Answer(reply.call(), limit.clip(reply.text()), Optional.of(side.label())));
            isOwn = !isOwn;
        }
        if (outcome.holdsContrast()) {
            outcome.initial().ifPresent(reply -> answers.add(new ReportRow.Answer(PLAIN, limit.clip(reply.text()))));
            outcome.instructed()
                    .ifPresent(reply -> answers.add(new ReportRow.Answer(INSTRUCTED, limit.clip(reply.text()))));
        }
        return answers;
    }

    private List<ReportRow.Way> ways(OutcomeRecord record) {
        if (outcome.arms().isEmpty()) {
            return List.of(way("", record.kind().label(), outcome, Optional.empty()));
        }
        List<ReportRow.Way> ways = new ArrayList<>();
        Optional<String> first = Optional.empty();
        for (StoredArm arm : outcome.arms()) {
            ways.add(way(arm.arm(), arm.kind(), arm.outcome(), first));
            if (ways.size() == 1) {
                first = arm.outcome().answer();
            }
        }
        return ways;
    }

    private ReportRow.Way way(String name, String kind, StoredOutcome of, Optional<String> first) {
        Optional<String> initial =
                of.initial().filter(any -> !of.holdsContrast()).map(reply -> limit.clip(reply.text()));
        List<ReportRow.Step> steps = new ArrayList<>();
        String answer = initial.orElse("");
        for (StoredStep step : of.steps().orElse(List.of())) {
            Optional<String> revised = step.revision().map(revision -> limit.clip(revision.answer()));
            String before = answer;
            steps.add(new ReportRow.Step(
                    step.round(),
                    step.principle(),
                    step.critique().map(critique -> limit.clip(critique.text())),
                    step.critique().map(StoredStep.Critique::decision),
                    revised.filter(text -> step.accepted())
                            .map(text -> edits(before, text))
                            .orElse(List.of()),
                    step.revision().map(StoredStep.Revision::accepted),
                    step.revision().map(StoredStep.Revision::reading)));
            answer = step.accepted() ? revised.orElse(answer) : answer;
        }
        return new ReportRow.Way(
                name,
                kind,
                of.gate().or(of::failure).orElse(""),
                of.message().or(of::reason).map(limit::clip),
                of.role(),
                initial,
                steps,
                initial.isPresent() && first.isPresent() ? edits(first.get(), answer) : List.of());
    }

    private static List<ReportRow.Pair> pairs(List<LabelTask> tasks) {
        return tasks.stream()
                .map(task -> new ReportRow.Pair(task.sides().a(), task.sides().b(), task.fingerprint()))
                .toList();
    }

    private List<Object> edits(String from, String to) {
        return tasks.isPresent() ? WordDiff.between(from, to) : List.of();
    }

    private List<ReportRow.Contest> contests() {
        List<ReportRow.Contest> contests = new ArrayList<>();
        for (StoredComparison one : outcome.comparisons().orElse(List.of())) {
            contests.add(contest(
                    Integer.toString(one.a()), Integer.toString(one.b()), false, one.principles(), one.verdict()));
        }
        outcome.confirmation()
                .ifPresent(one -> contests.add(contest(
                        outcome.holdsContrast() ? INSTRUCTED : REVISED,
                        outcome.holdsContrast() ? PLAIN : INITIAL,
                        false,
                        one.principles(),
                        one.verdict())));
        outcome.judgement()
                .ifPresent(one -> contests.add(
                        contest(A, B, outcome.secondFirst().orElse(false), one.principles(), one.verdict())));
        outcome.duels().forEach(duel -> contests.add(duel(duel)));
        return contests;
    }

    private ReportRow.Contest duel(StoredDuel duel) {
        if (duel.judgement().isPresent()) {
            StoredJudgement judgement = duel.judgement().get();
            return contest(duel.a(), duel.b(), duel.bFirst(), judgement.principles(), judgement.verdict());
        }
        return new ReportRow.Contest(
                duel.a(),
                duel.b(),
                Optional.of(true).filter(any -> duel.isOfEqualAnswers()),
                duel.probabilityOfA(),
                List.of(),
                List.of(),
                List.of(),
                duel.failure()
                        .map(kind -> kind
                                + duel.message()
                                        .map(said -> ": " + limit.clip(said))
                                        .orElse("")));
    }

    /**
     * @param bFirst whether the second answer was shown first, so that the verdict is the other way round
     */
    private ReportRow.Contest contest(
            String a, String b, boolean bFirst, List<String> principles, StoredVerdict verdict) {
        Shown shown = bFirst ? new Shown(b, a, true, principles) : new Shown(a, b, false, principles);
        List<ReportRow.Part> parts = new ArrayList<>();
        addParts("", verdict, shown, parts);
        return new ReportRow.Contest(
                a,
                b,
                Optional.empty(),
                turned(verdict.probability(), bFirst),
                verdict.order()
                        .map(order -> bFirst
                                ? List.of(1 - order.aSecond(), 1 - order.aFirst())
                                : List.of(order.aFirst(), order.aSecond()))
                        .orElse(List.of()),
                principles,
                parts,
                verdict.unreadable());
    }

    /** The answers of a verdict in the order in which it was given. */
    private record Shown(String first, String second, boolean turned, List<String> principles) {

        /** A part's name in the row's words: the judge's do not know the answers' names. */
        String name(String part) {
            return switch (part) {
                case "a-first" -> first + " shown first";
                case "b-first" -> second + " shown first";
                default -> part;
            };
        }
    }

    private void addParts(String name, StoredVerdict verdict, Shown shown, List<ReportRow.Part> parts) {
        if (!name.isEmpty() || !verdict.replies().isEmpty()) {
            parts.add(new ReportRow.Part(
                    name,
                    shown.principles().contains(name)
                            ? turned(verdict.probability(), shown.turned())
                            : OptionalDouble.empty(),
                    verdict.replies().stream()
                            .map(reply -> limit.clip(reply.text()))
                            .toList()));
        }
        for (StoredVerdict.Part part : verdict.parts()) {
            String own = shown.name(part.part());
            addParts(name.isEmpty() ? own : name + ", " + own, part.verdict(), shown, parts);
        }
    }

    private static OptionalDouble turned(OptionalDouble probability, boolean turned) {
        return probability.isPresent() && turned ? OptionalDouble.of(1 - probability.getAsDouble()) : probability;
    }
}
