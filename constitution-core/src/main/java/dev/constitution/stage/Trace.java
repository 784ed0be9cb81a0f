package dev.constitution.stage;

import dev.constitution.chat.Reply;
import dev.constitution.judge.Judgement;
import java.util.List;
import java.util.Optional;

/** What was answered for a prompt on the way to its outcome. */
public sealed interface Trace {

    /** Of a row for which no model was asked for an answer, for example because it came with answers of its own. */
    static Trace nothing() {
        return new OfComparison(List.of(), List.of());
    }

    /**
     * Of a row of critique and revision.
     *
     * @param initial the first answer; empty where the generator gave none
     * @param steps every critique and revision that was made, in order
     * @param confirmation how a judge compared the revised answer (first) with the initial one (second), where it was asked
     */
    record OfRevision(Optional<Reply> initial, List<Step> steps, Optional<Judgement> confirmation) implements Trace {
        public OfRevision {
            steps = List.copyOf(steps);
        }

        /** Where no judge was asked. */
        public OfRevision(Optional<Reply> initial, List<Step> steps) {
            this(initial, steps, Optional.empty());
        }

        /** The same with a judge's confirmation. */
        public OfRevision confirmed(Judgement judgement) {
            return new OfRevision(initial, steps, Optional.of(judgement));
        }
    }

    /**
     * Of a row of comparison.
     *
     * @param answers the sampled answers that came, in order
     * @param comparisons every comparison of two of them, in order
     */
    record OfComparison(List<Reply> answers, List<JudgedPair> comparisons) implements Trace {
        public OfComparison {
            answers = List.copyOf(answers);
            comparisons = List.copyOf(comparisons);
        }
    }

    /**
     * Of a row of contrast.
     *
     * @param plain the answer of the model that was told nothing; empty where there is none
     * @param instructed the answer under the constitution; empty where there is none
     * @param confirmation how a judge compared the instructed answer (first) with the plain one (second), where it was asked
     */
    record OfContrast(Optional<Reply> plain, Optional<Reply> instructed, Optional<Judgement> confirmation)
            implements Trace {
        /** Before anything was answered. */
        static final OfContrast NOTHING = of(Optional.empty(), Optional.empty());

        /** Where no judge was asked. */
        static OfContrast of(Optional<Reply> plain, Optional<Reply> instructed) {
            return new OfContrast(plain, instructed, Optional.empty());
        }

        /** The same with a judge's confirmation. */
        public OfContrast confirmed(Judgement judgement) {
            return new OfContrast(plain, instructed, Optional.of(judgement));
        }
    }

    /**
     * Of a row of introspection.
     *
     * @param turns the turns that the model gave, in order; of a conversation with itself, those of both sides
     */
    record OfIntrospection(List<Reply> turns) implements Trace {
        public OfIntrospection {
            turns = List.copyOf(turns);
        }
    }
}
