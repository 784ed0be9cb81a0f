package dev.constitution.runner.prose;

import dev.constitution.runner.prose.Piece.Kind;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Takes the clauses out of a document: paragraphs, items of lists and rows of tables that say what should or must be, or begin
 * as a request does. Where no piece does, as in another language, all of them are clauses.
 */
final class Clauses {
    /** As many words as a norm, a critique of it and an answer leave each other in a small model's context. */
    static final int MOST_WORDS = 100;

    private static final int MOST_WORDS_OF_LEAD = 40;
    private static final Pattern NORMATIVE = Pattern.compile(
            "(?i)\\b(?:must|should|shall|ought to|never|always|do not|don['’]t|avoid|may not|may only|has to|have to"
                    + "|needs? to|(?:is|are) expected to|want \\w+ to|required to)\\b");
    private static final Pattern REQUEST = Pattern.compile(
            "^(?:Be|Do(?! (?:you|we|they|I)\\b)|Use|Keep|Give|Say|Tell|Ask|Help|Treat|Respect|Prefer|Choose|Answer|Explain|Write|Make|Let|Stay|Admit"
                    + "|Provide|Support|Consider|Follow|Refuse|Decline|Protect|Ensure|Remember|Try|Take|Show|State|Name"
                    + "|Offer|Acknowledge|Correct|Cite|Speak|Listen|Put|Point|Remain)\\b");

    private final ProseDocument document;

    private Clauses(ProseDocument document) {
        this.document = document;
    }

    /** The clauses in order; what states the order is none. */
    static List<Clause> of(ProseDocument document, Optional<StatedOrder> order) {
        return new Clauses(document)
                .read().stream()
                        .filter(clause -> order.isEmpty()
                                || !clause.piece().equals(order.get().statement()))
                        .toList();
    }

    private List<Clause> read() {
        List<Piece> pieces = document.pieces();
        boolean all = pieces.stream().noneMatch(piece -> piece.isStatement() && isNormative(piece.text()));
        Set<Integer> groups = new TreeSet<>(); // lists of which an item is normative, or what leads to them
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.isItem() && (all || isNormative(piece.text()) || isNormative(lead(i)))) {
                groups.add(piece.group());
            }
        }
        List<Clause> clauses = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean stated = all || isNormative(piece.text()) || (piece.isItem() && groups.contains(piece.group()));
            if (piece.isStatement() && stated && !piece.text().isEmpty() && !leadsToClauses(i, groups)) {
                add(piece, lead(i), all || piece.isItem(), clauses);
            }
        }
        return clauses;
    }

    static boolean isNormative(String text) {
        return NORMATIVE.matcher(text).find() || REQUEST.matcher(text).find();
    }

    /** The paragraph that ends with a colon before an item's list; empty where there is none, or none that fits in. */
    private String lead(int place) {
        List<Piece> pieces = document.pieces();
        Piece item = pieces.get(place);
        int first = place;
        while (first > 0 && pieces.get(first - 1).group() == item.group()) {
            first--;
        }
        if (!item.isItem() || first == 0) {
            return "";
        }
        Piece before = pieces.get(first - 1);
        boolean leads = before.kind() == Kind.TEXT
                && before.section() == item.section()
                && before.text().endsWith(":");
        if (!leads) {
            return "";
        }
        List<String> sentences = sentences(before.text());
        String last = sentences.get(sentences.size() - 1);
        return ProseDocument.words(last) <= MOST_WORDS_OF_LEAD ? last : "";
    }

    private boolean leadsToClauses(int place, Set<Integer> groups) {
        List<Piece> pieces = document.pieces();
        Piece piece = pieces.get(place);
        return piece.kind() == Kind.TEXT
                && place + 1 < pieces.size()
                && groups.contains(pieces.get(place + 1).group())
                && pieces.get(place + 1).section() == piece.section()
                && !lead(place + 1).isEmpty()
                && sentences(piece.text()).size() == 1;
    }

    /** A piece as one clause or, where it is too long, as several between whose sentences it is cut. */
    private static void add(Piece piece, String lead, boolean whole, List<Clause> clauses) {
        String before = lead.isEmpty() ? "" : lead + " ";
        if (ProseDocument.words(before + piece.text()) <= MOST_WORDS) {
            clauses.add(new Clause(piece, before + piece.text()));
            return;
        }
        StringBuilder part = new StringBuilder(before);
        for (String sentence : sentences(piece.text())) {
            boolean full = ProseDocument.words(part + sentence) > MOST_WORDS && part.length() > before.length();
            if (full) {
                addPart(piece, part.toString(), whole, clauses);
                part = new StringBuilder(before);
            }
            part.append(sentence).append(' ');
        }
        addPart(piece, part.toString(), whole, clauses);
    }

    private static void addPart(Piece piece, String part, boolean whole, List<Clause> clauses) {
        if (whole || isNormative(part)) {
            clauses.add(new Clause(piece, part.strip()));
        }
    }

    private static List<String> sentences(String text) {
        BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        ends.setText(text);
        List<String> sentences = new ArrayList<>();
        int from = ends.first();
        for (int to = ends.next(); to != BreakIterator.DONE; to = ends.next()) {
            sentences.add(text.substring(from, to).strip());
            from = to;
        }
        return sentences;
    }
}
