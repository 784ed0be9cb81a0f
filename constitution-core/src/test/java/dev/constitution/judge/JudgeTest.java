package dev.constitution.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.Prompt;
import dev.constitution.judge.Verdict.Basis;
import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.judge.Verdict.Part;
import dev.constitution.judge.Verdict.Preference;
import dev.constitution.judge.Verdict.Unreadable;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Principle FIRST = Principle.of("first", "One.");
    private static final Principle SECOND = Principle.of("second", "Two.");
    private static final Principle THIRD = Principle.of("third", "Three.");
    private static final List<Principle> LAWS = List.of(FIRST, SECOND, THIRD);
    private static final AnswerPair PAIR = new AnswerPair(Prompt.of("p", "q"), "a", "b");

    /** Gives each principle's probability; NaN is unreadable. */
    private static Judge saying(Map<String, Double> probabilities) {
        return (pair, principle, calls) -> {
            double p = probabilities.getOrDefault(principle.id(), Double.NaN);
            return Double.isNaN(p) ? Unreadable.of("no idea") : Verdict.byRule(p);
        };
    }

    private static Verdict verdict(Judge judge) throws InterruptedException, CallFailedException {
        return judge.judge(PAIR, FIRST, JudgeCalls.of("p", 0, ModelCaller.direct()));
    }

    private static Preference preference(Judge judge) throws InterruptedException, CallFailedException {
        return (Preference) verdict(judge);
    }

    @Test
    void inBothOrders_positionBound_isATieAndSaysSo() throws Exception {
        Preference verdict = preference(Judge.first().inBothOrders());

        assertThat(verdict.isTie()).isTrue();
        OrderEffect order = verdict.order().orElseThrow();
        assertThat(order.isSamePosition()).isTrue();
        assertThat(order.aFirst()).isEqualTo(1);
        assertThat(order.aSecond()).isZero();
    }

    @Test
    void inBothOrders_consistent_keepsTheProbabilityWithoutEffect() throws Exception {
        Preference verdict = preference(
                ((Judge) (pair, principle, calls) -> Verdict.byRule(pair.a().equals("a") ? 0.9 : 0.1)).inBothOrders());

        assertThat(verdict.probability()).isEqualTo(0.9, within(1e-12));
        assertThat(verdict.order().orElseThrow().isSamePosition()).isFalse();
        assertThat(verdict.order().orElseThrow().aFirst()).isEqualTo(0.9, within(1e-12));
        assertThat(verdict.order().orElseThrow().aSecond()).isEqualTo(0.9, within(1e-12));
        assertThat(verdict.parts()).extracting(Part::label).containsExactly("a-first", "b-first");
    }

    @Test
    void inBothOrders_oneOrderUnreadable_isUnreadable() throws Exception {
        Judge judge = (pair, principle, calls) -> pair.a().equals("a") ? Verdict.byRule(1) : Unreadable.of("no idea");

        assertThat(verdict(judge.inBothOrders())).isInstanceOf(Unreadable.class);
    }

    @Test
    void ensemble_someUnreadable_isTheMeanOfMoreThanHalf() throws Exception {
        assertThat(preference(saying(Map.of("first", 0.9, "second", 0.6)).ensemble(LAWS))
                        .probability())
                .isEqualTo(0.75, within(1e-12));
        assertThat(verdict(saying(Map.of("first", 0.9)).ensemble(LAWS))).isInstanceOf(Unreadable.class);
        assertThat(verdict(saying(Map.of("first", 0.9)).ensemble(List.of(FIRST, SECOND))))
                .as("half is not more than half")
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void ensemble_ofBothOrders_averagesTheOrderEffect() throws Exception {
        Preference verdict = preference(Judge.first().inBothOrders().ensemble(LAWS));

        assertThat(verdict.order()).contains(new OrderEffect(1, 0));
        assertThat(verdict.parts()).extracting(Part::label).containsExactly("first", "second", "third");
    }

    @Test
    void ensemble_thirdsThatCancel_areATie() throws Exception {
        Judge judge = saying(Map.of("first", 1.0 / 3, "second", 0.5, "third", 2.0 / 3));

        assertThat(preference(judge.ensemble(LAWS)).isTie()).isTrue();
    }

    @Test
    void byPrecedence_firstLawDecides_laterOnesAreNotAsked() throws Exception {
        Preference verdict =
                preference(saying(Map.of("first", 0.2, "second", 1.0)).byPrecedence(LAWS, 0.1));

        assertThat(verdict.probability()).isEqualTo(0.2);
        assertThat(verdict.basis()).isEqualTo(Basis.PRECEDENCE);
        assertThat(verdict.parts()).extracting(Part::label).containsExactly("first");
    }

    @Test
    void byPrecedence_firstLawWithinMargin_leavesItToTheNext() throws Exception {
        Preference verdict = preference(
                saying(Map.of("first", 0.45, "second", 0.9, "third", 0.0)).byPrecedence(LAWS, 0.1));

        assertThat(verdict.probability()).isEqualTo(0.9);
        assertThat(verdict.parts()).extracting(Part::label).containsExactly("first", "second");
    }

    @Test
    void byPrecedence_noLawDecides_isATie() throws Exception {
        assertThat(preference(saying(Map.of("first", 0.45, "second", 0.55, "third", 0.5))
                                .byPrecedence(LAWS, 0.1))
                        .isTie())
                .isTrue();
    }

    @Test
    void byPrecedence_lawThatCannotBeRead_isUnreadable() throws Exception {
        assertThat(verdict(saying(Map.of("second", 1.0)).byPrecedence(LAWS, 0.1)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void clamped_beyondTheBounds_isBroughtWithinAndKeepsWhatItWas() throws Exception {
        Preference verdict = preference(saying(Map.of("first", 1.0)).clamped(0.4, 0.6));

        assertThat(verdict.probability()).isEqualTo(0.6);
        assertThat(verdict.basis()).isEqualTo(Basis.CLAMPED);
        assertThat(((Preference) verdict.parts().get(0).verdict()).probability())
                .isEqualTo(1);
        assertThat(verdict(saying(Map.of()).clamped(0.4, 0.6))).isInstanceOf(Unreadable.class);
    }

    @Test
    void clamped_anyProbability_isMonotone() throws Exception {
        double last = 0;
        for (int i = 0; i <= 100; i++) {
            double p = preference(saying(Map.of("first", i / 100.0)).clamped(0.2, 0.8))
                    .probability();
            assertThat(p).isGreaterThanOrEqualTo(last);
            last = p;
        }
    }

    @Test
    void byPrecedence_clampedLast_decidesOnTheVerdictsAsTheyAre() throws Exception {
        Preference verdict = preference(saying(Map.of("first", 0.95, "second", 0.0))
                .byPrecedence(LAWS, 0.1)
                .clamped(0.4, 0.6));

        assertThat(verdict.probability()).isEqualTo(0.6);
    }

    @Test
    void constitutionalJudge_orderedAndClamped_namesTheLawsAndClampsWhatDecided() throws Exception {
        Judge judge = saying(Map.of("first", 0.95, "second", 0.0));

        Judgement judgement = ConstitutionalJudge.of(
                        judge, Constitution.of("laws", LAWS).ordered())
                .clamped(0.4, 0.6)
                .judge(PAIR, 1, JudgeCalls.of("p", 0, ModelCaller.direct()));

        assertThat(((Preference) judgement.verdict()).probability()).isEqualTo(0.6);
        assertThat(judgement.principles()).containsExactly("first");
    }

    @Test
    void byPrecedence_lawWhoseWinnerChangesWithTheOrder_leavesItToTheNext() throws Exception {
        Judge judge = (pair, principle, calls) -> principle.id().equals("first")
                ? Verdict.byRule(pair.a().equals("a") ? 1.0 : 0.6)
                : Verdict.byRule(pair.a().equals("a") ? 0.1 : 0.9);

        Preference verdict = preference(judge.inBothOrders().byPrecedence(LAWS, 0.1));

        assertThat(verdict.parts()).extracting(Part::label).containsExactly("first", "second");
        assertThat(verdict.probability()).isEqualTo(0.1, within(1e-12));
    }

    @Test
    void combinations_inAnOrderThatMakesNoSense_areRefusedWhenBuilt() {
        Judge judge = Judge.first();
        assertThatThrownBy(() -> judge.clamped(0.4, 0.6).byPrecedence(LAWS, 0.1))
                .hasMessageContaining("clamp last");
        assertThatThrownBy(() -> ConstitutionalJudge.of(
                        judge.clamped(0.4, 0.6).inBothOrders(),
                        Constitution.of("laws", LAWS).ordered()))
                .hasMessageContaining("clamp last");
        assertThatThrownBy(() -> judge.inBothOrders().inBothOrders()).hasMessageContaining("once");
        assertThatThrownBy(() -> judge.byPrecedence(LAWS, 0.1).inBothOrders()).hasMessageContaining("byPrecedence(…)");
        assertThatThrownBy(() -> judge.ensemble(LAWS).byPrecedence(LAWS, 0.1)).hasMessageContaining("goes by its own");
        assertThatThrownBy(() -> ConstitutionalJudge.of(judge.ensemble(LAWS), Constitution.of("laws", LAWS)))
                .hasMessageContaining("goes by its own");
        assertThatThrownBy(() -> judge.ensemble(List.of(FIRST, FIRST))).hasMessageContaining("two principles");
    }

    @Test
    void constitutionalJudge_badSettings_areRefusedWhenBuilt() {
        Constitution flat = Constitution.of("laws", LAWS);
        for (Constitution constitution :
                List.of(flat, Constitution.of("laws", LAWS).ordered())) {
            for (double margin : new double[] {-0.1, 0.5, Double.NaN}) {
                assertThatThrownBy(() -> new ConstitutionalJudge(
                                Judge.first(), constitution, PrincipleSelector.random(), margin))
                        .hasMessageContaining("margin must be in [0, 0.5), got " + margin);
            }
        }
        assertThatThrownBy(() -> new ConstitutionalJudge(Judge.first(), flat, (c, round, random) -> List.of(), 0.1))
                .hasMessageContaining("holds no principle");
        assertThatThrownBy(() -> new ConstitutionalJudge(
                        Judge.first(), flat, (c, round, random) -> List.of(Principle.of("other", "x")), 0.1))
                .hasMessageContaining("\"other\", which constitution \"laws\" does not have");
    }

    @Test
    void tieRule_nearOneHalfOrAnotherWinner_isATie() {
        assertThat(TieRule.DEFAULT.isTie(Verdict.byRule(0.55))).isTrue();
        assertThat(TieRule.DEFAULT.isTie(Verdict.byRule(0.45))).isTrue();
        assertThat(TieRule.DEFAULT.isTie(Verdict.byRule(0.56))).isFalse();
        Preference turned = Preference.of(0.7, Basis.BOTH_ORDERS).withOrder(new OrderEffect(1, 0.4));
        assertThat(TieRule.DEFAULT.isTie(turned)).isTrue();
        assertThat(TieRule.EXACT.isTie(turned)).isFalse();
        assertThat(TieRule.EXACT.isTie(Verdict.byRule(0.5))).isTrue();
        assertThatThrownBy(() -> new TieRule(0.5, true)).hasMessageContaining("got 0.5");
    }

    @Test
    void combinations_badSettings_areRefused() {
        assertThatThrownBy(() -> Judge.first().clamped(0.6, 0.4)).hasMessageContaining("got 0.6 and 0.4");
        assertThatThrownBy(() -> Judge.first().clamped(Double.NaN, 0.6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Judge.first().ensemble(List.of())).hasMessageContaining("at least one principle");
        assertThatThrownBy(() -> Judge.first().byPrecedence(LAWS, 0.5)).hasMessageContaining("margin");
        assertThatThrownBy(() -> Verdict.byRule(Double.NaN)).hasMessageContaining("got NaN");
    }

    @Test
    void baselines_answersOfTwoLengths_preferWhatTheySay() throws Exception {
        AnswerPair pair = new AnswerPair(Prompt.of("p", "q"), "longer", "short");
        JudgeCalls calls = JudgeCalls.of("p", 0, ModelCaller.direct());

        assertThat(Judge.longer().judge(pair, FIRST, calls)).isEqualTo(Verdict.byRule(1));
        assertThat(Judge.shorter().judge(pair, FIRST, calls)).isEqualTo(Verdict.byRule(0));
        assertThat(Judge.longer().judge(PAIR, FIRST, calls)).isEqualTo(Verdict.byRule(0.5));
        assertThat(Judge.random().judge(pair, FIRST, calls))
                .isIn(Verdict.byRule(0), Verdict.byRule(1))
                .isEqualTo(Judge.random().judge(pair, FIRST, calls));
    }
}
