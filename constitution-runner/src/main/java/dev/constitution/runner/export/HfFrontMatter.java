package dev.constitution.runner.export;

import java.util.List;
import java.util.stream.Collectors;

/** The head of a data set's card, which Hugging Face reads: what is in the folder and which files make which split. */
final class HfFrontMatter {
    private HfFrontMatter() {}

    /**
     * @param language BCP 47 tag
     * @param files the data files that are there
     */
    static String of(String license, String language, List<WrittenFile> files) {
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
                - preference
                - synthetic
                configs:%s
                ---
                """.formatted(license, language, size(rows), configs(files));
    }

    private static String configs(List<WrittenFile> files) {
        String configs = config("prefs", "  default: true\n", files) + config("sft", "", files);
        return configs.isEmpty() ? " []" : "\n" + configs.stripTrailing();
    }

    private static String config(String name, String more, List<WrittenFile> files) {
        String splits = files.stream()
                .map(HfFrontMatter::split)
                .filter(split -> split.endsWith("_" + name))
                .map(split -> "  - split: " + split + "\n    path: data/" + split + ".jsonl\n")
                .collect(Collectors.joining());
        return splits.isEmpty() ? "" : "- config_name: " + name + "\n" + more + "  data_files:\n" + splits;
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
