package dev.constitution.runner.measure;

/**
 * What a person said of two arms' answers to a prompt.
 *
 * @param prompt the prompt's id
 * @param a the first arm's name
 * @param b the second arm's name
 * @param choice which answer is the better one
 * @param labeller who said it
 */
public record PersonLabel(String prompt, String a, String b, Choice choice, String labeller) {

    /** Which of two answers is the better one. */
    public enum Choice {
        A(0),
        B(1),
        TIE(2);

        private final int place;

        Choice(int place) {
            this.place = place;
        }

        /** Its row and column in tables. */
        int place() {
            return place;
        }

        Choice other() {
            return switch (this) {
                case A -> B;
                case B -> A;
                case TIE -> TIE;
            };
        }

        /** What a score says. */
        static Choice of(double score) {
            return score == 0.5 ? TIE : score > 0.5 ? A : B;
        }
    }

    /** The same of the arms in the other order. */
    PersonLabel swapped() {
        return new PersonLabel(prompt, b, a, choice.other(), labeller);
    }
}
