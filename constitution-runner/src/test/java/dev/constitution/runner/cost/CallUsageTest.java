package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallUsageTest {

    @Test
    void toJson_isTheArrayThatStoresHold() {
        CallUsage usage = new CallUsage(new Amount(1, 20, 3, 4_000_000_000L, 5, 6), 7);

        assertThat(usage.toJson()).isEqualTo("[1,20,4000000000,5,6,7]");
    }
}
