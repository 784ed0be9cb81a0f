package dev.constitution.runner.display;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.verify.DatasetVerdict;
import dev.constitution.runner.verify.Finding;
import dev.constitution.source.FaultText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What {@code verify} says of a data set folder. */
public final class DatasetText {
    private DatasetText() {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Shown(
            int version,
            String status,
            int exitCode,
            int exports,
            int files,
            long rows,
            long found,
            List<Finding> findings,
            List<String> left,
            List<String> notes) {}

    public static void print(DatasetVerdict verdict, boolean json, PrintWriter out) {
        if (json) {
            out.println(Json.line(new Shown(
                    1,
                    verdict.exitCode().name().toLowerCase(Locale.ROOT),
                    verdict.exitCode().number(),
                    verdict.exports(),
                    verdict.files(),
                    verdict.rows(),
                    verdict.found(),
                    verdict.findings(),
                    verdict.left(),
                    verdict.notes())));
            return;
        }
        out.println(Words.count(verdict.rows(), "row") + " in " + Words.count(verdict.files(), "file") + " of "
                + Words.count(verdict.exports(), "export"));
        if (verdict.found() > 0) {
            out.println(FaultText.list(
                    verdict.findings().stream().map(Finding::toString).toList(), verdict.found()));
        }
        verdict.left().forEach(left -> out.println(FaultText.printable(left)));
        verdict.notes().forEach(note -> out.println("note: " + FaultText.printable(note)));
        out.println(verdict.inWords());
    }
}
