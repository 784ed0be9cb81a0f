package dev.constitution.runner.export;

import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.format.ExportFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The head of a data set's card, which Hugging Face reads: what is in the folder and which files make which split. */
final class HfFrontMatter {
    private static final Map<String, String> TYPES =
            Map.of("VARCHAR", "string", "DOUBLE", "float64", "BIGINT", "int64", "BOOLEAN", "bool");

    private HfFrontMatter() {}

    /**
     * @param language BCP 47 tag
     * @param forms the forms of the configurations, by their names
     * @param files the data files that are there
     */
    static String of(String license, String language, Map<String, ExportFormat> forms, List<WrittenFile> files) {
        long rows = files.stream().mapToLong(WrittenFile::lines).sum();
        return """
                ---
                license: "%s"
                language:
                - "%s"
                annotations_creators:
                - machine-generated
                language_creators:
                - machine-generated
                size_categories:
                - %s
                source_datasets:
                - original
                task_categories:
                - text-generation
                tags:
                - constitutional-ai
                %s- synthetic
                configs:%s
                ---
                """.formatted(
                        license,
                        language,
                        size(rows),
                        forms.values().stream().anyMatch(ExportFormat::isOfTwoAnswers) ? "- preference\n" : "",
                        configs(forms, files));
    }

    /** The configurations that have rows, the first of them the default; then the types of their columns. */
    private static String configs(Map<String, ExportFormat> forms, List<WrittenFile> files) {
        StringBuilder configs = new StringBuilder();
        StringBuilder types = new StringBuilder();
        forms.forEach((name, form) -> {
            String splits = files.stream()
                    .filter(file -> split(file).endsWith("_" + name))
                    .map(file ->
                            "  - split: " + split(file) + "\n    path: data/" + FileParts.pattern(file.parts()) + "\n")
                    .collect(Collectors.joining());
            if (!splits.isEmpty()) {
                String standing = configs.isEmpty() ? "  default: true\n" : "";
                configs.append("- config_name: \"" + name + "\"\n" + standing + "  data_files:\n" + splits);
                if (files.get(0).file().toString().endsWith(".jsonl")) { // others hold their types themselves
                    types.append("- config_name: \"" + name + "\"\n  features:\n");
                    form.columns().forEach((column, type) -> types.append(feature(column, type)));
                }
            }
        });
        if (!types.isEmpty()) {
            configs.append("dataset_info:\n").append(types);
        }
        return configs.isEmpty() ? " []" : "\n" + configs.toString().stripTrailing();
    }

    /**
     * A column's type as the library names it. What a struct is made of is not told: as JSON its texts stay as they are, where
     * a text that is told to be one is first taken for a date and then turned back into another text.
     */
    private static String feature(String column, String type) {
        boolean isList = type.endsWith("[]");
        String item = isList ? type.substring(0, type.length() - "[]".length()) : type;
        String name = isStruct(type) ? "json" : TYPES.get(item);
        if (name == null) {
            throw new IllegalArgumentException("no type of a card is known for " + type);
        }
        return "  - name: \"" + column + "\"\n    " + (isList ? "list: " : "dtype: ") + name + "\n";
    }

    /** Whether a column is told to hold JSON. */
    static boolean isStruct(String type) {
        return type.startsWith("STRUCT(");
    }

    /** A split's name, which is its file's without the ending. */
    static String split(WrittenFile file) {
        return String.valueOf(file.file().getFileName()).replaceFirst("\\..*", "");
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
