package dev.constitution.runner;

import dev.constitution.Constitution;
import dev.constitution.Principle;
import dev.constitution.PrincipleSelector;
import java.util.List;

/** The ways of choosing principles by their names on the command line. */
final class Selectors {
    private static final List<String> NAMES = List.of("random", "weighted", "in-order", "all", "fixed:");

    private Selectors() {}

    static PrincipleSelector parse(String text, Constitution constitution) {
        return switch (text) {
            case "random" -> PrincipleSelector.random();
            case "weighted" -> PrincipleSelector.weighted();
            case "in-order" -> PrincipleSelector.inOrder();
            case "all" -> PrincipleSelector.all();
            default -> {
                if (!text.startsWith("fixed:")) {
                    throw new UsageException("unknown selection \"" + text + "\"" + Suggestions.didYouMean(text, NAMES)
                            + "; known: random, weighted, in-order, all, fixed:ID,ID");
                }
                yield fixed(text.substring("fixed:".length()).split(","), constitution);
            }
        };
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
