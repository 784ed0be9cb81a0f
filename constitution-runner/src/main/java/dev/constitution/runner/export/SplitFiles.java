package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NativeExport;
import dev.constitution.runner.format.SftExport;
import dev.constitution.runner.store.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The data files of a data set folder: which split each is of, and how they are written. */
final class SplitFiles {
    static final String DATA = "data";

    /** The names of splits and of their parts, also while these grow. */
    private static final Pattern OWN =
            Pattern.compile("(train|test)_(prefs|sft)(-\\d{5}(-of-\\d{5})?)?(-added-[1-9]\\d{0,8})?\\.(jsonl|parquet)"
                    + "((\\.jsonl)?\\.partial)?");

    private SplitFiles() {}

    /** The forms of the configurations, by their names. */
    static Map<String, ExportFormat> forms(Provenance provenance) {
        Map<String, ExportFormat> forms = new LinkedHashMap<>();
        if (!provenance.isOfConversations()) {
            forms.put("prefs", NativeExport.readable(provenance));
        }
        forms.put("sft", SftExport.ofAllRevisions());
        return forms;
    }

    /** The names of the splits of all configurations, in the order in which a card names them. */
    static List<String> names(Map<String, ExportFormat> forms) {
        return forms.keySet().stream()
                .flatMap(form -> Stream.of("train_" + form, "test_" + form))
                .toList();
    }

    /**
     * Begins a file for each split of each configuration.
     *
     * @param file names a split's file, by the split's name
     * @param isHeld records that need not be written, as they stand elsewhere
     */
    static List<ExportOutput> targets(
            Map<String, ExportFormat> forms,
            TrainTestSplit sides,
            Function<String, Path> file,
            long partBytes,
            Predicate<ObjectNode> isHeld)
            throws IOException {
        List<ExportOutput> targets = new ArrayList<>();
        for (String split : names(forms)) {
            ExportFormat form = Objects.requireNonNull(forms.get(split.replaceFirst(".*_", "")));
            Path to = file.apply(split);
            Predicate<ExportRow> rows = row -> sides.side(row) == side(split);
            targets.add(ExportOutput.parts(form, rows, to, types(form, to), partBytes, isHeld));
        }
        return targets;
    }

    /**
     * What was written: files that have rows, and, as not there, those of which all rows were left out. Readers refuse an empty
     * file, as it has no types.
     */
    static List<WrittenFile> told(List<WrittenFile> written) {
        return written.stream()
                .map(file -> file.lines() > 0 ? file : file.leftOut())
                .filter(file -> file.isThere() || !file.remarks().isEmpty())
                .toList();
    }

    private static GuessedTypes types(ExportFormat form, Path file) {
        Map<String, String> columns = form.columns();
        return isParquet(file)
                ? GuessedTypes.of(file)
                : GuessedTypes.withJson(column -> HfFrontMatter.isStruct(Objects.requireNonNull(columns.get(column))));
    }

    /** Whether the rows of a file lie in Parquet, or those of a folder: its ending says so. */
    static boolean isParquet(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    /** The files in a folder that are splits, or parts of them, or what a killed export has left of one. */
    static List<Path> own(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(SplitFiles::isOwn).sorted().toList();
        }
    }

    static boolean isOwn(Path file) {
        return OWN.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** A split's name, which is its file's without what tells parts and additions, and without the ending. */
    static String split(Path file) {
        return FileParts.whole(file).replaceFirst("\\..*", "").replaceFirst("-added-.*", "");
    }

    /** The side of a split. */
    static TrainTestSplit.Side side(String split) {
        return split.startsWith("test_") ? TrainTestSplit.Side.TEST : TrainTestSplit.Side.TRAIN;
    }

    /** By the name of each split, the data files that hold it, as readers of patterns take them. */
    static Map<String, List<String>> paths(List<List<Path>> wholes) {
        return wholes.stream()
                .collect(Collectors.groupingBy(
                        parts -> split(parts.get(0)),
                        LinkedHashMap::new,
                        Collectors.mapping(parts -> DATA + "/" + FileParts.pattern(parts), Collectors.toList())));
    }
}
