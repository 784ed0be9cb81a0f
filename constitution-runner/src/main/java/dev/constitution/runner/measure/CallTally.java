package dev.constitution.runner.measure;

import dev.constitution.chat.ModelRole;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.Price;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.store.RunArms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds up what replies took, by the models that were asked. Not thread-safe. */
final class CallTally {
    private final Map<String, Amount> amounts = new TreeMap<>();
    private final Map<String, Long> uncounted = new TreeMap<>();
    private long shared;

    /**
     * A reply that one model gave at one step.
     *
     * @param about what it was asked about: arms that ask one model about the same things ask once
     */
    record Made(String role, List<Object> about, StoredReply reply) {}

    static Made made(RunArms.Part part, ModelRole role, StoredReply reply, Object... about) {
        return new Made(
                CallRoles.name(role.label(), part.models().getOrDefault(role.label(), "")), List.of(about), reply);
    }

    void add(Made made, boolean isShared) {
        StoredReply reply = made.reply();
        boolean isCounted =
                reply.inputTokens().isPresent() && reply.outputTokens().isPresent();
        amounts.merge(
                made.role(),
                new Amount(
                        1,
                        reply.inputTokens().orElse(0),
                        0,
                        reply.outputTokens().orElse(0),
                        0,
                        reply.text().length()),
                Amount::plus);
        uncounted.merge(made.role(), isCounted ? 0L : 1L, Long::sum);
        shared += isShared ? 1 : 0;
    }

    CallFigures figures(RunCost prices) {
        Amount all = amounts.values().stream().reduce(Amount.NONE, Amount::plus);
        Cost cost = Cost.ZERO;
        Optional<String> unknown = Optional.empty();
        for (Map.Entry<String, Amount> one : amounts.entrySet()) {
            Price price = prices.price(one.getKey()).orElse(null);
            if (price == null) {
                unknown = Optional.of("no price of " + prices.model(one.getKey()));
            } else if (price instanceof Price.PerCharacter) {
                unknown = Optional.of(prices.model(one.getKey()) + " is priced by characters of requests");
            } else if (price instanceof Price.PerToken && uncounted.getOrDefault(one.getKey(), 0L) > 0) {
                unknown = Optional.of(prices.model(one.getKey()) + " did not count all tokens");
            } else {
                cost = cost.plus(price.of(one.getValue()));
            }
        }
        return new CallFigures(
                all.requests(),
                shared,
                all.inputTokens(),
                all.outputTokens(),
                uncounted.values().stream().mapToLong(Long::longValue).sum(),
                unknown.isPresent() ? Optional.empty() : Optional.of(cost),
                unknown);
    }
}
