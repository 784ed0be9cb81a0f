package dev.constitution.runner.cli;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.base.Suggestions;
import dev.constitution.runner.base.UsageException;
import java.util.List;
import java.util.stream.Stream;

/** The ways of choosing principles by their names on the command line. */
final class SelectorNames {
    private static final String FIXED = "fixed:";
    private static final List<String> NAMES =
            List.of("random", "random:K", "weighted", "in-order", "all", "fixed:ID,ID");

    private SelectorNames() {}

    static PrincipleSelector parse(String text, Constitution constitution) {
        return switch (text) {
            case "random" -> PrincipleSelector.random();
            case "weighted" -> PrincipleSelector.weighted();
            case "in-order" -> PrincipleSelector.inOrder();
            case "all" -> PrincipleSelector.all();
            default -> {
                if (text.startsWith("random:")) {
                    yield random(text.substring("random:".length()));
                }
                if (!text.startsWith(FIXED)) {
                    throw new UsageException(
                            "unknown selection \"" + text + "\"" + Suggestions.known("selections", text, NAMES));
                }
                yield fixed(text.substring(FIXED.length()).split(","), constitution);
            }
        };
    }

    /**
     * For comparisons, of which most rows have one: all principles that are named judge it, where rounds take one after
     * another.
     */
    static PrincipleSelector ofComparisons(String text, Constitution constitution) {
        if (text.equals("in-order")) {
            throw new UsageException("--select in-order goes through rounds, and a comparison has none; name random,"
                    + " random:K, weighted, all or fixed:ID,ID");
        }
        PrincipleSelector selector = parse(text, constitution);
        if (!text.startsWith(FIXED)) {
            return selector;
        }
        List<Principle> named = Stream.of(text.substring(FIXED.length()).split(","))
                .distinct()
                .flatMap(id -> constitution.principle(id).stream())
                .toList();
        return (principles, comparison, random) -> named;
    }

    private static PrincipleSelector random(String count) {
        try {
            return PrincipleSelector.random(Integer.parseInt(count));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "random:" + count + " must name how many principles to draw, 1 or more, as in random:4", e);
        }
    }

    private static PrincipleSelector fixed(String[] ids, Constitution constitution) {
        List<String> known =
                constitution.principles().stream().map(Principle::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new UsageException("constitution \"" + constitution.id() + "\" has no principle \"" + id + "\""
                        + Suggestions.didYouMean(id, known) + "; it has: " + String.join(", ", known));
            }
        }
        return PrincipleSelector.fixed(ids);
    }
}
