package dev.constitution.runner.score;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.judge.AnswerPair;
import dev.constitution.judge.Judge;
import dev.constitution.judge.JudgeCalls;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Principle;
import dev.constitution.runner.pairs.LabelledPair;
import dev.constitution.runner.pairs.Preferred;
import java.util.Locale;

/** A rule that labels pairs without understanding them: what a judge must surpass. */
public enum Baseline {
    /** The answer of more characters (code points); a tie where both have as many. */
    LONGER,
    /** The answer of fewer characters. */
    SHORTER,
    /** The answer that stands first in the file, where many files put the chosen one. */
    FIRST,
    /** Either, by a draw that derives from the seed and the row's id. */
    RANDOM;

    /** Rules read neither principle nor prompt, so that pairs without a prompt count too. */
    private static final Principle UNREAD = Principle.of("unread", "Rules read no principle.");

    private Judge judge() {
        return switch (this) {
            case LONGER -> Judge.longer();
            case SHORTER -> Judge.shorter();
            case FIRST -> Judge.first();
            case RANDOM -> Judge.random();
        };
    }

    /**
     * What the rule says of a pair in the file's order.
     *
     * @param id what the row is known by
     */
    Preferred of(LabelledPair pair, String id, long seed) throws InterruptedException {
        AnswerPair answers = new AnswerPair(Prompt.of(id, "unread"), pair.a(), pair.b());
        try {
            Verdict verdict = judge().judge(answers, UNREAD, JudgeCalls.of(id, seed, ModelCaller.direct()));
            return Preferred.of(((Verdict.Preference) verdict).probability());
        } catch (CallFailedException e) {
            throw new IllegalStateException("a rule makes no call", e);
        }
    }

    /** The name as users write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The label, which picocli lists. */
    @Override
    public String toString() {
        return label();
    }
}
