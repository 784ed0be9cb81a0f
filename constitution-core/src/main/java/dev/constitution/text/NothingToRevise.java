package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the statement that an answer needs no revision: that nothing has to be changed, that it stands, or that it is good,
 * in few words, most of which are of these kinds.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class NothingToRevise {
    private static final int LONGEST = 320;
    private static final int LONGEST_REASONS = 900;
    private static final int SHORT = 60;
    private static final int SHORTEST = 20;
    private static final int ENOUGH = 4;
    /** Of a verb, before its "not" in Japanese and Korean. */
    private static final int LONGEST_ENDING = 3;

    private static final int STRANGERS_FOR_FREE = 4;

    private static final Pattern NOT_APPLICABLE = Pattern.compile(
            "\\W*(?:n/?a(?:\\W*|[.:,;]? [^\\n]{1,60})|none (?:needed|required|necessary)\\W*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TO_YOU = Pattern.compile("\\b(?:you|your|du|dein|sie|tu|vous|usted|você)\\b");

    static final Pattern QUOTATION =
            Pattern.compile("[\"“][^\"”“]{2,}[\"”“]|„[^\"”“]{2,}[\"”“]|«[^»]{2,}»|»[^«\\n]{2,}«|「[^」]{2,}」|『[^』]{2,}』"
                    + "|‘[^’\\n]{8,}’(?!\\p{L})|(?<!`)`[^`\\n]{2,}`(?!`)|(?<=\\n)>[^\\n]+");
    private static final Pattern LEAD_IN = Pattern.compile("[:：]\\s*\\n");
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
    private static final Sought SENTENCES = Sought.of(Pattern.compile("[.!?;]\\s+|[。！？；।]|\\n+"));

    private final TalkContext context;

    NothingToRevise(TalkContext context) {
        this.context = context;
    }

    /** Whether a whole reply says so, if only in its last sentence. */
    boolean isSaidIn(String text) {
        return isSaidAt(text) || isConcludedFrom(text.strip());
    }

    /** Whether a line or paragraph at the edge of a reply says so. */
    boolean isSaidAt(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        String all = text.strip();
        if (NOT_APPLICABLE.matcher(all).matches() || Wrapper.holdsNoRevision(all)) {
            return true;
        }
        if (all.startsWith("```") || all.isEmpty() || LEAD_IN.matcher(all).find()) {
            return false;
        }
        if (all.indexOf('\n') < 0) {
            return says(all);
        }
        List<String> paragraphs = PARAGRAPHS.splitAsStream(all).toList();
        return paragraphs.stream().anyMatch(this::says)
                && paragraphs.stream().allMatch(part -> says(part) || isOfTheAnswer(context.line(part)));
    }

    /** A paragraph about the answer whose last sentence comes to nothing. */
    private boolean isConcludedFrom(String all) {
        if (all.length() > LONGEST_REASONS || Words.of(all).mayHave('\n') && all.indexOf('\n') >= 0) {
            return false;
        }
        String said = withoutQuotations(all);
        TalkLine line = context.line(said);
        if (!line.has(Kind.ANSWER) && !line.has(Kind.METHOD)
                || context.asksForWords()
                || context.asksToRewrite()
                || context.speaksOfNoChange()) {
            return false;
        }
        List<String> sentences =
                SENTENCES.parts(said).stream().filter(part -> !part.isBlank()).toList();
        TalkLine last = context.line(sentences.get(sentences.size() - 1));
        TalkLine first = context.line(sentences.get(0));
        boolean aboutIt = isOfTheAnswer(last) || isOfTheAnswer(first);
        return aboutIt
                && (isUnneeded(last) && last.hasAny(Kind.NEEDED, Kind.FIRST_PERSON)
                        || last.has(Kind.STANDS) && (last.has(Kind.FIRST_PERSON) || isOfTheAnswer(last)));
    }

    private static boolean isOfTheAnswer(TalkLine line) {
        return line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.METHOD);
    }

    private boolean says(String all) {
        String said = withoutQuotations(all);
        if (said.length() < 5) { // the whole is in quotation marks
            said = all;
        }
        TalkLine line = context.line(said);
        boolean unneeded = line.has(Kind.NOT)
                && line.has(Kind.CHANGE)
                && SENTENCES.parts(said).stream().map(context::line).anyMatch(NothingToRevise::isUnneeded);
        boolean stands = unneeded || line.has(Kind.STANDS);
        if (!stands && (!line.has(Kind.SOUND) || line.hasAny(Kind.REVISED, Kind.REVISION, Kind.FAULT))) {
            return false;
        }
        if (!unneeded && line.hasAlone(Kind.CHANGED, Kind.STANDS) && !line.hasAny(Kind.NOT, Kind.ANSWER, Kind.METHOD)) {
            return false;
        }
        boolean object = line.hasAny(Kind.ANSWER, Kind.VERSION);
        if (context.quotesText()
                && said.length() > SHORTEST
                && !line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.METHOD)) { // said of that text
            return false;
        }
        int strangers = line.strangers();
        if (unneeded
                && strangers > 1
                && !line.has(Kind.ANSWER)
                && !line.hasAny(Kind.METHOD, Kind.NEEDED, Kind.FIRST_PERSON, Kind.STANDS)) {
            return false;
        }
        int score = (line.has(Kind.STANDS) ? 3 : 0)
                + (unneeded ? line.hasAny(Kind.NEEDED, Kind.FIRST_PERSON) ? 3 : 2 : 0)
                + (object ? 2 : 0)
                + (line.has(Kind.METHOD) ? 2 : 0)
                + (line.hasAny(Kind.SOUND, Kind.PRAISE) ? 1 : 0)
                + (object && line.has(Kind.EARLIER) ? 1 : 0)
                + (line.has(Kind.STANDS) && line.has(Kind.FIRST_PERSON) && strangers <= STRANGERS_FOR_FREE ? 1 : 0)
                + (line.length() > SHORT || !stands ? 0 : strangers == 0 ? 2 : strangers == 1 ? 1 : 0)
                - (TO_YOU.matcher(line.lower()).find() ? 1 : 0)
                - Math.max(0, strangers - STRANGERS_FOR_FREE) / 2;
        return score >= ENOUGH && !context.speaksOfNoChange();
    }

    private static boolean isUnneeded(TalkLine sentence) {
        return sentence.has(Kind.NOT)
                && sentence.has(Kind.CHANGE)
                && (sentence.has(Kind.NEEDED)
                        || sentence.first(Kind.NOT) < sentence.first(Kind.CHANGE)
                        || sentence.isFollowedBy(Kind.CHANGE, Kind.NOT, LONGEST_ENDING));
    }

    /** What a critique or an answer quotes is not what it says. */
    static String withoutQuotations(String text) {
        Words words = Words.of(text);
        boolean mayQuote = words.mayHave('"')
                || words.mayHave('>')
                || words.mayHave('`')
                || !words.isAscii() && text.chars().anyMatch(c -> "“„«»「『‘".indexOf(c) >= 0);
        return mayQuote ? QUOTATION.matcher(text).replaceAll("…") : text;
    }
}
