package dev.constitution.chat;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Thoughts that a model puts under a heading of their own, with the answer under another. */
final class ThoughtHeadings {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    /** Reasoning and steps are not among the names: an answer may well show them. */
    private static final Pattern THOUGHTS = heading(
            "\\A\\s*",
            "thinking|(?:my )?thoughts?|thought process|(?:my )?thinking process|(?:inner|internal) monologue|scratchpad|chain of thought"
                    + "|gedanken|gedankengang|denkprozess|réflexions?|mes réflexions|pensamientos?|pensamentos?|pensier[oi]|gedachten|tankar|tanker"
                    + "|ajatukset|myśli|myšlenky|gânduri|gondolatok|düşünceler?|düşünme süreci|pikiran|suy nghĩ|размышлени[ея]|мысли|роздуми|думки"
                    + "|思考|思考过程|思考過程|思考プロセス|생각|사고 과정|تفكير|التفكير|विचार|σκέψεις");

    private static final Pattern ANSWER = heading(
            "(?m)^[ \\t]*",
            "(?:(?:my |the )?(?:final )?(?:answer|response|reply|output))|(?:endgültige )?antwort|réponse(?: finale)?|respuesta(?: final)?"
                    + "|resposta(?: final)?|risposta(?: finale)?|antwoord|svar|vastaus|odpowiedź|odpověď|răspuns|válasz|yanıt|cevap|jawaban|tanggapan"
                    + "|câu trả lời|trả lời|ответ|відповідь|回答|最終回答|最终回答|最终答案|答案|답변|최종 답변|الإجابة|الرد|उत्तर|जवाब|απάντηση");

    private ThoughtHeadings() {}

    private static Pattern heading(String before, String names) {
        return Pattern.compile(
                before + "(?:#{1,4}[ \\t]*(?:\\*\\*)?|\\*\\*)(" + names
                        + ")[ \\t]*(?::\\*\\*|：\\*\\*|\\*\\*[:：]?|[:：]?(?=[ \\t]*\\n))",
                FLAGS);
    }

    /**
     * The text without thoughts under a heading; as it was where it has none, or where nothing follows them.
     *
     * @param isAskedFor whether the request speaks of something
     */
    static Reading read(Reading reading, Predicate<String> isAskedFor) {
        String text = reading.text();
        if (reading.fault() != null || (text.indexOf('#') < 0 && !text.contains("**"))) {
            return reading;
        }
        Matcher thoughts = THOUGHTS.matcher(text);
        if (!thoughts.lookingAt()) {
            return reading;
        }
        Matcher answer = ANSWER.matcher(text);
        if (!answer.find(thoughts.end()) || isAskedFor.test(thoughts.group(1))) {
            return reading;
        }
        String thought = text.substring(thoughts.end(), answer.start()).strip();
        return new Reading(text.substring(answer.end()), (reading.thoughts() + "\n\n" + thought).strip(), null);
    }
}
