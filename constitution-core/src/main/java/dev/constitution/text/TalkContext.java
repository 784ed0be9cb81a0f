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
    private static final int LONGEST_QUESTION = 8000;

    private static final Pattern REWRITING = Pattern.compile(
            "\\b(?:re-?writ|re-?phras|re-?word|revis|edit|improv|correct|proof-?read|paraphras|updat|modif|summari|translat|fix|grammar|shorten|simplif|polish|spell)"
                    + "\\w*|(?:korrigier|überarbeit|umformulier|umschreib|formulier|corrig|corrij|corríg|réécri|reformul|reescrib|reescrev|corregg|riscriv"
                    + "|herschrijf|corrigeer|skriv om|skriv det om|omskriv|przepisz|popraw|przeredaguj|přepiš|oprav|rescrie|corect|javítsd|fogalmazd"
                    + "|yeniden yaz|düzelt|tulis ulang|perbaiki|viết lại|исправ|перепиш|переформулир|отредактир|виправ|переписа|添削|書き直し|直して|校正"
                    + "|改写|改寫|修改|润色|潤飾|고쳐|다듬어|수정해|صحح|أعد كتابة|أعد صياغة|सुधार|दोबारा लिख|διόρθωσ|ξαναγράψ)\\p{L}*"
                    + "|\\bmake (?:this|that|it|my|the|these)\\b.{0,40}?\\b(?:more|less|\\w+er)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Several words in quotation marks. */
    private static final Pattern QUOTED_TEXT = Pattern.compile(
            "[\"“„«][^\"”“»]*\\p{L}[,.]? +[\\p{L}\\p{M}'’]+,? +\\p{L}[^\"”“»]*[\"”“»]|「[^」]{6,}」|[\"“][\\u2E80-\\u9FFF\\uAC00-\\uD7A3]{6,}");

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
            Kind.REQUEST);

    private static final long TELLING_BITS =
            TELLING.stream().mapToLong(Kind::bit).reduce(0, (a, b) -> a | b);

    /** The first letters of a longer word, or three signs of a script without spaces. */
    private static final Pattern WORD = Pattern.compile("\\b\\p{L}{5}|[\\u2E80-\\u9FFF]{3}");

    private final String question;
    private final String previous;
    private final Set<String> ignored = new HashSet<>();
    private final Map<String, TalkLine> lines = new HashMap<>();
    private @Nullable Boolean asksToRewrite;
    private boolean isQuestionRead;
    private boolean asksForWords;
    private boolean speaksOfNoChange;

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

    private TalkLine read(String text) {
        TalkLine line = new TalkLine(text, ignored);
        if (!isQuestionRead && line.hasAnyOf(TELLING_BITS)) {
            readQuestion();
            return new TalkLine(text, ignored);
        }
        return line;
    }

    private void readQuestion() {
        isQuestionRead = true;
        String asked = question.substring(0, Math.min(question.length(), LONGEST_QUESTION))
                .toLowerCase(Locale.ROOT);
        long kinds = 0;
        for (Hit hit : Phrases.in(asked)) {
            kinds |= hit.kinds();
            asksForWords |= hit.is(Kind.WORDING);
            if ((hit.kinds() & TELLING_BITS) != 0) {
                ignored.add(hit.phrase());
            }
        }
        speaksOfNoChange = (kinds & Kind.NOT.bit()) != 0
                && (kinds & Kind.NEEDED.bit()) != 0
                && (kinds & (Kind.CHANGE.bit() | Kind.REVISION.bit())) != 0;
    }

    /** Whether words are asked for that somebody is to say or to write. */
    boolean asksForWords() {
        if (!isQuestionRead) {
            readQuestion();
        }
        return asksForWords;
    }

    /** Whether the question itself says that nothing is to be changed, perhaps to have that translated. */
    boolean speaksOfNoChange() {
        if (!isQuestionRead) {
            readQuestion();
        }
        return speaksOfNoChange;
    }

    /** Whether the question asks for some text to be written anew, so that its answer may well speak of that. */
    boolean asksToRewrite() {
        if (asksToRewrite == null) {
            asksToRewrite = REWRITING.matcher(question).find();
        }
        return asksToRewrite;
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

    /** Whether the question quotes a text, which its answer may judge. */
    boolean quotesText() {
        return QUOTED_TEXT.matcher(question).find();
    }

    boolean isInQuestion(String words) {
        return question.toLowerCase(Locale.ROOT).contains(words);
    }

    /** Whether the answer before has these words too. */
    boolean isOfThePrevious(String words) {
        return !words.isBlank() && previous.contains(words.strip());
    }
}
