package dev.constitution.runner.prose;

import dev.constitution.runner.prose.Piece.Kind;
import dev.constitution.source.Slug;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An order that the document states: a numbered list beside a paragraph or under a heading that says that its order is one of
 * precedence.
 *
 * @param statement the paragraph or heading; it says nothing of answers
 * @param group of the list
 * @param terms what its items are about, highest first
 */
record StatedOrder(Piece statement, int group, List<String> terms) {
    private static final Pattern STATEMENT =
            Pattern.compile("(?i)\\border(?:ing|ed)?\\b[^.:]{0,30}\\b(?:priority|precedence|importance|authority)\\b"
                    + "|\\b(?:priorit|preceden|importan)\\w+[^.]{0,80}\\bin (?:this|that|the following|the)(?: \\w+)? order\\b"
                    + "|\\b(?:earlier|higher|former|first)\\b[^.]{0,60}\\b(?:precedence|priority|prevails?|wins?|over)\\b[^.]{0,40}"
                    + "\\b(?:later|lower|latter|others|rest|below)\\b");
    private static final Pattern END_OF_TERM = Pattern.compile("[:.;,(]|\\s[-–—]+\\s");
    private static final int MOST_WORDS_OF_TERM = 5;

    StatedOrder {
        terms = List.copyOf(terms);
    }

    /** The first order that the document states. */
    static Optional<StatedOrder> of(ProseDocument document) {
        List<Piece> pieces = document.pieces();
        return IntStream.range(0, pieces.size())
                .filter(i -> states(pieces.get(i)))
                .mapToObj(i -> list(pieces, i))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean states(Piece piece) {
        boolean says = piece.kind() == Kind.TEXT || piece.kind() == Kind.HEADING;
        return says && STATEMENT.matcher(piece.text()).find();
    }

    /** The numbered list behind a statement, or the one before it. */
    private static Optional<StatedOrder> list(List<Piece> pieces, int statement) {
        return IntStream.of(statement + 1, statement - 1)
                .filter(i -> i >= 0 && i < pieces.size() && pieces.get(i).kind() == Kind.NUMBERED_ITEM)
                .filter(i -> pieces.get(i).section() == pieces.get(statement).section())
                .mapToObj(i -> pieces.get(i).group())
                .map(group -> new StatedOrder(
                        pieces.get(statement),
                        group,
                        pieces.stream()
                                .filter(piece -> piece.group() == group)
                                .map(piece -> term(piece.text()))
                                .toList()))
                .filter(order -> order.terms().size() > 1)
                .findFirst();
    }

    private static String term(String item) {
        String[] words = END_OF_TERM.split(item, 2)[0].strip().split("\\s+", MOST_WORDS_OF_TERM + 1);
        return String.join(" ", List.of(words).subList(0, Math.min(words.length, MOST_WORDS_OF_TERM)));
    }

    /**
     * The place, from 1, of what a section says: by an attribute of its heading that names a term, or a title that does; of the
     * sections that hold it where it names none itself. Empty where nothing does.
     */
    Optional<Integer> place(int section, List<Section> sections) {
        for (int at = section; ; at = sections.get(at).parent()) {
            Section one = sections.get(at);
            if (one.isRoot()) {
                return Optional.empty();
            }
            for (int i = 0; i < terms.size(); i++) {
                if (names(one, terms.get(i))) {
                    return Optional.of(i + 1);
                }
            }
        }
    }

    private static boolean names(Section section, String term) {
        String slug = Slug.of(term);
        String title = Slug.of(section.title());
        boolean severalWords = slug.indexOf('-') > 0;
        return section.attributes().values().stream()
                        .anyMatch(value -> Slug.of(value).equals(slug))
                || title.equals(slug)
                || (severalWords && ("-" + title + "-").contains("-" + slug + "-"));
    }
}
