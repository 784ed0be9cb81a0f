package dev.constitution.principles;

import dev.constitution.source.FaultyFileException;
import dev.constitution.source.FaultyFileException.Fault;
import dev.constitution.source.Slug;
import dev.constitution.source.SourceNode;
import dev.constitution.source.SourceParser;
import dev.constitution.source.SourceText;
import dev.constitution.source.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads files of other tools into one constitution; the forms that it knows are listed here. */
final class FileImport {
    private static final List<PrincipleImporter> FORMS = List.of(
            new PaperInstructionsImporter(),
            new PaperExemplarsImporter(),
            new PaperComparisonsImporter(),
            new PaperComparisonExemplarsImporter(),
            new PaperReasonedExemplarsImporter(),
            new LangChainPrinciplesImporter(),
            new LangChainExemplarsImporter(),
            new LlmSwarmImporter());

    private FileImport() {}

    static Constitution read(String id, List<Path> files) {
        List<Principle> principles = new ArrayList<>();
        List<Exemplar> exemplars = new ArrayList<>();
        List<ComparisonExemplar> comparisonExemplars = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (Path file : files) {
            try {
                Imported imported = read(file);
                principles.addAll(imported.principles());
                exemplars.addAll(imported.exemplars());
                comparisonExemplars.addAll(imported.comparisonExemplars());
            } catch (FaultyFileException e) {
                faults.addAll(e.faults());
            }
        }
        if (principles.isEmpty() && faults.isEmpty()) {
            faults.add(new Fault(names(files), 0, 0, "no principle in it, only exemplars; add a file with principles"));
        }
        if (!faults.isEmpty()) {
            throw new FaultyFileException(faults);
        }
        return Constitution.of(id, withDistinctIds(principles))
                .withOrigin("imported from " + names(files), "unstated")
                .withExemplars(exemplars)
                .withComparisonExemplars(comparisonExemplars);
    }

    private static Imported read(Path file) {
        SourceTree tree = SourceParser.parse(SourceText.read(file), file.toString());
        tree.throwFaults();
        SourceNode root = tree.root();
        Imported imported = FORMS.stream()
                .filter(form -> form.recognises(root.value()))
                .findFirst()
                .map(form -> form.read(root))
                .orElseGet(() -> unknown(root));
        tree.throwFaults();
        return imported;
    }

    private static Imported unknown(SourceNode root) {
        root.fault(
                root.has("principles")
                        ? "this is a constitution already; use it without importing"
                        : "unknown form; known forms: "
                                + FORMS.stream()
                                        .map(PrincipleImporter::description)
                                        .collect(Collectors.joining("; ")));
        return new Imported(List.of(), List.of(), List.of());
    }

    private static List<Principle> withDistinctIds(List<Principle> principles) {
        Set<String> taken = new HashSet<>();
        return principles.stream()
                .map(principle -> principle.withId(Slug.unique(principle.id(), taken)))
                .toList();
    }

    private static String names(List<Path> files) {
        return files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
    }
}
