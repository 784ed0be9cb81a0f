package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells a reply that proposes how the answer could be changed, and offers to write that, from an answer that ends with an
 * offer. The proposal speaks of a text, by its name or its parts, of which the question does not speak.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class Proposal {
    private static final int LONGEST = 700;
    private static final int MOST_SENTENCES = 4;
    private static final int LONGEST_QUESTION = 40;

    /** A text of whoever asks: "keep your reply short". */
    private static final Sought YOURS = Sought.of(Pattern.compile(
            "\\b(?:your|dein\\w*|euer|eure\\w*|votre|vos|tes|jouw|uw|tus|vuestr\\w+|tuoi|tua|tuo)\\b|(?<!\\p{L})(?:тво\\p{L}+|ваш\\p{L}*|twoj\\p{L}+|twój)",
            Pattern.UNICODE_CHARACTER_CLASS));

    private static final Sought PARTS = Sought.of(Pattern.compile("(?<=[.!?؟;])\\s+|(?<=[。！？।])|\\n+"));

    private final TalkContext context;
    private final Sketch sketch;

    Proposal(TalkContext context) {
        this.context = context;
        sketch = new Sketch(context);
    }

    /**
     * Whether a reply is such a proposal.
     *
     * @param answer what is left of it without the talk at its edges, which must be part of the proposal too
     */
    boolean isAll(String text, String answer) {
        if (text.length() > LONGEST) {
            return false;
        }
        List<String> sentences = sentences(text);
        int last = sentences.size() - 1;
        if (last == 0 && !context.line(text.strip()).hasAll(Kind.METHOD, Kind.CRITIC)
                || context.asksToRewrite()
                || context.isOfAText()) {
            return false;
        }
        if (sketch.isAll(sentences)) {
            return true;
        }
        if (context.asksForWords()) {
            return false;
        }
        return last > 0
                && isOffered(sentences.subList(0, last), sentences.get(last))
                && sentences(answer).stream().map(context::line).anyMatch(Proposal::isOfAText);
    }

    private static List<String> sentences(String text) {
        return PARTS.parts(text.strip()).stream()
                .filter(part -> !part.isBlank())
                .toList();
    }

    private boolean isOffered(List<String> sentences, String offer) {
        boolean asks = offer.length() <= LONGEST_QUESTION && asks(offer);
        boolean offers = offersToWrite(offer)
                || asks && sentences.stream().anyMatch(it -> context.line(it).has(Kind.OFFER) && offersToWrite(it));
        if (!offers) {
            return false;
        }
        List<TalkLine> proposed = sentences.stream().map(context::line).toList();
        long ofTheText = proposed.stream().filter(Proposal::isOfAText).count();
        return ofTheText > 0
                && proposed.size() <= (ofTheText > 1 ? MOST_SENTENCES : MOST_SENTENCES - 1)
                && proposed.stream().anyMatch(Proposal::changesIt)
                && proposed.stream().noneMatch(line -> YOURS.isIn(line.lower()));
    }

    private static boolean isOfAText(TalkLine line) {
        return line.hasAny(Kind.PART, Kind.ANSWER, Kind.VERSION, Kind.FLAW);
    }

    private static boolean changesIt(TalkLine line) {
        return line.hasAny(Kind.CHANGED, Kind.CHANGE, Kind.REVISED, Kind.BETTER, Kind.FAULT, Kind.NEEDED);
    }

    private boolean offersToWrite(String sentence) {
        TalkLine line = context.line(sentence);
        return (asks(sentence) || line.has(Kind.OFFER)) && line.hasAny(Kind.WRITE, Kind.REVISED, Kind.REVISION);
    }

    private static boolean asks(String sentence) {
        return "?？؟;".indexOf(sentence.charAt(sentence.length() - 1)) >= 0 || sentence.endsWith("か。");
    }
}
