package dev.constitution.runner.format;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Tool;
import dev.constitution.runner.dataset.DatasetPair;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.outcome.StoredStep;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A finished row as forms see it.
 *
 * @param outcome the row's record
 * @param content what it holds
 */
public record ExportRow(OutcomeRecord outcome, StoredOutcome content) {

    public static ExportRow of(OutcomeRecord outcome) {
        return new ExportRow(outcome, StoredOutcome.of(outcome));
    }

    /** What pairs or conversations of the same turns and answers have in common; empty of other rows. */
    public OptionalLong hash() {
        if (outcome.kind() == OutcomeKind.CONVERSATION) {
            return OptionalLong.of(DatasetPair.hash(content.conversation().orElseThrow()));
        }
        return isPair()
                ? OptionalLong.of(new DatasetPair(
                                outcome.row(),
                                new Prompt(outcome.id(), prompt(), tools(), Map.of()),
                                chosen(),
                                rejected(),
                                Optional.empty(),
                                Optional.empty())
                        .hash())
                : OptionalLong.empty();
    }

    public boolean isPair() {
        return outcome.kind() == OutcomeKind.PAIR;
    }

    /** The turns of the prompt; none where the row could not be read. */
    public List<Message> prompt() {
        return content.prompt();
    }

    /** What the model that answered might call; who speaks of itself is told of no tools. */
    public List<Tool> tools() {
        return outcome.kind() == OutcomeKind.CONVERSATION ? List.of() : content.tools();
    }

    /** What it holds beyond texts. */
    public Set<Beyond> beyond() {
        Set<Beyond> beyond = tools().isEmpty() ? Set.of() : EnumSet.of(Beyond.TOOLS);
        for (Message turn : turns()) { // a plain loop: every row of every export comes through here
            if (turn.beyondText().isPresent()) {
                beyond = beyond.isEmpty() ? EnumSet.noneOf(Beyond.class) : beyond;
                ImageTurn.addTo(beyond, turn);
            }
        }
        if (beyond.contains(Beyond.IMAGES)) {
            ImageTurn.addPlacesTo(beyond, turns(), answers());
        }
        return beyond;
    }

    /** Whether a text says what readers of marks take for the place of an image. */
    boolean hasMark() {
        return ImageTurn.haveMark(turns(), answers());
    }

    /** Each answer that may stand in a record. */
    private List<String> answers() {
        return Stream.of(
                        content.initial().map(StoredReply::text).stream(),
                        content.chosen().stream(),
                        content.rejected().stream(),
                        acceptedSteps().stream()
                                .map(step -> step.revision().orElseThrow().answer()))
                .flatMap(Function.identity())
                .toList();
    }

    /** The turns that its records are made of. */
    List<Message> turns() {
        return content.conversation().orElse(prompt());
    }

    public String chosen() {
        return content.chosen().orElseThrow();
    }

    public String rejected() {
        return content.rejected().orElseThrow();
    }

    /** What made the pair: {@code revision}, {@code comparison} or {@code contrast}. */
    public String source() {
        return content.source().orElseThrow();
    }

    /** The ids of the principles, in the order of their use. */
    public List<String> principles() {
        return content.principles().orElseThrow();
    }

    /** The rounds whose revision became the answer. */
    List<StoredStep> acceptedSteps() {
        return content.steps().orElse(List.of()).stream()
                .filter(StoredStep::accepted)
                .toList();
    }

    /** The probability that chosen is better; empty where no judge was asked. */
    Optional<BigDecimal> probability() {
        // Decimal, so that 1 - 0.7 is 0.3.
        return content.probability().stream().mapToObj(BigDecimal::valueOf).findFirst();
    }

    /** The probability that rejected is better. */
    Optional<BigDecimal> probabilityOfRejected() {
        return probability().map(BigDecimal.ONE::subtract);
    }

    /** By how much chosen is more probable than rejected, in (0, 1]. */
    Optional<BigDecimal> margin() {
        return probability().map(p -> p.add(p).subtract(BigDecimal.ONE));
    }
}
