package dev.constitution.text;

import dev.constitution.text.Phrases.Hit;
import dev.constitution.text.Phrases.Kind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The question and the answer before, in whose light a line is read: words that the question has too tell nothing, and what
 * stood in the answer before is no talk about it. Not thread-safe.
 */
final class TalkContext {
    /** Without a word of these a line is no talk, whatever else it has. */
    private static final Set<Kind> TELLING = EnumSet.of(
            Kind.ANSWER,
            Kind.VERSION,
            Kind.REVISED,
            Kind.REVISION,
            Kind.METHOD,
            Kind.CHANGED,
            Kind.CHANGE,
            Kind.STANDS,
            Kind.OPENER,
            Kind.CRITIC,
            Kind.REQUEST,
            Kind.PART,
            Kind.FLAW);

    private static final long TELLING_BITS =
            TELLING.stream().mapToLong(Kind::bit).reduce(0, (a, b) -> a | b);

    /** The first letters of a longer word, or three signs of a script without spaces. */
    private static final Pattern WORD = Pattern.compile("\\b\\p{L}{5}|[\\u2E80-\\u9FFF]{3}");

    private final String question;
    private final String previous;
    private final Set<String> ignored = new HashSet<>();
    private final Map<String, TalkLine> lines = new HashMap<>();
    private @Nullable Question asked;
    private @Nullable Boolean asksForWords;
    private @Nullable Boolean asksToRewrite;
    private @Nullable Boolean isOfAWork;

    TalkContext(String question, String previous) {
        this.question = question;
        this.previous = previous.strip();
    }

    String previous() {
        return previous;
    }

    TalkLine line(String text) {
        return lines.computeIfAbsent(text, this::read);
    }

    /** The same with all its words, the question's too. */
    static TalkLine whole(String text) {
        return new TalkLine(text, Set.of());
    }

    private TalkLine read(String text) {
        TalkLine line = new TalkLine(text, ignored);
        if (asked == null && line.hasAnyOf(TELLING_BITS)) {
            asked();
            return ignored.isEmpty() ? line : new TalkLine(text, ignored);
        }
        return line;
    }

    /** The question, read when a line first needs it: most lines have no word that could be talk. */
    private Question asked() {
        if (asked == null) {
            asked = Words.of(question).question();
            for (Hit hit : asked.hits()) {
                if ((hit.kinds() & TELLING_BITS) != 0) {
                    ignored.add(hit.phrase());
                }
            }
        }
        return asked;
    }

    boolean asksForWords() {
        if (asksForWords == null) {
            asksForWords = asked().asksForWords();
        }
        return asksForWords;
    }

    boolean speaksOfNoChange() {
        return asked().speaksOfNoChange();
    }

    boolean asksToRewrite() {
        if (asksToRewrite == null) {
            asksToRewrite = asked().asksToRewrite();
        }
        return asksToRewrite;
    }

    boolean isOfAWork() {
        if (isOfAWork == null) {
            isOfAWork = asked().isOfAWork();
        }
        return isOfAWork;
    }

    boolean isOfAText() {
        return asked().isOfAText();
    }

    /** How many words of the answer before a remark names that the answer does not have: "dropped 'always'". */
    int dropped(TalkLine remark, String answer) {
        String now = answer.toLowerCase(Locale.ROOT);
        String before = previous.toLowerCase(Locale.ROOT);
        String asked = question.toLowerCase(Locale.ROOT);
        Matcher word = WORD.matcher(remark.lower());
        int dropped = 0;
        while (word.find()) {
            String stem = word.group();
            dropped += before.contains(stem) && !now.contains(stem) && !asked.contains(stem) ? 1 : 0;
        }
        return dropped;
    }

    /** Whether a remark quotes the answer before, which the answer does not. */
    boolean quotesDropped(String remark, String answer) {
        Matcher quotation = NothingToRevise.QUOTATION.matcher(remark);
        while (quotation.find()) {
            String words = quotation
                    .group()
                    .substring(1, quotation.group().length() - 1)
                    .strip();
            String lower = words.replaceAll("[.,!?]$", "").toLowerCase(Locale.ROOT);
            if (lower.length() > 2
                    && previous.toLowerCase(Locale.ROOT).contains(lower)
                    && !answer.toLowerCase(Locale.ROOT).contains(lower)
                    && !isInQuestion(lower)) {
                return true;
            }
        }
        return false;
    }

    boolean quotesText() {
        return asked().quotesText();
    }

    boolean isInQuestion(String words) {
        return question.toLowerCase(Locale.ROOT).contains(words);
    }

    /** Whether the answer before has these words too. */
    boolean isOfThePrevious(String words) {
        return !words.isBlank() && previous.contains(words.strip());
    }
}
