package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a line that announces a revision from one that belongs to the answer. No single word tells: a line must speak of
 * the answer, of its having been changed, or of the critic, <em>and</em> be built as an announcement is. Each counts for so
 * much, and a line is talk where enough comes together.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class LeadIn {
    static final int LONGEST = 260;
    private static final int LONGEST_LABEL = 70;
    private static final int LONGEST_ANNOUNCEMENT = 160;
    private static final int ENOUGH = 7;

    /** A label and what follows it on its line. */
    static final Pattern LABEL =
            Pattern.compile("\\A[\\s*_#>]*(?:\\d[.)] [*_]*)?([^:：\\n]{1,70}?)[*_ ]*[:：][*_]*[ \\t]*");

    private static final Pattern HEADING =
            Pattern.compile("\\s*(?:#{1,6}\\s.*|\\*{1,2}[^*]+\\*{1,2}:?|_{1,2}[^_]+_{1,2}:?)\\s*");
    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]【】()（）「」]");
    private static final Pattern NUMBERED = Pattern.compile("\\d{1,2}[.)] ");
    /** "He improves texts: …" */
    private static final Pattern SOMEBODY = Pattern.compile(
            "(?:he|she|they|we|er|sie|wir|man|il|elle|ils|elles|on|nous|él|ella|ellos|ele|ela|eles|lui|lei|loro|hij|zij|ze|han|hon|hun|de|on|ona|oni|он|она|они|він|вона|вони)\\s",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern TO_COME = Pattern.compile("\\b(?:will|going to|let me|can|would)\\b|['’]ll\\b");

    private final TalkContext context;
    private final RefusalToRevise refusal;

    LeadIn(TalkContext context) {
        this.context = context;
        refusal = new RefusalToRevise(context);
    }

    /** What follows a line: more of its paragraph, an empty line or a rule, or a whole rest that is wrapped into something. */
    enum Before {
        MORE,
        PARAGRAPH,
        WRAPPED
    }

    /** Whether the first sign is one of those that a heading begins with. */
    static boolean mayBeginHeading(String line) {
        int at = 0;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at < line.length() && "#*_".indexOf(line.charAt(at)) >= 0;
    }

    static boolean isHeading(String line) {
        return mayBeginHeading(line) && HEADING.matcher(line).matches();
    }

    /** Whether a line announces what follows it; where a text was to be written anew, it must name the answer too. */
    boolean announces(String text, Before before) {
        return isAnnouncement(text, before)
                && (context.line(text).hasAny(Kind.ANSWER, Kind.METHOD, Kind.CONCESSION, Kind.OPENER, Kind.AGAIN)
                        || !context.asksToRewrite());
    }

    private boolean isAnnouncement(String text, Before before) {
        if (text.length() > LONGEST || text.isBlank() || isListItem(text) || TalkLine.isSpeech(text)) {
            return false;
        }
        TalkLine line = context.line(text);
        boolean colon = line.endsInColon();
        if (colon && line.has(Kind.SHOWN) && isOfAnAnswer(line)) {
            line = TalkContext.whole(text);
        }
        if (!colon && before == Before.MORE && !isHeading(text)) {
            return false;
        }
        if (line.has(Kind.OPENER) && line.length() <= 120) {
            return true;
        }
        int about = about(line);
        int strangers = line.strangers();
        if (before == Before.WRAPPED && colon && strangers <= 3 && line.hasAny(Kind.SHOWN, Kind.FIRST_PERSON)) {
            return line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.REVISED, Kind.REVISION, Kind.METHOD, Kind.AGAIN)
                    || !context.asksForWords() && !context.asksToRewrite();
        }
        if (before == Before.WRAPPED && strangers <= 3 && isBeforeWrapped(line, colon)) {
            return true;
        }
        if (colon && before != Before.MORE && line.first(Kind.REVISED) == 0 && isOfAChange(line)) {
            return true;
        }
        if (colon && before == Before.PARAGRAPH && line.has(Kind.ASSENT) && endsInRevising(text)) {
            return true;
        }
        boolean again = isAnotherTry(line) && colon;
        boolean object = again || line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.METHOD, Kind.CONCESSION);
        if (!object && !line.has(Kind.OPENER) && !(line.has(Kind.CHANGED) && line.has(Kind.FIRST_PERSON))) {
            return isOfSomeRevision(line, colon, before, strangers);
        }
        if (!object && !colon && !line.has(Kind.OPENER) && !startsAsReport(line)) {
            return false;
        }
        boolean strong = again
                || line.hasAny(Kind.REVISED, Kind.REVISION, Kind.METHOD, Kind.OPENER, Kind.CONCESSION)
                || line.has(Kind.CHANGED) && line.has(Kind.FIRST_PERSON);
        boolean asked = context.asksToRewrite() && !again && !line.hasAny(Kind.ANSWER, Kind.METHOD, Kind.CONCESSION);
        if (asked && !line.hasAny(Kind.EARLIER, Kind.REVISED, Kind.OPENER) || !strong && strangers > 5) {
            return false;
        }
        int frame = (colon ? 2 : 0)
                + (line.has(Kind.SHOWN) ? 1 : 0)
                + (line.has(Kind.ASSENT) ? 1 : 0)
                + (line.has(Kind.FIRST_PERSON) ? 1 : 0)
                + (before == Before.WRAPPED ? 2 : before == Before.MORE ? -1 : 0)
                + (context.asksForWords() ? 0 : 1);
        return about >= (colon ? 3 : 4) && about + frame - Math.max(0, strangers - 6) / 2 >= ENOUGH;
    }

    private boolean isBeforeWrapped(TalkLine line, boolean colon) {
        boolean answer = line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.REVISED, Kind.REVISION, Kind.CHANGE);
        return !context.asksForWords() && !context.asksToRewrite() && answer && (colon || line.has(Kind.SHOWN));
    }

    /** "Rewritten without …:" */
    private boolean isOfAChange(TalkLine line) {
        return line.hasAny(Kind.CHANGED, Kind.AGAIN, Kind.METHOD, Kind.FAULT)
                && !context.asksForWords()
                && !context.asksToRewrite();
    }

    /** "Understood. Rewriting with … in mind:" */
    private boolean endsInRevising(String text) {
        String last = Remark.SENTENCES.splitAsStream(text).reduce("", (first, second) -> second);
        return context.line(last).first(Kind.REVISED) == 0 && !context.asksForWords() && !context.asksToRewrite();
    }

    /** "Okay, second try, this time with …:" */
    private boolean isAnotherTry(TalkLine line) {
        return line.has(Kind.AGAIN)
                && (line.count(Kind.AGAIN) > 1
                        || !context.asksForWords()
                                && line.hasAny(Kind.ASSENT, Kind.FIRST_PERSON, Kind.OPENER, Kind.REVISED));
    }

    /** A long paragraph about the critique whose last sentence comes to the answer. */
    boolean arrives(String paragraph) {
        if (paragraph.length() <= LONGEST || !context.line(paragraph).has(Kind.METHOD)) {
            return false;
        }
        String last = Remark.SENTENCES.splitAsStream(paragraph).reduce("", (first, second) -> second);
        TalkLine line = context.line(last);
        return line.length() <= LONGEST_ANNOUNCEMENT
                && line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.REVISED, Kind.REVISION)
                && line.has(Kind.SHOWN)
                && (line.endsInColon() || line.has(Kind.FIRST_PERSON));
    }

    /** "Here's a version of the letter that …:" */
    boolean shows(String text) {
        TalkLine line = context.line(text);
        return line.endsInColon()
                && line.length() <= LONGEST_ANNOUNCEMENT
                && !isListItem(text)
                && line.hasAny(Kind.SHOWN, Kind.ASSENT)
                && (line.isOfSomethingElse()
                        || line.has(Kind.ASSENT) && line.has(Kind.SHOWN)
                        || line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.REVISED, Kind.REVISION));
    }

    /** "Here is the revised list:", where nothing says that it is an answer. */
    private boolean isOfSomeRevision(TalkLine line, boolean colon, Before before, int strangers) {
        boolean announces = line.hasAny(Kind.SHOWN, Kind.FIRST_PERSON) || line.has(Kind.ASSENT);
        if (!colon || !announces) {
            return false;
        }
        return line.has(Kind.REVISION) && strangers <= 4
                || line.has(Kind.REVISED)
                        && before != Before.MORE
                        && strangers <= 2
                        && !line.isOfSomethingElse()
                        && !context.asksToRewrite();
    }

    /** How much a line says about an answer, its change, or the one who criticised it. */
    private static int about(TalkLine line) {
        boolean object = line.hasAny(Kind.ANSWER, Kind.VERSION);
        return (line.hasAny(Kind.REVISED, Kind.REVISION) ? 3 : 0)
                + (line.has(Kind.METHOD) ? 3 : 0)
                + (object ? 2 : 0)
                + (line.has(Kind.CONCESSION) ? 3 : 0)
                + (line.has(Kind.OPENER) ? 4 : 0)
                + (line.has(Kind.AGAIN) ? line.count(Kind.AGAIN) > 1 ? 4 : 3 : 0)
                + (line.has(Kind.CHANGED) && line.has(Kind.FIRST_PERSON) ? 2 : 0)
                + (reports(line) && line.hasAny(Kind.ASSENT, Kind.FAULT) ? 2 : 0)
                + (line.has(Kind.BETTER) ? 1 : 0)
                + (object && line.has(Kind.FLAW) && line.has(Kind.CHANGED) ? 2 : 0)
                + (object && line.has(Kind.EARLIER) ? 1 : 0)
                + (object && line.has(Kind.FAULT) ? 1 : 0)
                + (line.has(Kind.ANSWER) && line.has(Kind.ASSENT) && line.has(Kind.SHOWN) && line.has(Kind.NOT)
                        ? 1
                        : 0);
    }

    private static boolean startsAsReport(TalkLine line) {
        return Phrases.startsWith(Kind.FIRST_PERSON, line.lower())
                || Phrases.startsWith(Kind.ASSENT, line.lower())
                || Phrases.startsWith(Kind.THIS, line.lower())
                || Phrases.startsWith(Kind.DONE, line.lower());
    }

    private static boolean reports(TalkLine line) {
        return line.has(Kind.CHANGED) && line.has(Kind.FIRST_PERSON) && line.has(Kind.DONE);
    }

    /** Where a label such as "Revised response:", or a heading, ends; 0 where the text begins with none. */
    int labelEnd(String text) {
        Words words = Words.of(text);
        if (words.isAscii() && !words.mayHave('\n') && !words.mayHave(':')) { // one line, and no label
            return 0;
        }
        int line = text.indexOf('\n');
        String first = line < 0 ? text : text.substring(0, line);
        if (line > 0 && standsAlone(text, first, line) && isLabel(first)) {
            return line;
        }
        if (first.indexOf(':') < 0 && first.indexOf('：') < 0) {
            return 0;
        }
        Matcher label = LABEL.matcher(first);
        if (!label.lookingAt() || !isLabel(label.group(1))) {
            return 0;
        }
        boolean asked = context.asksToRewrite() && !context.line(label.group(1)).has(Kind.ANSWER);
        return asked && line > label.end() ? 0 : label.end();
    }

    private static boolean standsAlone(String text, String first, int end) {
        return isHeading(first)
                || first.startsWith("【")
                || first.startsWith("[")
                || first.startsWith(">")
                || text.startsWith("\n", end + 1)
                || text.startsWith("===", end + 1)
                || text.startsWith("---", end + 1);
    }

    /** Whether words name a revision and nothing else, as a heading or before a colon. */
    boolean isLabel(String words) {
        if (words.length() > LONGEST_LABEL + 10) {
            return false;
        }
        TalkLine line = context.line(BRACKETS.matcher(words).replaceAll(""));
        String name = line.lower().strip();
        if (Phrases.has(Kind.NOTES, name.replaceAll("[:：]$", ""))) {
            return false;
        }
        return (names(line) || isOfAnAnswer(line) && names(TalkContext.whole(words)))
                && !isOfTheEarlier(name)
                && (line.hasAny(Kind.ANSWER, Kind.METHOD) || !context.asksToRewrite());
    }

    private static boolean names(TalkLine line) {
        if (SOMEBODY.matcher(line.lower()).lookingAt()) {
            return false;
        }
        boolean named = line.hasAny(Kind.REVISED, Kind.REVISION)
                || line.hasAny(Kind.ANSWER, Kind.VERSION) && line.has(Kind.BETTER);
        return named && line.strangers() == 0;
    }

    /** Whether a line names an answer, so that a word of its change which the question has too is no word of the question. */
    private boolean isOfAnAnswer(TalkLine line) {
        return line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.REVISION) && !context.asksToRewrite();
    }

    /** "Original answer", "Before", "What was wrong": what stands under it is no revision. */
    boolean isOfTheEarlier(String words) {
        String name = TalkLine.withoutMarkup(words).strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.length() > LONGEST_LABEL || context.isInQuestion(name)) {
            return false;
        }
        if (Phrases.has(Kind.BEFORE, name)) {
            return true;
        }
        TalkLine line = context.line(name);
        return line.hasAny(Kind.ANSWER, Kind.VERSION)
                && line.has(Kind.EARLIER)
                && line.strangers() <= 1
                && !line.hasAny(Kind.REVISED, Kind.REVISION);
    }

    /** Whether the text only announces a revision, or asks for what to revise. */
    boolean isAll(String text) {
        if (text.length() > LONGEST || text.indexOf('\n') >= 0) {
            return false;
        }
        TalkLine whole = context.line(text);
        if (whole.endsInColon() && announces(text, Before.PARAGRAPH) || refusal.isIn(text)) {
            return true;
        }
        if (whole.length() > LONGEST_ANNOUNCEMENT) {
            return false;
        }
        if (asksForTheAnswer(whole)) {
            return true;
        }
        return Remark.SENTENCES.splitAsStream(text).anyMatch(part -> {
            TalkLine line = context.line(part);
            return line.has(Kind.OPENER) && whole.length() <= 100
                    || line.has(Kind.FIRST_PERSON)
                            && (line.hasAny(Kind.REVISED, Kind.REVISION)
                                    || line.has(Kind.VERSION) && whole.has(Kind.ASSENT))
                            && !line.lower().contains(": ")
                            && !line.lower().contains("?")
                            && (whole.has(Kind.ASSENT) && line.hasAny(Kind.REVISED, Kind.REVISION)
                                    || whole.hasAny(Kind.ASSENT)
                                            && TO_COME.matcher(line.lower()).find()
                                    || whole.has(Kind.ANSWER)
                                            && TO_COME.matcher(line.lower()).find());
        });
    }

    /** "I see no answer to improve. Could you paste it?" */
    private static boolean asksForTheAnswer(TalkLine line) {
        boolean asks = line.lower().indexOf('?') >= 0 || line.lower().indexOf('？') >= 0;
        if (!line.has(Kind.ANSWER)
                || !(line.has(Kind.NOT) || asks && line.has(Kind.FIRST_PERSON))
                || line.strangers() > 8) {
            return false;
        }
        int revise = Math.min(line.first(Kind.REVISED), Math.min(line.first(Kind.REVISION), line.first(Kind.CHANGE)));
        return revise < line.length()
                && (asks
                        || line.has(Kind.NOT)
                                && line.first(Kind.NOT) < line.first(Kind.ANSWER)
                                && line.first(Kind.ANSWER) < revise);
    }

    static boolean isListItem(String text) {
        String item = text.stripLeading();
        return NUMBERED.matcher(item).lookingAt()
                || item.startsWith("- ")
                || item.startsWith("* ")
                || item.startsWith("|")
                || item.startsWith("• ");
    }
}
