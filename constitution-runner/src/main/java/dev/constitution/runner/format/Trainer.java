package dev.constitution.runner.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trainer as {@code export --format} knows it: the form that its released reader takes, and what that does to rows that are
 * not easy.
 *
 * @param name what users call it by
 * @param trains the methods
 * @param form the form's name
 * @param takes the kinds of files that its reader opens
 * @param reader what reads the file in its code
 * @param version the release that was looked at
 * @param beyond what rows may hold beyond texts and are still read as they are meant
 * @param isRun whether that release read hard rows of the form; else its code was read
 * @param command how the file is given to it, with placeholders
 * @param commandWithImages the same where rows hold images; empty where it reads none
 * @param handling what becomes of rows: {@code long}, {@code cut}, {@code empty}, {@code ties}
 * @param wrong the forms that it reads without an error, but wrongly, and what comes of it
 */
public record Trainer(
        String name,
        String trains,
        String form,
        List<FileKind> takes,
        String reader,
        String version,
        Set<Beyond> beyond,
        boolean isRun,
        String command,
        Optional<String> commandWithImages,
        Map<String, String> handling,
        Map<String, String> wrong) {

    /** What a folder's reader looks for. */
    private static final List<String> FOLDER_FILES = List.of("train.jsonl", "valid.jsonl", "test.jsonl");

    /** Whether it reads a folder with files for training, validation and test. */
    public boolean isFolder() {
        return takes.contains(FileKind.FOLDER);
    }

    /**
     * What is wrong with a file or folder that its reader would not open.
     *
     * @param kind the kind that would be written there
     */
    public Optional<String> fault(Path to, FileKind kind) {
        if (takes.contains(kind)) {
            return Optional.empty();
        }
        String instead = isFolder()
                ? "a folder, whose name has no ending"
                : "a file ending in " + takes.stream().map(FileKind::label).collect(Collectors.joining(" or "));
        return Optional.of(to + ": " + name + " (" + version + ") cannot open such a file; name " + instead
                + (ExportCatalog.isTrainersAlone(name) ? ", or write the form by its own name, --format " + form : ""));
    }

    /** The same of a file that stands for itself: of a folder's reader, one of the files in it. */
    public Optional<String> fault(Path file) {
        if (!isFolder()) {
            return fault(file, FileKind.of(file));
        }
        return FOLDER_FILES.contains(String.valueOf(file.getFileName()))
                ? Optional.empty()
                : Optional.of(file + ": " + name + " (" + version + ") reads a folder; name one of its files "
                        + String.join(", ", FOLDER_FILES));
    }

    /**
     * How the files of an export are given to it, in a sentence; placeholders stay where nothing was written for them.
     *
     * @param withImages whether a row of them holds images
     */
    public String sentence(List<Path> written, boolean withImages) {
        String how = withImages ? commandWithImages.orElse(command) : command;
        return "form " + form + ", as " + version + " reads it for " + trains + ": "
                + (written.isEmpty() ? how : GivenFiles.in(how, written));
    }
}
