package dev.constitution.runner.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.source.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Prompts that come with the program, for methods that need prompts of a kind of their own. */
public final class BuiltInPrompts {
    /** By the methods that they are for. */
    public static final List<String> NAMES = List.of("reflection", "interaction");

    private static final String ID = "id";

    private final List<String> lines;

    private BuiltInPrompts(List<String> lines) {
        this.lines = lines;
    }

    /**
     * The prompts of this name.
     *
     * @throws UsageException if there are none, with the known names
     */
    public static BuiltInPrompts named(String name) {
        if (!NAMES.contains(name)) {
            throw new UsageException("there are no built-in prompts \"" + name + "\""
                    + Suggestion.clauseAndQuotedList(name, NAMES, "known ones"));
        }
        try (InputStream file =
                Objects.requireNonNull(BuiltInPrompts.class.getResourceAsStream(name + ".jsonl"), name)) {
            return new BuiltInPrompts(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many there are. */
    public int size() {
        return lines.size();
    }

    /**
     * The prompts so many times, a JSON object a line, all of them before the first comes again. Where there are several of a
     * prompt each has an id of its own, {@code diary-2}, and so draws of its own.
     */
    public String lines(int times) {
        StringBuilder all = new StringBuilder();
        for (int time = 1; time <= times; time++) {
            for (String line : lines) {
                all.append(times == 1 ? line : numbered(line, time)).append('\n');
            }
        }
        return all.toString();
    }

    private static String numbered(String line, int time) {
        JsonNode prompt = Json.parse(line);
        ((ObjectNode) prompt).put(ID, prompt.get(ID).textValue() + "-" + time);
        return prompt.toString();
    }
}
