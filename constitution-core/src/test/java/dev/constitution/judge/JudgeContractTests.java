package dev.constitution.judge;

import dev.constitution.principles.Principle;
import dev.constitution.testing.LetterModel;
import dev.constitution.testing.LetterModel.Shown;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Nested;

/** Every judge keeps the contract. */
class JudgeContractTests {
    /** Prefers long answers and the first position. */
    private static final ToDoubleFunction<Shown> BIASED =
            shown -> shown.a().length() > shown.b().length() ? 0.9 : 0.4;

    private static final List<Principle> SEVERAL =
            List.of(Principle.of("calm", "Be calm."), Principle.of("kind", "Be kind."));

    private static ModelJudge.Builder asking(boolean logprobs) {
        return ModelJudge.builder().model(new LetterModel(logprobs, BIASED));
    }

    @Nested
    class Longer extends Symmetric {
        Longer() {
            super(Judge.longer());
        }
    }

    @Nested
    class Shorter extends Symmetric {
        Shorter() {
            super(Judge.shorter());
        }
    }

    @Nested
    class FirstInBothOrders extends Symmetric {
        FirstInBothOrders() {
            super(Judge.first().inBothOrders());
        }
    }

    @Nested
    class LogprobsInBothOrders extends Symmetric {
        LogprobsInBothOrders() {
            super(asking(true).build().inBothOrders());
        }
    }

    @Nested
    class EnsembleOfLogprobs extends Symmetric {
        EnsembleOfLogprobs() {
            super(asking(true).build().inBothOrders().ensemble(SEVERAL));
        }
    }

    @Nested
    class PrecedenceOfLogprobs extends Symmetric {
        PrecedenceOfLogprobs() {
            super(asking(true).build().inBothOrders().byPrecedence(SEVERAL, 0.1));
        }
    }

    @Nested
    class ClampedLogprobs extends Symmetric {
        ClampedLogprobs() {
            super(asking(true).build().inBothOrders().clamped(0.4, 0.6));
        }
    }

    @Nested
    class First extends Bound {
        First() {
            super(Judge.first());
        }
    }

    @Nested
    class RandomDraw extends Bound {
        RandomDraw() {
            super(Judge.random());
        }
    }

    @Nested
    class Logprobs extends Bound {
        Logprobs() {
            super(asking(true).build());
        }
    }

    @Nested
    class LogprobsMissing extends Bound {
        LogprobsMissing() {
            super(asking(false).method(ModelJudge.Method.LOGPROBS).build());
        }
    }

    @Nested
    class Votes extends Bound {
        Votes() {
            super(asking(false).build());
        }
    }

    @Nested
    class Structured extends Bound {
        Structured() {
            super(asking(false).method(ModelJudge.Method.STRUCTURED).build());
        }
    }

    @Nested
    class ChainOfThought extends Bound {
        ChainOfThought() {
            super(asking(false).chainOfThought(3).build().clamped(0.4, 0.6));
        }
    }

    abstract static class Symmetric extends JudgeContract {
        private final Judge judge;

        Symmetric(Judge judge) {
            this.judge = judge;
        }

        @Override
        Judge judge() {
            return judge;
        }

        @Override
        boolean isSymmetric() {
            return true;
        }
    }

    abstract static class Bound extends Symmetric {
        Bound(Judge judge) {
            super(judge);
        }

        @Override
        boolean isSymmetric() {
            return false;
        }
    }
}
