package dev.constitution.runner.display;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.salvage.SalvageReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what a repair gave back of a damaged store. */
public final class SalvageText {
    private SalvageText() {}

    public static List<String> lines(Path store, SalvageReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(store + " " + report.fault()
                + report.kept()
                        .map(kept -> "; it is kept as " + kept.getFileName())
                        .orElse(""));
        lines.add("given back: " + Words.count(report.calls(), "call") + ", "
                + Words.count(report.outcomes(), "outcome") + ", " + Words.count(report.labels(), "label") + ", "
                + Words.count(report.settings(), "setting"));
        if (!report.isManifestLeft()) {
            lines.add("what the run was asked to do is lost: give the run's own command again, as it was at first; what"
                    + " was answered is not asked for again");
        }
        return lines;
    }
}
