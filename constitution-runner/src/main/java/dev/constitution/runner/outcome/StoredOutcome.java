package dev.constitution.runner.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * All that the store keeps of a row that is done, written and read as this record alone. A row of revision has
 * {@code initial}, {@code steps} and, where a judge was asked, {@code confirmation}; a row of comparison has {@code answers}
 * and {@code comparisons}; a row of contrast has {@code initial} (the plain answer), {@code instructed} and, where a judge was
 * asked, {@code confirmation}, and never {@code steps}; a row of introspection has {@code turns}, and {@code conversation} where
 * it is one to learn from. What follows is by what the row ended as.
 *
 * @param line where a row that could not be read begins in the input; such a row has no id
 * @param tools what the generator might call
 * @param metadata the input's own fields, which may have any name
 * @param turns what the model said, in order; of a conversation with itself, both sides
 * @param conversation what is to be learned, from its first turn to its last
 * @param source of a pair: what made it, as {@link OutcomeJson} names it
 * @param probability of a pair that a judge was asked about: that the chosen answer is better
 * @param principles of a pair or a conversation: their ids, in the order of their use
 * @param secondFirst of a judged row: whether the file's second answer was shown first
 * @param gate of a rejected row
 * @param reason of a rejected row, or of a conversation that ends early
 * @param failure of a failed row: the kind
 * @param role of a failed row: whose call failed
 * @param arms of an experiment's row, in the experiment's order
 * @param duels of an experiment's row: how a judge compared the arms' answers
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonNaming(SnakeCaseStrategy.class)
public record StoredOutcome(
        OptionalLong line,
        Optional<String> id,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Message> prompt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Tool> tools,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> metadata,
        Optional<List<StoredReply>> answers,
        Optional<List<StoredComparison>> comparisons,
        Optional<StoredReply> initial,
        Optional<StoredReply> instructed,
        Optional<List<StoredReply>> turns,
        Optional<List<Message>> conversation,
        Optional<List<StoredStep>> steps,
        Optional<StoredJudgement> confirmation,
        Optional<String> chosen,
        Optional<String> rejected,
        Optional<String> source,
        OptionalDouble probability,
        Optional<List<String>> principles,
        Optional<Boolean> secondFirst,
        Optional<StoredJudgement> judgement,
        Optional<String> gate,
        Optional<String> reason,
        Optional<String> failure,
        Optional<String> role,
        Optional<String> message,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoredArm> arms,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoredDuel> duels) {

    /** The content of a row's record. */
    public static StoredOutcome of(OutcomeRecord outcome) {
        return outcome.content();
    }

    /** A row that came to no outcome: one that could not be read, or whose stage threw what it should not. */
    static StoredOutcome failed(OptionalLong line, Optional<Prompt> prompt, String failure, String message) {
        Draft draft = new Draft();
        draft.line = line;
        prompt.ifPresent(draft::asks);
        draft.metadata = Map.of();
        draft.failure = Optional.of(failure);
        draft.message = Optional.of(message);
        return draft.toRecord();
    }

    /** A pair that no stage made. */
    public static StoredOutcome ofPair(
            String id, List<Message> prompt, List<Tool> tools, String chosen, String rejected, String source) {
        Draft draft = new Draft();
        draft.id = Optional.of(id);
        draft.prompt = prompt;
        draft.tools = tools;
        draft.chosen = Optional.of(chosen);
        draft.rejected = Optional.of(rejected);
        draft.source = Optional.of(source);
        draft.principles = Optional.of(List.of());
        return draft.toRecord();
    }

    /** The same as part of a row that holds the prompt already. */
    StoredOutcome withoutPrompt() {
        Draft draft = new Draft(this);
        draft.id = Optional.empty();
        draft.prompt = List.of();
        draft.tools = List.of();
        draft.metadata = Map.of();
        return draft.toRecord();
    }

    /** The same of two others of its answers, of which the judge prefers the first. */
    public StoredOutcome comparing(String better, String worse, double p, List<String> judgedBy) {
        Draft draft = new Draft(this);
        draft.chosen = Optional.of(better);
        draft.rejected = Optional.of(worse);
        draft.probability = OptionalDouble.of(p);
        draft.principles = Optional.of(judgedBy);
        return draft.toRecord();
    }

    /** The answer that stands after all steps, as {@link dev.constitution.stage.Outcome#answer} has it. */
    public Optional<String> answer() {
        String answer = initial.map(StoredReply::text).orElse(null);
        for (StoredStep step : steps.orElse(List.of())) {
            answer = step.revision().map(StoredStep.Revision::answer).orElse(answer);
        }
        return Optional.ofNullable(answer);
    }

    /** Whether its answers are one under the constitution and one without, as far as they came. */
    public boolean holdsContrast() {
        return instructed.isPresent() || (initial.isPresent() && steps.isEmpty());
    }

    /** How many of the turns that a model gave are part of the conversation to learn from. */
    public int turnsLearned() {
        List<Message> learned = conversation.orElse(List.of());
        return (int) Math.max(0, spoken(learned) - spoken(prompt));
    }

    private static long spoken(List<Message> turns) {
        return turns.stream().filter(turn -> turn.role() != Message.Role.SYSTEM).count();
    }

    /** Every reply that the row was made of, in the order in which they stand. */
    public List<StoredReply> replies() {
        List<StoredReply> replies = new ArrayList<>(answers.orElse(List.of()));
        comparisons.ifPresent(all -> all.forEach(one -> one.verdict().addRepliesTo(replies)));
        initial.ifPresent(replies::add);
        instructed.ifPresent(replies::add);
        turns.ifPresent(replies::addAll);
        steps.ifPresent(all -> all.forEach(step -> step.addRepliesTo(replies)));
        confirmation.ifPresent(one -> one.verdict().addRepliesTo(replies));
        judgement.ifPresent(one -> one.verdict().addRepliesTo(replies));
        arms.forEach(arm -> replies.addAll(arm.outcome().replies()));
        duels.forEach(duel -> duel.judgement().ifPresent(one -> one.verdict().addRepliesTo(replies)));
        return replies;
    }

    /** How many characters its replies have, about what it takes in memory. */
    public long characters() {
        long characters = 0;
        for (StoredReply reply : replies()) {
            characters += reply.text().length();
        }
        return characters;
    }

    /** Every verdict on two of the row's answers, but for those that it was put together from. */
    public List<StoredVerdict> verdicts() {
        List<StoredVerdict> verdicts = new ArrayList<>();
        comparisons.ifPresent(all -> all.forEach(one -> verdicts.add(one.verdict())));
        confirmation.ifPresent(one -> verdicts.add(one.verdict()));
        judgement.ifPresent(one -> verdicts.add(one.verdict()));
        arms.forEach(arm -> verdicts.addAll(arm.outcome().verdicts()));
        duels.forEach(duel -> duel.judgement().ifPresent(one -> verdicts.add(one.verdict())));
        return verdicts;
    }

    /** The components by name, while a record is put together; what is not set is absent. */
    static final class Draft {
        OptionalLong line = OptionalLong.empty();
        Optional<String> id = Optional.empty();
        List<Message> prompt = List.of();
        List<Tool> tools = List.of();
        Map<String, Object> metadata = Map.of();
        Optional<List<StoredReply>> answers = Optional.empty();
        Optional<List<StoredComparison>> comparisons = Optional.empty();
        Optional<StoredReply> initial = Optional.empty();
        Optional<StoredReply> instructed = Optional.empty();
        Optional<List<StoredReply>> turns = Optional.empty();
        Optional<List<Message>> conversation = Optional.empty();
        Optional<List<StoredStep>> steps = Optional.empty();
        Optional<StoredJudgement> confirmation = Optional.empty();
        Optional<String> chosen = Optional.empty();
        Optional<String> rejected = Optional.empty();
        Optional<String> source = Optional.empty();
        OptionalDouble probability = OptionalDouble.empty();
        Optional<List<String>> principles = Optional.empty();
        Optional<Boolean> secondFirst = Optional.empty();
        Optional<StoredJudgement> judgement = Optional.empty();
        Optional<String> gate = Optional.empty();
        Optional<String> reason = Optional.empty();
        Optional<String> failure = Optional.empty();
        Optional<String> role = Optional.empty();
        Optional<String> message = Optional.empty();
        List<StoredArm> arms = List.of();
        List<StoredDuel> duels = List.of();

        Draft() {}

        private Draft(StoredOutcome other) {
            line = other.line;
            id = other.id;
            prompt = other.prompt;
            tools = other.tools;
            metadata = other.metadata;
            answers = other.answers;
            comparisons = other.comparisons;
            initial = other.initial;
            instructed = other.instructed;
            turns = other.turns;
            conversation = other.conversation;
            steps = other.steps;
            confirmation = other.confirmation;
            chosen = other.chosen;
            rejected = other.rejected;
            source = other.source;
            probability = other.probability;
            principles = other.principles;
            secondFirst = other.secondFirst;
            judgement = other.judgement;
            gate = other.gate;
            reason = other.reason;
            failure = other.failure;
            role = other.role;
            message = other.message;
            arms = other.arms;
            duels = other.duels;
        }

        void asks(Prompt asked) {
            id = Optional.of(asked.id());
            prompt = asked.messages();
            tools = asked.tools();
            metadata = asked.metadata();
        }

        StoredOutcome toRecord() {
            return new StoredOutcome(
                    line,
                    id,
                    prompt,
                    tools,
                    metadata,
                    answers,
                    comparisons,
                    initial,
                    instructed,
                    turns,
                    conversation,
                    steps,
                    confirmation,
                    chosen,
                    rejected,
                    source,
                    probability,
                    principles,
                    secondFirst,
                    judgement,
                    gate,
                    reason,
                    failure,
                    role,
                    message,
                    arms,
                    duels);
        }
    }
}
