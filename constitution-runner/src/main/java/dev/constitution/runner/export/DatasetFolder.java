package dev.constitution.runner.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.store.StoreFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data set folder as its manifests describe it: {@code manifest.json} of the first export, {@code manifest-2.json} of what was
 * added next, and so on. Each names its own data files, and has the SHA-256 of the manifest before it, so that the last one
 * stands for all. A manifest is put in place when its data files are, and before the card names them. Reads when it is made; what
 * it says is of that moment.
 */
public final class DatasetFolder {
    static final String CARD = "README.md";
    static final String MANIFEST = "manifest.json";

    /** What mends a file of it that is damaged or not there. */
    static final String RESTORE = "restore it from a copy, or fetch it again if it was uploaded";

    private static final Pattern REPORT = Pattern.compile("data-report(-\\d+)?\\.json");
    /** What an export may leave beside the data that nobody could use. */
    private static final Pattern BESIDE =
            Pattern.compile("(README\\.md|(manifest|data-report)(-\\d+)?\\.json)\\.partial");

    private static final Pattern FURTHER = Pattern.compile("manifest-([1-9]\\d{0,8})\\.json");

    private final Path folder;
    private final List<JsonNode> manifests = new ArrayList<>();
    private final Map<Path, String> files = new LinkedHashMap<>();
    private final List<List<Path>> wholes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private String cardHash = "";

    private DatasetFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether a folder holds a data set that an export has written, and no run; a manifest that is lost changes nothing in that. */
    public static boolean isOne(Path folder) {
        try {
            return Files.notExists(folder.resolve(StoreFile.NAME))
                    && (Files.isRegularFile(folder.resolve(MANIFEST))
                            || hasFurther(folder)
                            || (HfFrontMatter.isIn(folder.resolve(CARD))
                                    && !SplitFiles.own(folder.resolve(SplitFiles.DATA))
                                            .isEmpty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether rows were added. */
    static boolean hasFurther(Path folder) throws IOException {
        return Files.isDirectory(folder) && !numbers(folder).isEmpty();
    }

    /**
     * Reads a folder's manifests.
     *
     * @throws UsageException if there is none
     */
    public static DatasetFolder read(Path folder) throws IOException {
        requireOne(folder);
        return at(folder);
    }

    /** Reads what manifests there are in a folder. */
    static DatasetFolder at(Path folder) throws IOException {
        DatasetFolder read = new DatasetFolder(folder);
        SortedSet<Integer> further = numbers(folder);
        int last = further.isEmpty() ? 1 : further.last();
        for (int number = 1; number <= last; number++) {
            read.take(number);
        }
        return read;
    }

    /** @throws UsageException if there is no data set in a folder */
    static void requireOne(Path folder) {
        if (!isOne(folder)) {
            throw new UsageException(folder + ": holds no data set of an earlier export (there is no " + MANIFEST
                    + " in it); export a run there first, without --append");
        }
    }

    /** The name of what the export of a number writes beside the data files: that of the first has none. */
    static String numbered(String name, int number) {
        return number == 1 ? name : name.replaceFirst("\\.", "-" + number + ".");
    }

    private static SortedSet<Integer> numbers(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> FURTHER.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> Integer.parseInt(name.group(1)))
                    .filter(number -> number > 1)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void take(int number) throws IOException {
        Path file = folder.resolve(numbered(MANIFEST, number));
        if (Files.notExists(file)) {
            faults.add(file + ": is missing; " + RESTORE);
            return;
        }
        try {
            JsonNode manifest = Json.MAPPER.readTree(Files.readString(file));
            if (!manifest.path("outputs").isObject()) {
                faults.add(file + ": names no outputs; " + RESTORE);
                return;
            }
            if (!manifest.path("digital_source_type").asText().equals(DatasetManifest.DIGITAL_SOURCE_TYPE)) {
                faults.add(file + ": does not say that the rows are a model's (digital_source_type); " + RESTORE);
            }
            if (number > 1) {
                Path before = folder.resolve(numbered(MANIFEST, number - 1));
                if (Files.exists(before)
                        && !manifest.path("follows").path("sha256").asText().equals(Sha256.hex(before))) {
                    faults.add(before + ": is not the one that " + file.getFileName()
                            + " follows; restore both from a copy, or fetch them again if they were uploaded");
                }
            }
            manifests.add(manifest);
            take(file, manifest.get("outputs"));
        } catch (JsonProcessingException e) {
            faults.add(file + ": is no JSON; " + RESTORE);
        }
    }

    private void take(Path manifest, JsonNode outputs) {
        Map<String, List<Path>> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> output : outputs.properties()) {
            String name = output.getKey();
            String hash = output.getValue().asText();
            Path file = folder.resolve(name);
            // Anybody may have written it: only what an export writes is looked at.
            boolean isData =
                    name.matches(SplitFiles.DATA + "/[^/]+") && SplitFiles.isOwn(file) && !name.endsWith(".partial");
            if (name.equals(CARD)) {
                cardHash = hash;
            } else if (!isData && !REPORT.matcher(name).matches()) {
                faults.add(manifest + ": names " + name + ", which no export writes; " + RESTORE);
            } else if (files.put(file, hash) != null) {
                faults.add(manifest + ": names " + name + ", as an earlier one does; " + RESTORE);
            } else if (isData) {
                parts.computeIfAbsent(SplitFiles.split(file), split -> new ArrayList<>())
                        .add(file);
            }
        }
        wholes.addAll(parts.values());
    }

    /** What is wrong with the manifests, with where and what to do. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** What is wrong with the files that they name. */
    public List<String> damage() throws IOException {
        List<String> damage = new ArrayList<>();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            if (!Files.isRegularFile(file.getKey())) {
                damage.add(file.getKey() + ": is missing; " + RESTORE);
            } else if (!Sha256.hex(file.getKey()).equals(file.getValue())) {
                damage.add(file.getKey() + ": is not what its manifest says (SHA-256); " + RESTORE);
            }
        }
        return damage;
    }

    /** What an export has left that did not come to its end. */
    public List<Path> left() throws IOException {
        List<Path> left = new ArrayList<>();
        for (Path file : unnamed()) {
            if (isPartial(file) || isOfTheOneThatWrites(file)) {
                left.add(file);
            }
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file ->
                            BESIDE.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .forEach(left::add);
        }
        int writing = FolderLock.writing(folder);
        Path report = folder.resolve(numbered(ExportGates.REPORT, writing));
        if (writing > 0 && Files.exists(report) && !files.containsKey(report)) {
            left.add(report);
        }
        if (card().isPending()) {
            left.remove(WholeFile.partial(card().file()));
        }
        return left;
    }

    /** Data files of which nothing tells how they came there, with what to do: each may be all that is left of its rows. */
    public List<String> unknown() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Path file : unnamed()) {
            Path manifest = manifest(number(file));
            if (!isPartial(file) && !isOfTheOneThatWrites(file)) {
                unknown.add(
                        Files.exists(manifest)
                                ? file
                                        + ": no manifest names it, and readers of all files take its rows too; move it away"
                                : file + ": the manifest that names it, " + manifest.getFileName()
                                        + ", is missing; restore that from a copy, or fetch it again if it was uploaded, or"
                                        + " move this file away to do without its rows");
            }
        }
        return unknown;
    }

    private boolean isOfTheOneThatWrites(Path file) throws IOException {
        return number(file) == FolderLock.writing(folder);
    }

    private static boolean isPartial(Path file) {
        return file.toString().endsWith(".partial");
    }

    /** The number of the export that writes a data file. */
    private static int number(Path file) {
        return Math.max(1, FileParts.number(file));
    }

    private List<Path> unnamed() throws IOException {
        return SplitFiles.own(folder.resolve(SplitFiles.DATA)).stream()
                .filter(file -> !files.containsKey(file))
                .toList();
    }

    /** The files that the manifests name, but for the card. */
    Set<Path> named() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /** How many exports it is made of. */
    public int exports() {
        return manifests.size();
    }

    /** By what each export was made, in their order. */
    List<JsonNode> manifests() {
        return List.copyOf(manifests);
    }

    Path folder() {
        return folder;
    }

    Path manifest(int number) {
        return folder.resolve(numbered(MANIFEST, number));
    }

    /** Its card, against what the last manifest says of it. */
    public FolderCard card() {
        return new FolderCard(folder.resolve(CARD), cardHash, wholes);
    }

    /** The data files, each a whole or in its parts, in the order of the exports. */
    List<List<Path>> wholes() {
        return List.copyOf(wholes);
    }

    /** The data files in the order of the exports. */
    public List<Path> data() {
        return wholes.stream().flatMap(List::stream).toList();
    }

    public boolean isMissing(Path file) {
        return !Files.isRegularFile(file);
    }

    /** The name of the split that a data file is of. */
    public static String split(Path file) {
        return SplitFiles.split(file);
    }

    /** Whether its rows are conversations that nobody compared, and no pairs. */
    public boolean isOfConversations() {
        return manifests.stream()
                .anyMatch(manifest -> manifest.path("models").path("requested").has(ModelRole.SPEAKER.label()));
    }

    boolean isParquet() {
        return data().stream().anyMatch(SplitFiles::isParquet);
    }
}
