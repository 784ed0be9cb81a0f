package dev.constitution.runner.propose;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.source.FaultText;
import dev.constitution.source.Slug;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A proposal as it is written and shown: a constitution with its evidence as comments, a JSON object, a table. */
public final class ProposalFiles {
    private static final int VERSION = 1;

    private ProposalFiles() {}

    /**
     * Writes the kept principles as a constitution, and the evidence beside it; returns the evidence's file.
     *
     * @param folder of the proposal's runs; keeps a copy, by which a file is known that nobody has edited since
     * @param source where the labels come from, in words for people
     * @param force whether any other file of the name is replaced
     * @throws dev.constitution.runner.base.UsageException if there is one
     */
    public static Path write(Proposal proposal, Path to, Path folder, String source, boolean force) throws IOException {
        String name = String.valueOf(to.getFileName()).replaceFirst("\\.ya?ml$", "");
        String yaml = yaml(proposal, Slug.of(name), source);
        ResultFile.write(to, folder.resolve("proposal.yaml"), yaml, force);
        Path evidence = to.resolveSibling(name + ".evidence.json");
        WholeFile.write(evidence, json(proposal) + "\n");
        return evidence;
    }

    /** The kept principles as YAML, which any command reads. */
    private static String yaml(Proposal proposal, String id, String source) {
        StringBuilder text = new StringBuilder("# Right on pairs that were held out, of those that it decides:\n");
        for (Proposal.Evidence one : proposal.kept()) {
            text.append("#   ")
                    .append(one.principle().id())
                    .append(": ")
                    .append(share(one.heldOut()))
                    .append('\n');
        }
        text.append("#   all together, by majority: ")
                .append(share(proposal.together()))
                .append('\n');
        text.append("#   the longer answer: ").append(share(proposal.longer())).append('\n');
        return text.append(Constitutions.toYaml(proposal.constitution(id, source)))
                .toString();
    }

    /** The whole evidence. */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Whole(
            int version,
            long proposals,
            long proposingPairs,
            List<One> candidates,
            Counts togetherHeldOut,
            Counts longerHeldOut) {}

    /** A candidate's evidence. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record One(
            String id,
            String norm,
            boolean kept,
            Optional<String> dropped,
            int proposedBy,
            Counts testing,
            Counts heldOut) {}

    /** A tally with its interval. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record Counts(
            long pairs,
            long decided,
            long right,
            Optional<Double> accuracy,
            Optional<Double> low,
            Optional<Double> high,
            String method) {

        static Counts of(Tally tally) {
            Figure figure = tally.accuracy().figure(Level.DEFAULT);
            return new Counts(
                    tally.pairs(),
                    tally.decided(),
                    tally.right(),
                    figure.estimate().map(Figure.Estimate::value),
                    figure.interval().map(interval -> interval.low()),
                    figure.interval().map(interval -> interval.high()),
                    "wilson");
        }
    }

    /** The evidence for every candidate, as one JSON object. */
    public static String json(Proposal proposal) {
        return Json.line(new Whole(
                VERSION,
                proposal.candidates().proposals(),
                proposal.candidates().pairs(),
                proposal.evidence().stream()
                        .map(one -> new One(
                                one.principle().id(),
                                one.principle().norm(),
                                one.dropped().isEmpty(),
                                one.dropped(),
                                one.proposedBy(),
                                Counts.of(one.testing()),
                                Counts.of(one.heldOut())))
                        .toList(),
                Counts.of(proposal.together()),
                Counts.of(proposal.longer())));
    }

    /** What a person is shown. */
    public static String text(Proposal proposal) {
        StringBuilder text = new StringBuilder();
        text.append("%s on %s gave %s\n"
                .formatted(
                        Words.count(proposal.candidates().proposals(), "rule"),
                        Words.count(proposal.candidates().pairs(), "pair"),
                        Words.count(proposal.candidates().principles().size(), "candidate")));
        text.append("\n  %-34s %8s  %-30s %s\n".formatted("", "proposed", "right, testing", "right, held out"));
        for (Proposal.Evidence one : proposal.evidence()) {
            text.append("%s %-34s %8d  %-30s %s\n"
                    .formatted(
                            one.dropped().isEmpty() ? "+" : "-",
                            one.principle().id(),
                            one.proposedBy(),
                            share(one.testing()),
                            one.dropped().orElseGet(() -> share(one.heldOut()))));
            text.append("    ").append(Words.shown(one.principle().norm())).append('\n');
        }
        text.append("\nheld out: together %s\n          longer answer %s\n"
                .formatted(share(proposal.together()), share(proposal.longer())));
        return FaultText.printable(text.toString());
    }

    /** {@code 18 of 20 decided, 90 % (70-97)}, of the pairs there are. */
    private static String share(Tally tally) {
        return tally.accuracy()
                .figure(Level.DEFAULT)
                .estimate()
                .map(figure -> String.format(
                        Locale.ROOT,
                        "%d of %d (%d pairs), %.0f %% (%.0f-%.0f)",
                        tally.right(),
                        tally.decided(),
                        tally.pairs(),
                        100 * figure.value(),
                        100 * figure.range().orElseThrow().low(),
                        100 * figure.range().orElseThrow().high()))
                .orElseGet(() -> "decides none of " + Words.count(tally.pairs(), "pair"));
    }
}
