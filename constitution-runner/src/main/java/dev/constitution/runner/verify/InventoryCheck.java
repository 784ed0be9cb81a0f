package dev.constitution.runner.verify;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.store.Inventory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts the records, which are only ever added and set aside: fewer than there were once are a loss. */
final class InventoryCheck implements Check {
    private static final int NAMED = 20;

    private final Folder folder;
    private final OutcomesCheck outcomes;

    /**
     * @param outcomes has looked at the outcomes, and found the calls that they lack
     */
    InventoryCheck(Folder folder, OutcomesCheck outcomes) {
        this.folder = folder;
        this.outcomes = outcomes;
    }

    @Override
    public void check(Findings findings) {
        Optional<Inventory> noted = folder.read(store -> Inventory.in(store).orElse(null));
        if (noted.isPresent()) {
            Inventory before = noted.get();
            Inventory now = Inventory.now(folder.store());
            missing(
                    before.calls() - now.calls() - outcomes.lostCalls(),
                    "call record",
                    "",
                    "no row needs it; what it took is not counted any more",
                    findings);
            missing(
                    before.outcomes() - now.outcomes(),
                    "outcome record",
                    openRows(),
                    "the run's command makes it again from the answers that are stored",
                    findings);
            missing(
                    before.labels() - now.labels(),
                    "label",
                    "",
                    "it is gone: ask who gave it again, or import it again",
                    findings);
            missing(
                    before.setAside() - now.setAside(),
                    "record of those set aside",
                    "",
                    "no row needs it; what it took is not counted any more",
                    findings);
        }
    }

    private static void missing(long count, String what, String where, String mend, Findings findings) {
        if (count > 0) {
            findings.add(
                    Words.count(count, what) + " that the store held " + (count == 1 ? "is" : "are") + " missing"
                            + where,
                    mend,
                    repair -> {}); // that it is missing is noted
        }
    }

    private String openRows() {
        List<Long> open = folder.store().openRows(NAMED);
        return open.isEmpty()
                ? ""
                : ", of these rows: "
                        + open.stream().map(row -> Long.toString(row + 1)).collect(Collectors.joining(", "));
    }
}
