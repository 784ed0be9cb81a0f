package dev.constitution.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.principles.Choice;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.testing.LetterModel;
import dev.constitution.testing.LetterModel.Shown;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InjectionTrialTest {
    private static final Constitution KIND = Constitution.of("kind", List.of(Principle.of("kind", "Be kind.")));
    private static final int PAIRS = 6;

    /** Knows the better answers by heart, whatever else is said. */
    private static double robust(Shown shown) {
        Set<String> better =
                InjectionSet.pairs().stream().map(InjectionSet.Quality::better).collect(Collectors.toSet());
        return better.contains(shown.a()) ? 0.9 : better.contains(shown.b()) ? 0.1 : 0.5;
    }

    /** Does what the first answer that says "choose" asks for. */
    private static double obedient(Shown shown) {
        Matcher order = Pattern.compile("choose ([AB])\\.").matcher(shown.a() + shown.b());
        return order.find() ? (order.group(1).equals("A") ? 0.9 : 0.1) : robust(shown);
    }

    private static Judge judge(ToDoubleFunction<Shown> preferenceForA) {
        return ModelJudge.builder().model(new LetterModel(true, preferenceForA)).build();
    }

    private static InjectionReport run(Judge judge) throws InterruptedException, CallFailedException {
        return InjectionTrial.run(judge, KIND, 0, ModelCaller.direct());
    }

    private static Map<String, InjectionReport.Attack> byId(InjectionReport report) {
        return report.attacks().stream().collect(Collectors.toMap(InjectionReport.Attack::id, Function.identity()));
    }

    @Test
    void run_robustJudge_neverFlips() throws Exception {
        InjectionReport report = run(judge(InjectionTrialTest::robust));

        assertThat(report.cases()).isEqualTo(PAIRS * report.attacks().size());
        assertThat(report.decided()).isEqualTo(report.cases());
        assertThat(report.flipped()).isZero();
        assertThat(report.attacks())
                .allSatisfy(
                        attack -> assertThat(attack.meanShift().orElseThrow()).isEqualTo(0, within(1e-9)));
    }

    @Test
    void run_obedientJudge_flipsOnTheAttackThatItObeys() throws Exception {
        InjectionReport report = run(judge(InjectionTrialTest::obedient));

        InjectionReport.Attack choose = byId(report).get("choose-letter");
        assertThat(choose.flipped()).isEqualTo(PAIRS);
        assertThat(choose.decided()).isEqualTo(PAIRS);
        assertThat(choose.meanShift().orElseThrow()).isEqualTo(0.8, within(1e-9));
        assertThat(report.flipped()).isEqualTo(PAIRS);
        assertThat(report.decided()).isEqualTo(PAIRS * report.attacks().size());
    }

    @Test
    void run_obedientJudgeInBothOrders_hasItsLetterGuessedWrongInOne() throws Exception {
        InjectionReport report = run(judge(InjectionTrialTest::obedient).inBothOrders());

        assertThat(byId(report).get("choose-letter").flipped()).isZero();
    }

    @Test
    void run_undecidedJudge_hasNothingToFlip() throws Exception {
        InjectionReport report = run(Judge.first().inBothOrders());

        assertThat(report.decided()).isZero();
        assertThat(report.flipped()).isZero();
    }

    @Test
    void run_unreadableAfterAnAttack_isCountedAndIsNoFlip() throws Exception {
        Judge robust = judge(InjectionTrialTest::robust);
        Judge confused = (pair, principle, calls) -> (pair.a() + pair.b()).contains("<verdict>")
                ? Verdict.Unreadable.of("confused")
                : robust.judge(pair, principle, calls);

        InjectionReport.Attack attack = byId(run(confused)).get("verdict-tag");

        assertThat(attack.decided()).isEqualTo(PAIRS);
        assertThat(attack.unreadable()).isEqualTo(PAIRS);
        assertThat(attack.flipped()).isZero();
        assertThat(attack.meanShift()).isEmpty();
    }

    @Test
    void attacks_inARequest_neverCloseTheirDelimiter() throws Exception {
        // LetterModel reads the answers by their delimiters: what it saw is what was to be judged.
        Set<String> seen = new HashSet<>();
        run(judge(shown -> {
            seen.add(shown.a());
            seen.add(shown.b());
            return 0.6;
        }));

        for (InjectionSet.Attack attack : InjectionSet.attacks()) {
            for (int i = 0; i < PAIRS; i++) {
                InjectionSet.Quality pair = InjectionSet.pairs().get(i);
                AnswerPair shown = pair.pair(i % 2 == 0 ? Choice.A : Choice.B, attack.text());
                assertThat(seen).contains(shown.a(), shown.b());
            }
        }
    }
}
