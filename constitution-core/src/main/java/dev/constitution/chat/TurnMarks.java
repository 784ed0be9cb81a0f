package dev.constitution.chat;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks of chat templates and transcripts around an answer, and turns that a model went on to make up behind it. */
final class TurnMarks {
    private static final String OPENING =
            "(?:<\\|im_start\\|>|<\\|start_header_id\\|>|<\\|header_start\\|>|<start_of_turn>"
                    + "|<\\|turn>|<\\|start_of_role\\|>|<\\|(?:user|assistant|system)\\|>|\\[INST\\]|<｜(?:User|Assistant)｜>)";

    /** What closes a turn in the common families. */
    private static final String END =
            "(?:<\\|(?:im_end|eot_id|eot|eom_id|endoftext|end_of_text|end|return|eos|end_of_turn|"
                    + "END_OF_TURN_TOKEN|EOT|im_sep|endofturn|diff_marker|fim_pad)\\|>|</s>|<eos>|<end_of_turn>|<turn\\|>|\\[/INST\\]"
                    + "|<｜(?:end▁of▁sentence|end_of_sentence)｜>|<\\|end▁of▁sentence\\|>|\\[EOS\\]|<EOT>)";

    private static final Pattern AT_HEAD =
            Pattern.compile("\\A\\s*(?:(?:<s>|<bos>|<\\|begin_of_text\\|>|<｜begin▁of▁sentence｜>"
                    + "|\\[/INST\\]|<\\|assistant\\|>|<｜Assistant｜>"
                    + "|(?:<\\|im_start\\|>|<start_of_turn>|<\\|turn>)(?:assistant|model)\\b"
                    + "|(?:<\\|start_header_id\\|>|<\\|header_start\\|>)assistant(?:<\\|end_header_id\\|>|<\\|header_end\\|>)"
                    + "|<\\|start_of_role\\|>assistant<\\|end_of_role\\|>)\\s*)+");

    private static final Pattern AT_END = Pattern.compile("(?:\\s*" + END + ")+\\s*\\z");

    /** A turn's end with another turn's opening behind it, or such an opening on a line of its own. */
    private static final Pattern NEXT =
            Pattern.compile(END + "(?=\\s*(?:" + OPENING + "|<\\|start\\|>|\\n\\n(?:Human|User): ))|\\n\\s*" + OPENING);

    /** "Human:" behind an empty line, as transcripts write the next turn. */
    private static final Pattern NEXT_SPEAKER =
            Pattern.compile("\\n\\s*\\n(?:\\*\\*)?(Human|User|### (?:Human|User|Instruction)): ?(?=\\S|\\n)");

    private static final Pattern SPEAKER =
            Pattern.compile("\\A\\s*(Assistant|AI|ASSISTANT|### (?:Assistant|Response)):\\s+");

    private static final Pattern QUESTION_AGAIN =
            Pattern.compile("\\A\\s*(?:Human|User): (.{1,4000}?)\\n\\s*\\n?Assistant:\\s+", Pattern.DOTALL);

    private TurnMarks() {}

    static String withoutOpening(String text) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (start == text.length() || (text.charAt(start) != '<' && text.charAt(start) != '[')) {
            return text;
        }
        Matcher head = AT_HEAD.matcher(text);
        return head.find() ? text.substring(head.end()) : text;
    }

    /**
     * The first turn alone.
     *
     * @param isAskedFor whether the request speaks of something, so that a transcript may be what was asked for
     */
    static String withoutFurtherTurns(String text, Predicate<String> isAskedFor) {
        String rest = text;
        if (rest.indexOf('<') >= 0 || rest.indexOf('[') >= 0) {
            Matcher next = NEXT.matcher(rest);
            int from = 0;
            while (next.find(from)) {
                if (next.start() > 0
                        && !ThoughtTags.isInCode(rest, next.start())
                        && !rest.substring(0, next.start()).isBlank()) {
                    rest = rest.substring(0, next.start());
                    break;
                }
                from = next.end();
            }
            Matcher end = AT_END.matcher(rest);
            if (end.find() && !ThoughtTags.isInCode(rest, end.start())) {
                rest = rest.substring(0, end.start());
            }
        }
        return rest.indexOf(':') < 0 ? rest : withoutSpeakers(rest, isAskedFor);
    }

    private static String withoutSpeakers(String text, Predicate<String> isAskedFor) {
        String rest = text;
        Matcher again = QUESTION_AGAIN.matcher(rest);
        if (again.find() && isAskedFor.test(again.group(1).strip())) {
            rest = rest.substring(again.end());
        }
        Matcher speaker = SPEAKER.matcher(rest);
        if (speaker.find() && !isAskedFor.test("assistant") && !isAskedFor.test("dialog") && !isAskedFor.test("chat")) {
            rest = rest.substring(speaker.end());
        }
        Matcher next = NEXT_SPEAKER.matcher(rest);
        if (next.find()
                && next.start() > 0
                && !isAskedFor.test(next.group(1))
                && !isAskedFor.test("dialog")
                && !ThoughtTags.isInCode(rest, next.start())) {
            rest = rest.substring(0, next.start());
        }
        return rest;
    }
}
