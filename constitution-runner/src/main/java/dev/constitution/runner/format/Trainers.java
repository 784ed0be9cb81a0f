package dev.constitution.runner.format;

import dev.constitution.source.SourceNode;
import dev.constitution.source.SourceParser;
import dev.constitution.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The trainers that are known by name; the table is {@code trainers.yaml}. */
public final class Trainers {
    private static final String TABLE = "trainers.yaml";
    private static final List<String> HANDLING = List.of("long", "cut", "empty", "ties");
    private static final List<Trainer> ALL = read();

    private Trainers() {}

    /** All, in the table's order. */
    public static List<Trainer> all() {
        return ALL;
    }

    /** The trainer of this name. */
    public static Optional<Trainer> named(String name) {
        return ALL.stream().filter(trainer -> trainer.name().equals(name)).findFirst();
    }

    private static List<Trainer> read() {
        try (InputStream in = Objects.requireNonNull(Trainers.class.getResourceAsStream(TABLE))) {
            SourceTree tree = SourceParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), TABLE);
            List<Trainer> trainers = new ArrayList<>();
            for (String name : tree.root().keys()) {
                trainers.add(trainer(name, tree.root().get(name)));
            }
            tree.throwFaults();
            return List.copyOf(trainers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Trainer trainer(String name, SourceNode row) {
        return new Trainer(
                name,
                row.text("trains"),
                row.text("form"),
                takes(row.get("takes")),
                row.text("reader"),
                row.text("version"),
                beyond(row),
                row.text("checked").equals("run"),
                row.text("command"),
                row.has("images") ? Optional.of(row.text("images")) : Optional.empty(),
                texts(row, HANDLING),
                row.has("wrong") ? texts(row.get("wrong"), row.get("wrong").keys()) : Map.of());
    }

    private static Set<Beyond> beyond(SourceNode row) {
        Set<Beyond> beyond = EnumSet.noneOf(Beyond.class);
        if (row.has("tools")) {
            beyond.add(Beyond.TOOLS);
        }
        if (row.has("images")) {
            beyond.addAll(EnumSet.of(Beyond.IMAGES, Beyond.IMAGES_BY_ADDRESS));
            if (!row.has("marks")) {
                beyond.add(Beyond.IMAGES_AND_MARKS);
            }
        }
        return beyond;
    }

    private static List<FileKind> takes(SourceNode kinds) {
        return Stream.of(kinds.text().split(" "))
                .map(kind -> FileKind.valueOf(kind.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static Map<String, String> texts(SourceNode row, List<String> keys) {
        Map<String, String> texts = new LinkedHashMap<>(); // keeps the order
        keys.forEach(key -> texts.put(key, row.text(key)));
        return texts;
    }
}
