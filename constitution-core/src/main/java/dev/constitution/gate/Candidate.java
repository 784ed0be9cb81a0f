package dev.constitution.gate;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.stage.Contrast;
import dev.constitution.stage.Critique;
import dev.constitution.stage.Introspection;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.constitution.stage.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pair that a stage has made, or a turn of a conversation to learn from, with what the models were told and asked on the way:
 * what a {@link Gate} looks at.
 *
 * @param prompt the prompt of both answers; of a turn, the conversation before it as who gives it sees it
 * @param chosen the answer to prefer, or the turn
 * @param rejected the other answer; empty of a turn
 * @param made how the pair was made
 * @param instructions what models were asked under a principle, the norms included: no answer should repeat it
 * @param critiques what critics said
 * @param replies the replies that the two answers were taken from
 * @param verdict what a judge said of the two answers, where one was asked
 */
public record Candidate(
        Prompt prompt,
        String chosen,
        String rejected,
        Made made,
        List<String> instructions,
        List<String> critiques,
        List<Reply> replies,
        Optional<Verdict> verdict) {

    /** How a pair was made. */
    public enum Made {
        /** The chosen answer is a revision of the rejected one, which is there for its faults. */
        BY_REVISION,
        /** Both answers were sampled alike and then compared, so both must be sound. */
        BY_COMPARISON,
        /** The chosen answer was given under the constitution, the rejected one without it; both must be sound. */
        BY_CONTRAST,
        /** The chosen answer is a turn in which a model speaks of itself under the constitution; the rejected one is empty. */
        BY_INTROSPECTION
    }

    public Candidate {
        instructions = List.copyOf(instructions);
        critiques = List.copyOf(critiques);
        replies = List.copyOf(replies);
    }

    /** Two answers of which nothing else is known. */
    public static Candidate of(Prompt prompt, String chosen, String rejected, Made made) {
        return new Candidate(prompt, chosen, rejected, made, List.of(), List.of(), List.of(), Optional.empty());
    }

    /** This pair, with what models were asked under a principle. */
    public Candidate withInstructions(List<String> asked) {
        return new Candidate(prompt, chosen, rejected, made, asked, critiques, replies, verdict);
    }

    /** This pair, with what critics said. */
    public Candidate withCritiques(List<String> said) {
        return new Candidate(prompt, chosen, rejected, made, instructions, said, replies, verdict);
    }

    /** This pair, taken from these replies. */
    public Candidate withReplies(List<Reply> from) {
        return new Candidate(prompt, chosen, rejected, made, instructions, critiques, from, verdict);
    }

    /** This pair, with what a judge said of it. */
    public Candidate withVerdict(Verdict judged) {
        return new Candidate(prompt, chosen, rejected, made, instructions, critiques, replies, Optional.of(judged));
    }

    /** A stage's pair, with the wordings of the constitution that the stage works under. */
    public static Candidate of(Outcome.Pair pair, Constitution constitution) {
        if (pair instanceof Outcome.Revised revised) {
            return of(revised, constitution);
        } else if (pair instanceof Outcome.Compared compared) {
            return of(compared, constitution);
        } else if (pair instanceof Outcome.Contrasted contrasted) {
            return of(contrasted, constitution);
        }
        throw new IllegalArgumentException("a pair of an unknown kind: " + pair);
    }

    /** The turns of a conversation to learn from, in order, those of both sides. */
    static List<Candidate> turnsOf(Outcome.Introspected row, Constitution constitution) {
        List<Message> conversation = row.conversation();
        List<Reply> replies = row.trace().turns();
        boolean hasSystem = conversation.get(0).role() == Message.Role.SYSTEM;
        List<Message> turns = conversation.subList(hasSystem ? 1 : 0, conversation.size());
        int asked = (int) Message.inWords(row.prompt().messages()).stream()
                .filter(turn -> turn.role() != Message.Role.SYSTEM)
                .count();
        // Several turns tell from one: who is asked once is alone.
        List<String> told = List.of(Introspection.instruction(constitution, turns.size() == asked + 1 ? 1 : 2));
        List<Candidate> candidates = new ArrayList<>();
        for (int at = asked; at < turns.size(); at++) {
            Reply reply = replies.get(at - asked);
            candidates.add(of(before(at, row.prompt().id(), turns), reply.text(), "", Made.BY_INTROSPECTION)
                    .withInstructions(told)
                    .withReplies(List.of(reply)));
        }
        return candidates;
    }

    private static Prompt before(int turn, String id, List<Message> turns) {
        if (turns.get(turn).role() == Message.Role.ASSISTANT) {
            return Prompt.of(id, turns.subList(0, turn));
        }
        return Prompt.of(
                id,
                turns.subList(1, turn).stream() // the other side's first turn answers nothing
                        .map(one -> one.role() == Message.Role.USER
                                ? Message.assistant(one.content())
                                : Message.user(one.content()))
                        .toList());
    }

    private static Candidate of(Outcome.Revised pair, Constitution constitution) {
        List<String> instructions = new ArrayList<>();
        List<String> critiques = new ArrayList<>();
        List<Reply> replies = new ArrayList<>(pair.initial().stream().toList());
        for (Step step : pair.steps()) {
            constitution.principle(step.principle()).ifPresent(principle -> {
                instructions.add(principle.norm());
                step.critique().ifPresent(critique -> instructions.add(principle.critiqueRequest()));
                instructions.add(principle.revisionRequest());
            });
            step.critique().map(Critique::text).ifPresent(critiques::add);
            step.revision()
                    .filter(revision -> revision.answer().equals(pair.chosen()))
                    .map(Revision::reply)
                    .ifPresent(replies::add);
        }
        Candidate candidate = of(pair.prompt(), pair.chosen(), pair.rejected(), Made.BY_REVISION)
                .withInstructions(instructions)
                .withCritiques(critiques)
                .withReplies(replies);
        return pair.trace()
                .confirmation()
                .map(Judgement::verdict)
                .map(candidate::withVerdict)
                .orElse(candidate);
    }

    private static Candidate of(Outcome.Compared pair, Constitution constitution) {
        List<String> instructions = pair.principles().stream()
                .flatMap(id -> constitution.principle(id).stream())
                .flatMap(principle -> Stream.of(principle.norm(), principle.comparison()))
                .toList();
        List<Reply> answers = pair.trace().answers();
        return of(pair.prompt(), pair.chosen(), pair.rejected(), Made.BY_COMPARISON)
                .withInstructions(instructions)
                .withReplies(List.of(
                        answers.get(pair.label().a() - 1),
                        answers.get(pair.label().b() - 1)))
                .withVerdict(pair.label().judgement().verdict());
    }

    private static Candidate of(Outcome.Contrasted pair, Constitution constitution) {
        List<Reply> replies = Stream.of(pair.trace().instructed(), pair.trace().plain())
                .flatMap(Optional::stream)
                .toList();
        Candidate candidate = of(pair.prompt(), pair.chosen(), pair.rejected(), Made.BY_CONTRAST)
                .withInstructions(List.of(Contrast.instruction(constitution)))
                .withReplies(replies);
        return pair.trace()
                .confirmation()
                .map(Judgement::verdict)
                .map(candidate::withVerdict)
                .orElse(candidate);
    }
}
