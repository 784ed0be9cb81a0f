package dev.constitution.runner.prose;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.prose.Piece.Kind;
import dev.constitution.source.FaultyFileException;
import dev.constitution.source.FaultyFileException.Fault;
import dev.constitution.source.Slug;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A document read as a constitution: its clauses as principles in its order, with the way back to the text. Immutable and
 * thread-safe.
 */
public final class ProseImport {
    /** A principle whose requests a model proposed. */
    public static final String PROPOSED = "proposed";

    private static final Pattern EXAMPLE_TITLE = Pattern.compile("^Examples?(?: \\d+)?(?: \\([^)]*\\))?:");

    private final ProseDocument document;
    private final List<Clause> clauses;
    private final List<WorkedExample> examples;
    private final Optional<StatedOrder> order;
    private final Constitution constitution;
    private final ShownExamples shown;

    private ProseImport(ProseDocument document, List<WorkedExample> examples, String id) {
        this.document = document;
        this.examples = examples;
        order = StatedOrder.of(document);
        clauses = Clauses.of(document, order);
        List<Principle> principles = principles();
        shown = ShownExamples.of(document, examples, clauses, principles);
        Constitution plain = Constitution.of(id, principles)
                .withTitle(title())
                .withOrigin(document.name() + ", sha256 " + document.fingerprint(), "unstated")
                .withExemplars(shown.exemplars())
                .withComparisonExemplars(shown.comparisonExemplars());
        constitution = isWhollyOrdered() ? plain.ordered() : plain;
    }

    private ProseImport(ProseImport before, Constitution constitution) {
        document = before.document;
        clauses = before.clauses;
        examples = before.examples;
        order = before.order;
        shown = before.shown;
        this.constitution = constitution;
    }

    /**
     * Reads a file of Markdown.
     *
     * @param id the constitution's
     * @throws FaultyFileException if it cannot be read, or says nothing
     */
    public static ProseImport read(Path file, String id) {
        ProseDocument document = ProseDocument.read(file);
        List<WorkedExample> examples = new ExampleReader(document.text()).read();
        List<Piece> pieces = document.pieces().stream()
                .map(piece -> isOfExample(piece, examples) ? piece.as(Kind.EXAMPLE) : piece)
                .toList();
        ProseDocument marked = new ProseDocument(document.name(), document.text(), document.sections(), pieces);
        if (Clauses.of(marked, StatedOrder.of(marked)).isEmpty()) {
            throw new FaultyFileException(List.of(new Fault(
                    file.toString(),
                    0,
                    0,
                    "no clause in it: no paragraph, item of a list or row of a table outside of examples, notes and quotes;"
                            + " name another file")));
        }
        return new ProseImport(marked, examples, id);
    }

    private static boolean isOfExample(Piece piece, List<WorkedExample> examples) {
        return (piece.isStatement() && EXAMPLE_TITLE.matcher(piece.text()).find())
                || examples.stream().anyMatch(one -> one.from() < piece.to() && piece.from() < one.to());
    }

    private List<Principle> principles() {
        Set<String> taken = new HashSet<>();
        List<Principle> principles = new ArrayList<>();
        int section = -1;
        int number = 0;
        for (Clause clause : clauses) {
            Section in = document.sections().get(clause.piece().section());
            number = clause.piece().section() == section ? number + 1 : 1;
            section = clause.piece().section();
            List<String> tags = new ArrayList<>(List.of("section:" + in.id()));
            level(clause).ifPresent(level -> tags.add("level:" + level));
            principles.add(Principle.of(Slug.unique(in.id(), taken), clause.norm())
                    .withTitle(number == 1 ? in.title() : in.title() + " (" + number + ")")
                    .withTags(tags.toArray(String[]::new)));
        }
        return principles;
    }

    /** What a clause is of the stated order: an item of it, or of a section that the order names. */
    private Optional<String> level(Clause clause) {
        Piece piece = clause.piece();
        return order.flatMap(stated -> piece.group() == stated.group()
                ? Optional.of(stated.terms().get(itemOf(piece)))
                : stated.place(piece.section(), document.sections())
                        .map(place -> stated.terms().get(place - 1)));
    }

    private int itemOf(Piece item) {
        return document.pieces().stream()
                .filter(piece -> piece.group() == item.group())
                .toList()
                .indexOf(item);
    }

    /** Whether each clause is an item of the stated order: only then does the text say of any two which comes first. */
    private boolean isWhollyOrdered() {
        return order.isPresent()
                && clauses.stream()
                        .allMatch(clause ->
                                clause.piece().group() == order.orElseThrow().group());
    }

    private String title() {
        return document.sections().stream()
                .filter(section -> section.level() == 1)
                .map(Section::title)
                .findFirst()
                .orElse(document.name());
    }

    public Constitution constitution() {
        return constitution;
    }

    /** This import with what a model proposed, by principle's id; principles without a proposal stay as they are. */
    public ProseImport with(Map<String, ProposedRequests> proposals) {
        List<Principle> principles = constitution.principles().stream()
                .map(principle -> proposals.containsKey(principle.id())
                        ? proposals.get(principle.id()).in(principle)
                        : principle)
                .toList();
        Constitution c = constitution;
        return new ProseImport(
                this,
                new Constitution(
                        c.id(),
                        c.title(),
                        c.version(),
                        c.language(),
                        c.licence(),
                        c.source(),
                        c.precedence(),
                        principles,
                        c.exemplars(),
                        c.comparisonExemplars()));
    }

    ProseDocument document() {
        return document;
    }

    List<Clause> clauses() {
        return clauses;
    }

    List<WorkedExample> examples() {
        return examples;
    }

    Optional<StatedOrder> order() {
        return order;
    }

    ShownExamples shown() {
        return shown;
    }
}
