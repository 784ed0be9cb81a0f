package dev.constitution.runner.cost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.source.FaultyFileException;
import dev.constitution.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A dated table of prices by model name. A model that is not in it has an unknown price, which is never 0.
 *
 * @param asOf when the prices were valid
 * @param models names as in {@link ModelSpec}; one that ends with its colon stands for all models of the provider
 */
public record Prices(LocalDate asOf, SortedMap<String, Price> models) {
    public Prices {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    /** The table that comes with the program: public list prices, to be checked. */
    public static Prices builtIn() {
        try (InputStream in = Objects.requireNonNull(Prices.class.getResourceAsStream("prices.yaml"))) {
            return PricesReader.read(
                    "prices.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8), UnaryOperator.identity());
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in prices cannot be read", e);
        }
    }

    /**
     * The built-in table, with a file's prices over it.
     *
     * @throws FaultyFileException with every fault of the file, each with its line and column
     */
    public static Prices with(Path file) {
        return builtIn().overriddenBy(PricesReader.read(file.toString(), SourceText.read(file), Models.naming()));
    }

    /**
     * What {@link #toJson} wrote.
     *
     * @throws FaultyFileException where it did not
     */
    public static Prices parse(String name, String text) {
        return PricesReader.read(name, text, UnaryOperator.identity());
    }

    /** The prices of these models, by their own names. */
    public Prices of(Collection<String> names) {
        TreeMap<String, Price> own = new TreeMap<>();
        for (String name : names) {
            of(name).ifPresent(price -> own.put(name, price));
        }
        return new Prices(asOf, own);
    }

    /** The table in the form of a price file. */
    public String toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("as_of", asOf.toString());
        ObjectNode table = json.putObject("models");
        for (Map.Entry<String, Price> model : models.entrySet()) {
            model.getValue().fields().forEach(table.putObject(model.getKey())::put);
        }
        return json.toString();
    }

    private Prices overriddenBy(Prices other) {
        TreeMap<String, Price> all = new TreeMap<>(models);
        all.putAll(other.models);
        return new Prices(asOf.isBefore(other.asOf) ? asOf : other.asOf, all);
    }

    /**
     * A model's price: its own, or else its provider's; empty when unknown. A model at an address of its own is not
     * assumed to cost what the provider's own service does.
     */
    Optional<Price> of(String model) {
        Price own = models.get(model);
        return Optional.ofNullable(own != null ? own : models.get(model.substring(0, model.indexOf(':') + 1)));
    }
}
