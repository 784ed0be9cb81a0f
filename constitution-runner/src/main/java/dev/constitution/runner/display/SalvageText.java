package dev.constitution.runner.display;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.salvage.SalvageReport;
import dev.constitution.runner.store.RowsToDo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Says what a repair gave back of a damaged store, and what to do about the rest. */
public final class SalvageText {
    private SalvageText() {}

    public static void print(SalvageReport report, Path directory, PrintWriter out) {
        out.println(Words.printable(directory.resolve("run.db") + " " + report.fault())
                + report.kept()
                        .map(kept -> "; it is kept as " + Words.printable(String.valueOf(kept.getFileName())))
                        .orElse(""));
        out.println("given back: " + Words.count(report.calls(), "call") + ", " + Words.count(report.outcomes(), "outcome")
                + ", " + Words.count(report.labels(), "label") + ", " + Words.count(report.settings(), "setting"));
        if (!report.isManifestLeft()) {
            out.println("what the run was asked to do is lost: give the run's own command again, as it was at first;"
                    + " what was answered is not asked for again");
        }
        out.flush();
    }

    /**
     * What is left to do, as the last that is printed.
     *
     * @param command the run's own; empty where it was started in code
     */
    public static void printNext(RowsToDo rows, List<String> command, Path directory, PrintWriter out) {
        out.println(Words.count(rows.left(), "row") + " to do again");
        if (!command.isEmpty()) {
            out.println(NextCommand.toGoOn(NextCommand.again(command, directory)));
        }
    }
}
