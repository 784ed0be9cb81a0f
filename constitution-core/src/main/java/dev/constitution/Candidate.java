package dev.constitution;

import java.util.ArrayList;
import java.util.List;

/**
 * A pair that a stage has made, with what the models were told and asked on the way: what a {@link Gate} looks at.
 *
 * @param prompt the prompt of both answers
 * @param chosen the answer to prefer
 * @param rejected the other answer
 * @param made how the pair was made
 * @param instructions what models were asked under a principle, the norms included: no answer should repeat it
 * @param critiques what critics said
 * @param replies the replies that the two answers were taken from
 */
public record Candidate(
        Prompt prompt,
        String chosen,
        String rejected,
        Made made,
        List<String> instructions,
        List<String> critiques,
        List<Reply> replies) {

    /** How a pair was made. */
    public enum Made {
        /** The chosen answer is a revision of the rejected one, which is there for its faults. */
        BY_REVISION,
        /** Both answers were sampled alike and then compared, so both must be sound. */
        BY_COMPARISON
    }

    public Candidate {
        instructions = List.copyOf(instructions);
        critiques = List.copyOf(critiques);
        replies = List.copyOf(replies);
    }

    /** What a pair of critique and revision under a constitution is to be judged by. */
    static Candidate of(Outcome.Revised pair, Constitution constitution) {
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
        return new Candidate(
                pair.prompt(), pair.chosen(), pair.rejected(), Made.BY_REVISION, instructions, critiques, replies);
    }
}
