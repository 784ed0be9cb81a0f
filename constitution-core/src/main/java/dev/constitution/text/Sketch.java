package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells a reply that finds fault with the answer and says what a better one would be, without giving it: "The response
 * generalises. A better one would cite figures.", "In line with the principle, I would first …".
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class Sketch {
    private static final int LONGEST_ARTICLE = 12;
    private static final int LONGEST_SUBJECT = 30;
    private static final int LONGEST_AIM = 90;
    private static final int FEWEST_WORDS = 5;

    /** What is not, but would or should be, by words or endings. */
    private static final Sought WOULD = Sought.of(Pattern.compile(
            "(?<!\\p{L})(?:would|should|could|might|must|needs? to|i['’]d|würden?|wären?|sollten?|könnten?|\\p{L}+(?:rait|raient|rais|ría|rían|ria|riam|rebbe|rebbero|rei)|debe|deve|zou(?:den)?|moet"
                    + "|skulle|borde|burde|bör|bør|ville|\\p{L}+isi|\\p{L}*by(?:łby|łaby|łoby)|\\p{L}+(?:łby|łaby|łoby|łbym|łabym)|powin\\p{L}*|bych?|měl\\p{L}*|ar|aș|kellene|lenne|\\p{L}+(?:rdi|rdı|rdu|rdü|rdim|rdım|meli|malı)"
                    + "|olur(?:du)?|akan|harus|sebaiknya|perlu|sẽ|nên|cần|бы|б|следует|должен|ينبغي|يجب|ستكون|سيكون|चाहिए|होगा|होगी|θα)(?!\\p{L})"
                    + "|でしょう|べき|とよい|应该|應該|应当|需要|会更|것입니다|것이다|겠습니다|해야|좋겠",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));

    private static final Pattern IT_SHOULD = Pattern.compile(
            "(?:it (?:should|needs to|must|ought)|sie sollte|elle devrait|debería|deveria|dovrebbe|het zou|det bör|powinna|měla by|он должен|ему следует)\\b[^\\d]*",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** "To align with": what follows is to serve it. */
    private static final Pattern AIMS = Pattern.compile(
            "(?:to|in order to|so as to|in line|um|pour|afin|para|a fin|per|al fine|om|för att|for at|for å|aby|by|żeby|чтобы|щоб|за|agar|untuk|để|为|為)(?!\\p{L}{4})|.{2,12}(?:ため|するには|沿うには|위해|려면)|.{2,30}(?:için|üzere)(?!\\p{L})");

    private final TalkContext context;

    Sketch(TalkContext context) {
        this.context = context;
    }

    /** Whether these sentences are all of a reply, and sketch an answer to no question. */
    boolean isAll(List<String> sentences) {
        TalkLine first = context.line(sentences.get(0));
        return first.has(Kind.METHOD) && first.has(Kind.CRITIC) && servesThePrinciple(first)
                || isOfTheAnswer(first)
                        && (first.has(Kind.EARLIER)
                                || sentences.stream()
                                        .limit(sentences.size() - 1L)
                                        .anyMatch(it -> context.line(it).hasAny(Kind.FAULT, Kind.FLAW)))
                        && sentences.stream().skip(1).map(context::line).anyMatch(Sketch::saysWhatWouldBe)
                        && sentences.stream().noneMatch(Advice::speaksTo);
    }

    /** "To align with the principle, I would soften the advice." */
    private static boolean servesThePrinciple(TalkLine line) {
        return line.first(Kind.CRITIC) <= LONGEST_AIM
                && (line.hasAny(Kind.CHANGED, Kind.CHANGE, Kind.REVISED) || line.strangers() >= FEWEST_WORDS)
                && (line.hasAny(Kind.FIRST_PERSON, Kind.ANSWER)
                        || AIMS.matcher(line.lower()).lookingAt())
                && !line.endsInColon()
                && line.lower().indexOf(": ") < 0
                && WOULD.isIn(line.lower());
    }

    private static boolean isOfTheAnswer(TalkLine line) {
        return line.first(Kind.ANSWER) <= LONGEST_ARTICLE
                || line.first(Kind.ANSWER) <= LONGEST_SUBJECT && line.hasAny(Kind.EARLIER, Kind.FAULT, Kind.FLAW);
    }

    private static boolean saysWhatWouldBe(TalkLine line) {
        boolean another = line.hasAny(Kind.REVISED, Kind.REVISION) && line.hasAny(Kind.VERSION, Kind.REVISION)
                || line.has(Kind.ANSWER) && line.hasAny(Kind.REVISED, Kind.REVISION, Kind.BETTER);
        return another && (line.has(Kind.OUGHT) || WOULD.isIn(line.lower()))
                || IT_SHOULD.matcher(line.lower()).lookingAt();
    }
}
