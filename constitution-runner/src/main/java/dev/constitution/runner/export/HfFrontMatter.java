package dev.constitution.runner.export;

import dev.constitution.runner.format.ExportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The head of a data set's card, which Hugging Face reads: what is in the folder and which files make which split. */
final class HfFrontMatter {
    private static final String TAG = "- constitutional-ai";

    private static final Map<String, String> TYPES =
            Map.of("VARCHAR", "string", "DOUBLE", "float64", "BIGINT", "int64", "BOOLEAN", "bool");

    private HfFrontMatter() {}

    /**
     * @param language BCP 47 tag
     * @param ofPairs whether there are pairs among the rows
     * @param parts what {@link #parts} gives
     */
    static String of(String license, String language, boolean ofPairs, Map<String, String> parts) {
        return """
                ---
                license: "%s"
                %sannotations_creators:
                - machine-generated
                language_creators:
                - machine-generated
                %ssource_datasets:
                - original
                task_categories:
                - text-generation
                tags:
                %s
                %s- synthetic
                %s%s---
                """.formatted(
                        license,
                        languages(List.of(language)),
                        parts.get("size_categories"),
                        TAG,
                        ofPairs ? "- preference\n" : "",
                        parts.get("configs"),
                        parts.getOrDefault("dataset_info", ""));
    }

    /** Whether a card is one that an export wrote, whatever people made of it. */
    static boolean isIn(Path card) throws IOException {
        return Files.isRegularFile(card) && new String(Files.readAllBytes(card), StandardCharsets.UTF_8).contains(TAG);
    }

    static String languages(List<String> tags) {
        return tags.stream().map(tag -> "- \"" + tag + "\"\n").collect(Collectors.joining("", "language:\n", ""));
    }

    /**
     * The parts of the head that follow from the rows and where they lie, by their keys.
     *
     * @param forms the forms of the configurations, by their names
     * @param files the data files of each split that has rows, in their order, as readers of patterns take them
     * @param hasTypes whether the files themselves say of what types their columns are
     */
    static Map<String, String> parts(
            long rows, Map<String, ExportFormat> forms, Map<String, List<String>> files, boolean hasTypes) {
        StringBuilder configs = new StringBuilder();
        StringBuilder types = new StringBuilder();
        forms.forEach((name, form) -> {
            String splits = Stream.of("train_" + name, "test_" + name)
                    .filter(files::containsKey)
                    .map(split -> "  - split: " + split + "\n    path:" + paths(files.getOrDefault(split, List.of())))
                    .collect(Collectors.joining());
            if (!splits.isEmpty()) {
                String standing = configs.isEmpty() ? "  default: true\n" : "";
                configs.append("- config_name: \"" + name + "\"\n" + standing + "  data_files:\n" + splits);
                types.append("- config_name: \"" + name + "\"\n  features:\n");
                form.columns()
                        .forEach((column, type) ->
                                types.append("  - name: \"" + column + "\"\n    " + feature(type) + "\n"));
            }
        });
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("size_categories", "size_categories:\n- " + size(rows) + "\n");
        parts.put("configs", configs.isEmpty() ? "configs: []\n" : "configs:\n" + configs);
        if (!hasTypes && !types.isEmpty()) {
            parts.put("dataset_info", "dataset_info:\n" + types);
        }
        return parts;
    }

    private static String paths(List<String> files) {
        return files.size() == 1
                ? " " + files.get(0) + "\n"
                : files.stream().map(file -> "    - " + file + "\n").collect(Collectors.joining("", "\n", ""));
    }

    /**
     * A column's type as the library names it. What a struct is made of is not told: as JSON its texts stay as they are, where
     * a text that is told to be one is first taken for a date and then turned back into another text.
     */
    static String feature(String type) {
        boolean isList = type.endsWith("[]");
        String item = isList ? type.substring(0, type.length() - "[]".length()) : type;
        String name = isStruct(type) ? "json" : TYPES.get(item);
        if (name == null) {
            throw new IllegalArgumentException("no type of a card is known for " + type);
        }
        return (isList ? "list: " : "dtype: ") + name;
    }

    /** Whether a column is told to hold JSON. */
    static boolean isStruct(String type) {
        return type.startsWith("STRUCT(");
    }

    /** Hugging Face's classes of size: powers of ten from a thousand on. */
    private static String size(long rows) {
        List<String> names = List.of("1K", "10K", "100K", "1M", "10M", "100M", "1B");
        int index = 0;
        for (long bound = 1000; index < names.size() && rows >= bound; bound *= 10) {
            index++;
        }
        if (index == 0) {
            return "n<1K";
        }
        return index == names.size() ? "n>1B" : names.get(index - 1) + "<n<" + names.get(index);
    }
}
