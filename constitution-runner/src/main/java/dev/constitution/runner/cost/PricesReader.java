package dev.constitution.runner.cost;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.YamlNode;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.source.Suggestion;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a table of prices and reports all its faults at once. */
final class PricesReader {
    /** No sign, exponent, NaN or infinity. */
    private static final Pattern USD = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");

    private static final String TOKENS = "million_tokens";
    private static final String CHARACTERS = "million_characters";
    private static final String REQUEST = "request";

    private final List<String> faults = new ArrayList<>();

    private PricesReader() {}

    /**
     * Reads a file's text.
     *
     * @throws UsageException with every fault, each with its line and column
     */
    static Prices read(String file, String text) {
        PricesReader reader = new PricesReader();
        YamlNode root = YamlNode.read(file, text, reader.faults::add);
        Prices prices = reader.prices(root);
        if (!reader.faults.isEmpty()) {
            throw new UsageException(String.join("\n", reader.faults));
        }
        return prices;
    }

    private Prices prices(YamlNode root) {
        TreeMap<String, Price> models = new TreeMap<>();
        requireKnown(root, Set.of("as_of", "models"));
        LocalDate asOf = get(root, "as_of").map(this::date).orElse(LocalDate.EPOCH);
        get(root, "models").ifPresent(table -> {
            if (table.fields().isEmpty()) {
                fault(table, "\"models\" must map names to prices; write openai:NAME: {input: 0.15, output: 0.60}");
            }
            table.fields().forEach((name, entry) -> {
                checkName(name, entry);
                models.put(name, price(entry));
            });
        });
        return new Prices(asOf, models);
    }

    private void checkName(String name, YamlNode entry) {
        try {
            Models.requireKnownScheme(ModelSpec.parse(name));
        } catch (UsageException e) {
            fault(entry, String.valueOf(e.getMessage()));
        }
    }

    private Price price(YamlNode entry) {
        YamlNode per = entry.fields().getOrDefault("per", entry);
        String scheme = entry.fields().containsKey("per") ? per.text().orElse("") : TOKENS;
        switch (scheme) {
            case TOKENS -> {
                requireKnown(entry, List.of("per", "input", "cached_input", "output"));
                Cost input = usd(entry, "input");
                Cost cached = entry.fields().containsKey("cached_input") ? usd(entry, "cached_input") : input;
                return new Price.PerToken(input, cached, usd(entry, "output"));
            }
            case CHARACTERS -> {
                requireKnown(entry, List.of("per", "input", "output"));
                return new Price.PerCharacter(usd(entry, "input"), usd(entry, "output"));
            }
            case REQUEST -> {
                requireKnown(entry, List.of("per", "usd"));
                return new Price.PerRequest(usd(entry, "usd"));
            }
            default -> {
                List<String> known = List.of(TOKENS, CHARACTERS, REQUEST);
                fault(
                        per,
                        "unknown \"per\": \"" + scheme + "\""
                                + Suggestion.clauseAndQuotedList(scheme, known, "known values"));
                return new Price.PerRequest(Cost.ZERO);
            }
        }
    }

    private Cost usd(YamlNode entry, String field) {
        return get(entry, field).map(value -> usd(field, value)).orElse(Cost.ZERO);
    }

    private Cost usd(String field, YamlNode value) {
        String text = value.text().orElse("");
        if (USD.matcher(text).matches()) {
            return Cost.of(text);
        }
        fault(value, "\"" + field + "\" must be a number of US dollars such as 0.15, got \"" + text + "\"");
        return Cost.ZERO;
    }

    private LocalDate date(YamlNode value) {
        try {
            return LocalDate.parse(value.text().orElse(""));
        } catch (DateTimeParseException e) {
            fault(value, "\"as_of\" must be the day when the prices were valid, written 2025-12-31");
            return LocalDate.EPOCH;
        }
    }

    private Optional<YamlNode> get(YamlNode node, String field) {
        Optional<YamlNode> value = Optional.ofNullable(node.fields().get(field));
        if (value.isEmpty()) {
            fault(node, "\"" + field + "\" is missing; add it");
        }
        return value;
    }

    private void requireKnown(YamlNode node, Collection<String> known) {
        node.fields().forEach((name, value) -> {
            if (!known.contains(name)) {
                fault(
                        value,
                        "unknown field \"" + name + "\"" + Suggestion.clauseAndQuotedList(name, known, "known fields"));
            }
        });
    }

    private void fault(YamlNode at, String message) {
        faults.add(at.place() + ": " + message);
    }
}
