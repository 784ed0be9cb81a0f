package dev.constitution.runner.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.source.FaultyFileException;
import dev.constitution.source.SourceNode;
import dev.constitution.source.SourceParser;
import dev.constitution.source.SourceTree;
import dev.constitution.source.Suggestion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads a table of prices and reports all its faults at once. */
final class PricesReader {
    /** Not negative, no more than a price can be, and neither NaN nor infinity. */
    private static final Pattern USD = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");

    private static final String TOKENS = "million_tokens";
    private static final String CHARACTERS = "million_characters";
    private static final String REQUEST = "request";

    private PricesReader() {}

    /**
     * Reads a file's text.
     *
     * @param naming gives models the names of the table
     * @throws FaultyFileException with every fault, each with its line and column
     */
    static Prices read(String file, String text, UnaryOperator<String> naming) {
        SourceTree tree = SourceParser.parse(text, file);
        Prices prices = prices(tree.root(), naming);
        tree.throwFaults();
        return prices;
    }

    private static Prices prices(SourceNode root, UnaryOperator<String> naming) {
        TreeMap<String, Price> models = new TreeMap<>();
        root.onlyKeys("as_of", "models");
        LocalDate asOf = root.required("as_of").map(PricesReader::date).orElse(LocalDate.EPOCH);
        root.required("models").ifPresent(table -> {
            if (table.keys().isEmpty()) {
                table.fault("\"models\" must map names to prices; write openai:NAME: {input: 0.15, output: 0.60}");
            }
            Set<String> schemes = Models.schemes();
            for (String name : table.keys()) {
                checkName(name, schemes, table.get(name));
                if (models.put(naming.apply(name), price(table.get(name))) != null) {
                    table.get(name)
                            .faultAtKey("\"" + name + "\" is the model of another entry, spelled otherwise; keep one of them");
                }
            }
        });
        return new Prices(asOf, models);
    }

    private static void checkName(String name, Set<String> schemes, SourceNode entry) {
        try {
            Models.requireKnownScheme(ModelSpec.parse(name), schemes);
        } catch (UsageException e) {
            entry.faultAtKey(String.valueOf(e.getMessage()));
        }
    }

    private static Price price(SourceNode entry) {
        SourceNode per = entry.get("per");
        String scheme = entry.has("per") ? per.value().asText() : TOKENS;
        switch (scheme) {
            case TOKENS -> {
                entry.onlyKeys("per", "input", "cached_input", "cache_write", "output", "batch");
                Cost input = usd(entry, "input");
                Cost cached = entry.has("cached_input") ? usd(entry, "cached_input") : input;
                Cost written = entry.has("cache_write") ? usd(entry, "cache_write") : input;
                return new Price.PerToken(input, cached, written, usd(entry, "output"), batch(entry));
            }
            case CHARACTERS -> {
                entry.onlyKeys("per", "input", "output");
                return new Price.PerCharacter(usd(entry, "input"), usd(entry, "output"));
            }
            case REQUEST -> {
                entry.onlyKeys("per", "usd");
                return new Price.PerRequest(usd(entry, "usd"));
            }
            default -> {
                List<String> known = List.of(TOKENS, CHARACTERS, REQUEST);
                per.fault("unknown \"per\": \"" + scheme + "\""
                        + Suggestion.clauseAndQuotedList(scheme, known, "known values"));
                return new Price.PerRequest(Cost.ZERO);
            }
        }
    }

    /** The share of the prices that is asked for in batches; all of it where nothing is said. */
    private static BigDecimal batch(SourceNode entry) {
        if (!entry.has("batch")) {
            return BigDecimal.ONE;
        }
        JsonNode value = entry.get("batch").value();
        String plain = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
        BigDecimal share = USD.matcher(plain).matches() ? new BigDecimal(plain) : BigDecimal.TEN;
        if (share.compareTo(BigDecimal.ONE) > 0) {
            entry.get("batch")
                    .fault(
                            "\"batch\" must be the share of the prices that batches cost, from 0 to 1 such as 0.5, got \""
                                    + value.asText() + "\"");
            return BigDecimal.ONE;
        }
        return share.stripTrailingZeros();
    }

    private static Cost usd(SourceNode entry, String key) {
        return entry.required(key).map(value -> usd(key, value)).orElse(Cost.ZERO);
    }

    private static Cost usd(String key, SourceNode node) {
        JsonNode value = node.value();
        String plain = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
        if (USD.matcher(plain).matches()) {
            return Cost.of(plain);
        }
        node.fault("\"" + key + "\" must be a number of US dollars such as 0.15, got \"" + value.asText() + "\"");
        return Cost.ZERO;
    }

    private static LocalDate date(SourceNode value) {
        try {
            return LocalDate.parse(value.value().asText());
        } catch (DateTimeParseException e) {
            value.fault("\"as_of\" must be the day when the prices were valid, written 2025-12-31");
            return LocalDate.EPOCH;
        }
    }
}
