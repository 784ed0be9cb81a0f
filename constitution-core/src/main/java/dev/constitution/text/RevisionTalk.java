package dev.constitution.text;

import dev.constitution.text.Phrases.Hit;
import dev.constitution.text.Phrases.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands around an answer where a model talks about it: lines that announce it, headings, remarks on what was changed,
 * the statement that nothing needs to be. Told by the words of {@code talk.yaml}, in two dozen languages; a word that the
 * question has too is not counted, since an answer may well speak of what it was asked. Only whole lines at the edges are
 * ever cut. Not thread-safe.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
public final class RevisionTalk {
    private static final int LONGEST_LEAD_IN = 260;
    private static final int LONGEST_LABEL = 70;
    private static final int LONGEST_REMARK = 600;
    private static final int LONGEST_NOTHING = 320;
    private static final int LONGEST_BEFORE = 1500;
    private static final int LONGEST_QUESTION = 8000;
    private static final int MOST_CUTS = 6;

    private static final Pattern REWRITING = Pattern.compile(
            "\\b(?:re-?writ|re-?phras|re-?word|revis|edit|improv|correct|proof-?read|paraphras|updat|modif|summari|translat)"
                    + "\\w*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern RULE = Pattern.compile("\\s*(?:[-*_=~]\\s*){3,}\\s*|\\s*[—–―]+\\s*");
    private static final Pattern PARAGRAPHS =
            Pattern.compile("\\n[ \\t]*\\n\\s*(?:(?:[-*_=~]{3,}|[—–―]+)[ \\t]*\\n\\s*)?");

    /** A label and what follows it on its line. */
    private static final Pattern LABEL =
            Pattern.compile("\\A[\\s*_#>]*([^:：\\n]{1," + LONGEST_LABEL + "}?)[*_ ]*[:：][*_]*[ \\t]*");

    private static final Pattern HEADING = Pattern.compile("\\s*(?:#{1,6}\\s.*|\\*\\*[^*]+\\*\\*:?|__[^_]+__:?)\\s*");
    private static final Pattern ASIDE = Pattern.compile(
            "\\s*(?:[*_]*[(\\[（【].*[)\\]）】][*_]*|\\*[^*].*\\*|_[^_].*_|※.*|[*_]*(?:note|nota|n\\.b\\.|hinweis|anmerkung|"
                    + "remarque|observação|opmerking|merknad|bemærk|uwaga|примечание|not|注|注意|備考|참고)\\b?[*_]*\\s*[:：].*)\\s*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern OF_THIS = Pattern.compile(
            "^(?:this|the revised|the new|the updated|my|the rewritten|the above|these|the original|the previous|"
                    + "the earlier|the first|diese|die überarbeitete|cette|la nouvelle|esta|la nueva|essa|questa|"
                    + "deze|den här|denne|ta |эта|この|以上|本|이 ).*",
            Pattern.DOTALL);
    private static final Pattern TO_COME = Pattern.compile("\\b(?:will|going to|let me|can|would)\\b|['’]ll\\b");
    private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?])\\s+|(?<=[。！？])");
    private static final Pattern NOT_APPLICABLE = Pattern.compile("\\W*n/?a\\W*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TO_YOU = Pattern.compile("\\b(?:you|your|du|dein|sie|tu|vous|usted|você)\\b");

    private final String question;
    private final String previous;
    private final Set<String> ignored = new HashSet<>();
    private boolean isQuestionRead;

    private RevisionTalk(String question, String previous) {
        this.question = question;
        this.previous = previous;
    }

    /**
     * For answers to a question.
     *
     * @param previous the answer before, whose own beginning is no talk; empty for none
     */
    public static RevisionTalk about(String question, String previous) {
        return new RevisionTalk(question, previous);
    }

    /** An answer, and what was cut at its edges. */
    public record Cut(String answer, List<String> parts) {
        public Cut {
            parts = List.copyOf(parts);
        }
    }

    private TalkLine line(String text) {
        TalkLine line = new TalkLine(text, ignored);
        if (!isQuestionRead
                && (line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.REVISED, Kind.REVISION, Kind.METHOD)
                        || line.hasAny(Kind.CHANGED, Kind.CHANGE, Kind.STANDS, Kind.OPENER))) {
            readQuestion();
            return new TalkLine(text, ignored);
        }
        return line;
    }

    private void readQuestion() {
        isQuestionRead = true;
        String asked = question.substring(0, Math.min(question.length(), LONGEST_QUESTION))
                .toLowerCase(Locale.ROOT);
        int telling = Kind.ANSWER.bit()
                | Kind.VERSION.bit()
                | Kind.REVISED.bit()
                | Kind.REVISION.bit()
                | Kind.METHOD.bit()
                | Kind.CHANGED.bit()
                | Kind.CHANGE.bit()
                | Kind.STANDS.bit()
                | Kind.OPENER.bit();
        for (Hit hit : Phrases.in(asked)) {
            if ((hit.kinds() & telling) != 0) {
                ignored.add(hit.phrase());
            }
        }
    }

    /** Whether the text says that nothing needs revising, and hardly more. */
    public boolean saysNothingToRevise(String text) {
        if (text.length() > LONGEST_NOTHING) {
            return false;
        }
        if (NOT_APPLICABLE.matcher(text).matches()) {
            return true;
        }
        String first = text.strip();
        if (first.startsWith("```") || first.isEmpty()) {
            return false;
        }
        TalkLine line = line(text.strip().replaceAll("^[\"“«„]|[\"”»“]$", ""));
        boolean ofTheAnswer = line.hasAny(Kind.ANSWER, Kind.METHOD);
        boolean bare = line.strangers() <= 3
                && line.length() <= 80
                && !TO_YOU.matcher(line.lower()).find();
        boolean unneeded = line.has(Kind.NOT) && line.has(Kind.CHANGE) && line.has(Kind.NEEDED);
        return (ofTheAnswer || bare) && (unneeded || line.has(Kind.STANDS));
    }

    /** Whether the text only announces a revision, or asks for what to revise. */
    public boolean isAnnouncement(String text) {
        if (text.length() > LONGEST_LEAD_IN || text.indexOf('\n') >= 0) {
            return false;
        }
        TalkLine whole = line(text);
        if (whole.endsInColon() && isLeadIn(text, whole, true)) {
            return true;
        }
        return whole.length() <= 160
                && SENTENCES.splitAsStream(text).anyMatch(part -> {
                    TalkLine line = line(part);
                    return line.has(Kind.OPENER) && whole.length() <= 100
                            || line.has(Kind.FIRST_PERSON)
                                    && line.hasAny(Kind.REVISED, Kind.REVISION)
                                    && !line.lower().contains(": ")
                                    && !line.lower().contains("?")
                                    && (whole.has(Kind.ASSENT)
                                            || whole.has(Kind.ANSWER)
                                                    && TO_COME.matcher(line.lower())
                                                            .find());
                });
    }

    /** Whether the text only talks about a revision or about the answer to revise. */
    public boolean isRemark(String text) {
        if (text.length() > LONGEST_REMARK || text.contains("\n\n")) {
            return false;
        }
        TalkLine line = line(text);
        return isReport(line(SENTENCES.splitAsStream(text).findFirst().orElse(text)))
                        && SENTENCES.splitAsStream(text).limit(3).count() <= 2
                || line.has(Kind.ANSWER)
                        && (line.has(Kind.METHOD) && line.hasAny(Kind.REVISED, Kind.CHANGE)
                                || line.has(Kind.REVISION) && line.has(Kind.FAULT));
    }

    private static boolean isReport(TalkLine line) {
        return line.length() <= LONGEST_LEAD_IN
                && line.hasAny(Kind.ANSWER, Kind.VERSION)
                && (line.has(Kind.REVISED) || line.has(Kind.CHANGED) && line.has(Kind.FIRST_PERSON))
                && (line.has(Kind.FIRST_PERSON) || OF_THIS.matcher(line.lower()).matches());
    }

    /** Whether an answer opens by talking about a revision, which could be cut or not. */
    public boolean opensWithRemark(String answer) {
        String text = answer.strip();
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (first.length() > LONGEST_REMARK) {
            return false;
        }
        if (end < 0) {
            return isAnnouncement(text) || isRemark(text) || labelEnd(text) > 0;
        }
        return isLeadIn(first, line(first), startsParagraph(text, end)) || labelEnd(text) > 0;
    }

    private static boolean startsParagraph(String text, int end) {
        return text.startsWith("\n", end) && text.substring(end).stripLeading().length() < text.length() - end - 1;
    }

    /** Whether a prompt asks for some text to be written anew, so that its answer may well speak of that. */
    public boolean isAskedFor() {
        return REWRITING.matcher(question).find();
    }

    /** The answer without what stands around it. */
    public Cut withoutTalk(String text) {
        List<String> parts = new ArrayList<>();
        String rest = behindAnotherText(text.strip(), parts);
        for (int i = 0; i < MOST_CUTS; i++) {
            String next = withoutFirst(rest, parts);
            if (next.equals(rest)) {
                break;
            }
            rest = next;
        }
        boolean framed = !parts.isEmpty();
        for (int i = 0; i < MOST_CUTS; i++) {
            String next = withoutLast(rest, framed, parts);
            if (next.equals(rest)) {
                break;
            }
            rest = next;
        }
        return new Cut(rest, parts);
    }

    /** Behind a critique, or the old answer, that a heading parts from the new one. */
    private String behindAnotherText(String text, List<String> parts) {
        Matcher paragraph = PARAGRAPHS.matcher(text);
        String first = text.lines().findFirst().orElse("");
        boolean labelled = isHeadingOf(Kind.BEFORE, first);
        int at = 0;
        while (paragraph.find() && paragraph.start() <= LONGEST_BEFORE) {
            at = paragraph.end();
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            int label = labelEnd(text.substring(at));
            boolean heads = label > 0
                    || end > 0 && isLeadIn(line, line(line), true) && line(line).endsInColon();
            if (heads && (labelled || isTalkThroughout(text.substring(0, paragraph.start())))) {
                String rest = label > 0
                        ? text.substring(at + label).strip()
                        : text.substring(end).strip();
                if (!rest.isEmpty()) {
                    parts.add(text.substring(0, text.length() - rest.length()).strip());
                    return rest;
                }
            }
        }
        return text;
    }

    private boolean isTalkThroughout(String text) {
        return text.length() <= LONGEST_REMARK
                && PARAGRAPHS
                        .splitAsStream(text)
                        .allMatch(
                                part -> !line(part).endsInColon() && line(part).hasAny(Kind.ANSWER, Kind.METHOD));
    }

    private boolean isHeadingOf(Kind kind, String line) {
        Matcher label = LABEL.matcher(line);
        String name = label.find() ? label.group(1) : HEADING.matcher(line).matches() ? line : "";
        return !name.isEmpty()
                && Phrases.has(kind, TalkLine.withoutMarkup(name).strip().toLowerCase(Locale.ROOT));
    }

    private String withoutFirst(String text, List<String> parts) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (RULE.matcher(first).matches() && end > 0) {
            return cut(text, end, parts);
        }
        int label = labelEnd(text);
        if (label > 0) {
            return cut(text, label, parts);
        }
        if (end < 0 || first.length() > LONGEST_LEAD_IN || isOfThePrevious(first)) {
            return text;
        }
        TalkLine line = line(first);
        boolean alone = text.startsWith("\n", end + 1) || isWrapperAt(text, end + 1);
        if (isLeadIn(first, line, alone) || (alone || line.endsInColon()) && saysNothingToRevise(first)) {
            return cut(text, end, parts);
        }
        return text;
    }

    private static boolean isWrapperAt(String text, int at) {
        return text.startsWith("```", at) || text.startsWith(">", at) || text.startsWith("---", at);
    }

    private static String cut(String text, int end, List<String> parts) {
        parts.add(text.substring(0, end).strip());
        return text.substring(end).strip();
    }

    private boolean isOfThePrevious(String first) {
        return !first.isBlank() && previous.strip().startsWith(first.strip());
    }

    /** Where a label such as "Revised response:", or a heading, ends; 0 where the text begins with none. */
    private int labelEnd(String text) {
        int line = text.indexOf('\n');
        String first = line < 0 ? text : text.substring(0, line);
        if (line > 0 && HEADING.matcher(first).matches() && isLabel(first)) {
            return line;
        }
        Matcher label = LABEL.matcher(first);
        return label.find() && isLabel(label.group(1)) ? label.end() : 0;
    }

    private boolean isLabel(String words) {
        String name = TalkLine.withoutMarkup(words).strip().toLowerCase(Locale.ROOT);
        if (words.length() > LONGEST_LABEL + 10 || Phrases.has(Kind.NOTES, name.replaceAll("[:：]$", ""))) {
            return false;
        }
        TalkLine line = line(words);
        boolean named = line.hasAny(Kind.REVISED, Kind.REVISION)
                || line.hasAny(Kind.BETTER, Kind.SMALL)
                        && line.has(Kind.ANSWER)
                        && (line.has(Kind.BETTER)
                                || line.lower().contains("final")
                                || line.lower().contains("new"));
        return named && line.strangers() == 0;
    }

    /**
     * Whether a line announces the answer that follows it.
     *
     * @param alone whether an empty line, or what wraps the answer, follows it
     */
    private boolean isLeadIn(String text, TalkLine line, boolean alone) {
        if (text.length() > LONGEST_LEAD_IN || text.isBlank() || isListItem(text)) {
            return false;
        }
        boolean colon = line.endsInColon();
        if (!colon && !alone && !HEADING.matcher(text).matches()) {
            return false;
        }
        boolean object = line.hasAny(Kind.ANSWER, Kind.VERSION);
        boolean revised = line.hasAny(Kind.REVISED, Kind.REVISION);
        boolean announces = line.hasAny(Kind.SHOWN, Kind.FIRST_PERSON, Kind.METHOD) || line.has(Kind.ASSENT) && colon;
        if (line.has(Kind.OPENER) && line.length() <= 120) {
            return true;
        }
        if (revised && object && announces || line.has(Kind.METHOD) && (object || revised) && announces && colon) {
            return true;
        }
        if (line.has(Kind.REVISION) && announces && colon && line.strangers() <= 4) {
            return true;
        }
        if (line.has(Kind.REVISED)
                && line.has(Kind.SHOWN)
                && colon
                && alone
                && line.strangers() <= 2
                && !line.isOfSomethingElse()
                && !isAskedFor()) {
            return true;
        }
        return line.has(Kind.BETTER) && object && line.has(Kind.SHOWN) && colonOrAssent(line, colon);
    }

    private static boolean colonOrAssent(TalkLine line, boolean colon) {
        return colon || line.has(Kind.ASSENT);
    }

    private static boolean isListItem(String text) {
        String item = text.stripLeading();
        return item.startsWith("- ") || item.startsWith("* ") || item.startsWith("|") || item.startsWith("• ");
    }

    private String withoutLast(String text, boolean framed, List<String> parts) {
        int rule = text.lastIndexOf('\n');
        if (rule > 0 && RULE.matcher(text.substring(rule + 1)).matches()) {
            return cutBehind(text, rule, parts);
        }
        int notes = notesStart(text, framed);
        if (notes > 0) {
            return cutBehind(text, notes, parts);
        }
        int at = lastParagraph(text);
        if (at <= 0 || text.length() - at > LONGEST_REMARK) {
            return text;
        }
        String last = text.substring(at);
        String before = text.substring(0, at).stripTrailing();
        int lineEnd = before.lastIndexOf('\n');
        boolean ruled =
                lineEnd > 0 && RULE.matcher(before.substring(lineEnd + 1)).matches();
        boolean sameAsBefore = previous.strip().endsWith(last.strip());
        return !sameAsBefore && isTrailingRemark(last, framed || ruled) ? cutBehind(text, at, parts) : text;
    }

    private static String cutBehind(String text, int at, List<String> parts) {
        parts.add(text.substring(at).strip());
        return text.substring(0, at).strip();
    }

    private static int lastParagraph(String text) {
        if (text.endsWith("```")) {
            return -1;
        }
        Matcher paragraph = PARAGRAPHS.matcher(text);
        int at = -1;
        while (paragraph.find()) {
            at = paragraph.end();
        }
        return at;
    }

    /** Where a heading such as "Changes made:" begins, with nothing but notes behind it; -1 for nowhere. */
    private int notesStart(String text, boolean framed) {
        Matcher paragraph = PARAGRAPHS.matcher(text);
        while (paragraph.find()) {
            int at = paragraph.end();
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            Matcher label = LABEL.matcher(line);
            String name = label.find() ? label.group(1) : HEADING.matcher(line).matches() ? line : "";
            String words = TalkLine.withoutMarkup(name).strip().toLowerCase(Locale.ROOT);
            if (!words.isEmpty()
                    && Phrases.has(Kind.NOTES, words)
                    && !question.toLowerCase(Locale.ROOT).contains(words)
                    && !previous.contains(line)
                    && 2 * (text.length() - at) < 3 * at + 300) {
                boolean telling = words.indexOf(' ') >= 0 || words.charAt(0) >= 0x0900;
                if (telling || framed || line(text.substring(at)).hasAny(Kind.CHANGED, Kind.METHOD)) {
                    return at;
                }
            }
        }
        return -1;
    }

    private boolean isTrailingRemark(String text, boolean framed) {
        if (isListItem(text) && !text.strip().endsWith("*")) {
            return false;
        }
        TalkLine line = line(text);
        boolean object = line.hasAny(Kind.ANSWER, Kind.VERSION, Kind.REVISION);
        boolean method = line.has(Kind.METHOD);
        boolean revised = line.has(Kind.REVISED);
        boolean changed = line.has(Kind.CHANGED);
        boolean aside = ASIDE.matcher(text).matches();
        if (aside) {
            return changed && (object || method || line.has(Kind.FIRST_PERSON) && (framed || !isAskedFor()))
                    || object && (method || revised)
                    || saysNothingToRevise(text);
        }
        boolean mine = line.has(Kind.FIRST_PERSON);
        if (object && method || method && revised || method && changed && mine || saysNothingToRevise(text)) {
            return true;
        }
        boolean ofThis = OF_THIS.matcher(line.lower()).matches();
        if (object && ofThis && (revised || changed)) {
            return true;
        }
        if (!framed) {
            return object && mine && changed && text.indexOf('\n') < 0 && text.length() <= LONGEST_LEAD_IN;
        }
        return changed && (mine || object || line.count(Kind.CHANGED) >= 2)
                || object && ofThis
                || isOfTheOriginal(line);
    }

    private static boolean isOfTheOriginal(TalkLine line) {
        return line.lower().startsWith("the original ") || line.lower().startsWith("the previous ");
    }
}
