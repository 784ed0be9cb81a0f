package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TwoOrdersTest {
    private final List<TwoOrders.Scores> prompts = new ArrayList<>();

    private void add(int times, double shownFirst, double shownSecond) {
        for (int i = 0; i < times; i++) {
            prompts.add(new TwoOrders.Scores(OptionalDouble.of(shownFirst), OptionalDouble.of(shownSecond)));
        }
    }

    @Test
    void of_judgeWithATasteForTheFirst_hasBothOrdersRateAndItsBias() {
        add(17, 1, 1);
        add(9, 0, 0);
        add(10, 1, 0);
        add(4, 0, 1);

        TwoOrders orders = TwoOrders.of(prompts, Level.DEFAULT);

        Values.requireValue(orders.winRate(), .6);
        Values.requireInterval(orders.winRate(), .474683, .712142, 2e-6);
        Values.requireValue(orders.shownFirst(), .675);
        Values.requireValue(orders.shownSecond(), .525);
        Values.requireValue(orders.bias(), .075);
        Values.requireInterval(orders.bias(), -.018044, .165112, 2e-6);
        assertThat(orders.byPosition()).isEqualTo(new McNemar(10, 4, 40));
        assertThat(orders.disagreeing()).isEqualTo(new Proportion(14, 40));
        assertThat(new Proportion(26, 40).interval().low()).isCloseTo(.495059, within(Values.SIX_DIGITS));
        assertThat(orders.followsPosition()).isFalse();
    }

    @Test
    void of_samePositionOnEveryPrompt_isSaidToFollowIt() {
        add(12, 1, 0);

        TwoOrders orders = TwoOrders.of(prompts, Level.DEFAULT);

        assertThat(orders.followsPosition()).isTrue();
        Values.requireValue(orders.winRate(), .5);
        Values.requireValue(orders.bias(), .5);
    }

    @Test
    void of_oneOrderMissing_leavesThePromptOutAndCountsIt() {
        add(3, 1, 1);
        prompts.add(new TwoOrders.Scores(OptionalDouble.of(1), OptionalDouble.empty()));

        TwoOrders orders = TwoOrders.of(prompts, Level.DEFAULT);

        assertThat(orders.missing()).isEqualTo(1);
        assertThat(orders.winRate().n()).isEqualTo(3);
    }

    @Test
    void of_tieInOneOrder_isHalfAWinThere() {
        add(1, 1, .5);

        TwoOrders orders = TwoOrders.of(prompts, Level.DEFAULT);

        Values.requireValue(orders.winRate(), .75);
        Values.requireValue(orders.bias(), .25);
        assertThat(orders.byPosition()).isEqualTo(new McNemar(0, 0, 1));
    }

    @Test
    void of_nothing_isUndefined() {
        Values.requireUndefined(TwoOrders.of(List.of(), Level.DEFAULT).winRate(), "no prompt has a verdict");
        assertThat(TwoOrders.of(List.of(), Level.DEFAULT).followsPosition()).isFalse();
    }
}
