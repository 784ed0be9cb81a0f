package dev.constitution.runner.store;

import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;

/** The prices of a run's last start: what was spent is reckoned alike while it runs, and whenever it is looked at later. */
public final class RunPrices {
    private static final String META = "prices";

    /** Where no model has a known price. */
    private static final String NONE = "";

    private RunPrices() {}

    /** Notes the prices of a start. */
    public static void write(RunCost cost, RunStore store) {
        Prices known = cost.prices().of(cost.models().values());
        store.setting(META, known.models().isEmpty() ? NONE : known.toJson());
    }

    /** The prices of a run's models; the built-in ones where none were noted. */
    public static RunCost of(StoreView store, RunManifest manifest) {
        Prices prices = store.meta(META)
                .map(text -> text.equals(NONE)
                        ? new Prices(LocalDate.EPOCH, new TreeMap<>())
                        : Prices.parse(store.file() + ": prices", text))
                .orElseGet(Prices::builtIn);
        return RunCost.unbounded(prices, manifest.provenance().models());
    }

    /** When the prices that a run has noted were valid; empty where it has noted none. */
    public static Optional<LocalDate> asOf(StoreView store) {
        return noted(store).map(Prices::asOf);
    }

    private static Optional<Prices> noted(StoreView store) {
        return store.meta(META)
                .filter(text -> !text.equals(NONE))
                .map(text -> Prices.parse(store.file() + ": prices", text));
    }

    /** What all starts of a run have spent. */
    public static Spent spent(StoreView store, RunManifest manifest) {
        CostMeter meter = new CostMeter(of(store, manifest));
        store.usage().forEach(meter::addEarlier);
        return meter.spent();
    }
}
