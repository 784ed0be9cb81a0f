package dev.constitution.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks of chat templates around an answer, and what a model went on to write behind the end of its turn. */
final class TurnMarks {
    /** A token in the bars that nearly all families put around theirs. */
    private static final String TOKEN =
            "<\\|(?!(?:begin|end)_of_box)[A-Za-z][\\w▁]{0,40}\\|>|<｜[^｜<>\\n]{1,40}｜>|\\[\\|\\w{1,30}\\|]";

    private static final String OTHERS = "</s>|<eos>|<(?:end|start)_of_[a-z]+>|<turn\\|>|<\\|turn>|\\[/?INST]|\\[EOS]"
            + "|<EOT>|<eoa>|<seed:eos>|\\[END FINAL RESPONSE]";

    private static final Pattern MARK = Pattern.compile("(?=[<\\[])(?:" + TOKEN + "|" + OTHERS + ")");

    /** What tokens that end or open a turn have in their names. */
    private static final Pattern OF_TURNS = Pattern.compile(
            "end|eo[a-z]\\b|im_|user|assistant|human|system|turn|header|role|start|return|stop|sep|observation",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern STRAY = Pattern.compile("(?=[<\\[])(?:" + TOKEN + "|<unused\\d+>)");

    /** What opens the turn of the one who asks. */
    private static final String USER = "(?:<\\|(?:user|im_user|prompter)\\|>|<\\|im_start\\|>user|<start_of_turn>user"
            + "|<\\|turn>user|(?:<\\|start_header_id\\|>|<\\|header_start\\|>)user|<\\|start_of_role\\|>user"
            + "|<\\|start\\|>user|<｜User｜>|\\[INST])";

    private static final String ASSISTANT = "(?:<\\|(?:assistant|im_assistant)\\|>(?:assistant\\b<\\|im_middle\\|>)?"
            + "|<\\|im_start\\|>(?:assistant|model)\\b|<start_of_turn>model\\b|<\\|turn>model\\b"
            + "|(?:<\\|start_header_id\\|>|<\\|header_start\\|>)assistant(?:<\\|end_header_id\\|>|<\\|header_end\\|>)"
            + "|<\\|start_of_role\\|>assistant<\\|end_of_role\\|>|<｜Assistant｜>|\\[/INST])";

    private static final Pattern QUESTION_AGAIN = Pattern.compile("\\A\\s*" + USER + ".*?" + ASSISTANT, Pattern.DOTALL);

    private static final Pattern AT_HEAD = Pattern.compile(
            "\\A\\s*(?:(?:<s>|<bos>|<\\|begin_of_text\\|>"
                    + "|<｜begin▁of▁sentence｜>|<\\|(?:start_text|start_response|begin_of_solution)\\|>|" + ASSISTANT
                    + ")\\s*)++",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NEXT_USER = Pattern.compile("\\s*(?:" + USER + "|\\n\\n(?:Human|User): )");

    private TurnMarks() {}

    /** The text behind the marks that open the answer, and behind the question where the model repeats it in marks. */
    static String withoutOpening(String text, Mentions mentions) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (start == text.length() || (text.charAt(start) != '<' && text.charAt(start) != '[')) {
            return text;
        }
        Matcher again = QUESTION_AGAIN.matcher(text);
        if (again.lookingAt() && !isAskedAbout(firstMark(text), mentions)) {
            return text.substring(again.end());
        }
        Matcher head = AT_HEAD.matcher(text);
        return head.lookingAt() && !isSpokenOf(text, start, head.end(), mentions) && !isStruckOut(text, start)
                ? text.substring(head.end())
                : text;
    }

    /** Who asks about one token of a format may be told of the others. */
    private static boolean isAskedAbout(String mark, Mentions mentions) {
        return mentions.of(mark.startsWith("<|") || mark.startsWith("<｜") ? mark.substring(0, 2) : mark);
    }

    private static String firstMark(String text) {
        Matcher mark = MARK.matcher(text);
        return mark.find() ? mark.group() : text;
    }

    /** HTML's {@code <s>} has the same name as the token that begins a text. */
    private static boolean isStruckOut(String text, int start) {
        return text.startsWith("<s>", start)
                && text.strip().indexOf("</s>") > 0
                && !text.strip().endsWith("</s>");
    }

    private static boolean isSpokenOf(String text, int start, int end, Mentions mentions) {
        return MarkPlace.isMention(
                text, start, end, isAskedAbout(text.substring(start, end).strip(), mentions));
    }

    /** The first turn alone, without the marks that end it. */
    static String firstTurn(String text, Mentions mentions) {
        if (text.indexOf('<') < 0 && text.indexOf('[') < 0) {
            return text;
        }
        String rest = withoutMarksBehind(text, mentions);
        Matcher mark = MARK.matcher(rest);
        while (mark.find()) {
            if (isEnd(rest, mark, mentions)) {
                return withoutMarksBehind(rest.substring(0, mark.start()), mentions);
            }
        }
        return rest;
    }

    private static String withoutMarksBehind(String text, Mentions mentions) {
        String stripped = text.stripTrailing();
        if (!stripped.endsWith(">") && !stripped.endsWith("]")) {
            return text;
        }
        int end = startOfMarksBehind(text, stripped.length());
        if (end < 0 || MarkPlace.isInCode(text, end)) {
            return text;
        }
        Matcher mark = MARK.matcher(text);
        boolean isSpokenOf = mark.find(end)
                && isAskedAbout(mark.group(), mentions)
                && MarkPlace.isMention(text, mark.start(), mark.end(), true);
        return isSpokenOf || isStrikeThrough(text, end) ? text : text.substring(0, end);
    }

    /** Where the marks begin that stand behind all else, with nothing but space between them; -1 where none do. */
    private static int startOfMarksBehind(String text, int length) {
        Matcher mark = MARK.matcher(text);
        int start = -1;
        int end = -1;
        while (mark.find()) {
            if (end < 0 || !text.substring(end, mark.start()).isBlank()) {
                start = mark.start();
            }
            end = mark.end();
        }
        return end == length ? start : -1;
    }

    /** Whether the answer has ended there, and what follows belongs to something else. */
    private static boolean isEnd(String text, Matcher mark, Mentions mentions) {
        int start = mark.start();
        boolean hasBars = mark.group().indexOf('|') >= 0 || mark.group().indexOf('｜') >= 0;
        boolean isOfTurns = !hasBars || OF_TURNS.matcher(mark.group()).find();
        if (!isOfTurns
                || text.substring(0, start).isBlank()
                || MarkPlace.isInCode(text, start)
                || isStrikeThrough(text, start)) {
            return false;
        } else if (isAskedAbout(mark.group(), mentions)) {
            boolean isGlued = !Character.isWhitespace(text.charAt(start - 1));
            return isGlued
                    && NEXT_USER.matcher(text).region(mark.end(), text.length()).lookingAt();
        }
        return !MarkPlace.isMention(text, start, mark.end(), false);
    }

    private static boolean isStrikeThrough(String text, int place) {
        return text.startsWith("</s>", place) && text.lastIndexOf("<s>", place) >= 0;
    }

    /** Whether an answer holds tokens that end no turn, so that nobody can tell what they stand for. */
    static boolean areLeftIn(String text, Mentions mentions) {
        if (text.indexOf('<') < 0 && text.indexOf('[') < 0) {
            return false;
        }
        Matcher stray = STRAY.matcher(text);
        while (stray.find()) {
            if (!MarkPlace.isInCode(text, stray.start())
                    && !isAskedAbout(stray.group(), mentions)
                    && !MarkPlace.isMention(text, stray.start(), stray.end(), false)) {
                return true;
            }
        }
        return false;
    }
}
