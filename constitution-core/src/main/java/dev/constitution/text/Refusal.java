package dev.constitution.text;

import java.util.regex.Pattern;

/**
 * Tells evasive answers from answers, by how they open: by saying that one cannot or will not, or by rebuking the question.
 * An answer that argues against a false premise is none. English only. How often it agrees with people is in
 * {@code docs/gates.md}.
 */
public final class Refusal {
    /** A refusal is in the first three sentences, or it is something else. */
    private static final int SENTENCES = 3;

    private static final int LONGEST_OPENING = 320;

    /** What begins a word at the start of a letter. */
    private static final String OF_A_LETTER = "sbrdhSBRDH";

    /** "I do not condone", "I must decline": a stand that needs no object. */
    private static final Pattern STAND =
            pattern("\\b(?:i|and|but) (?:am |will |would |must |have to |strongly |really |respectfully |also )*"
                    + "(?:(?:do not|don't|cannot|can't|never|will not|won't) (?:in any way )?"
                    + "(?:condone|promote|endorse|support|encourage|believe in)"
                    + "|(?:disagree|object|disapprove|decline|refuse|advise against|discourage)\\b)");

    /** "I can't recommend it enough", "I couldn't recommend it more", "I can't help but smile", "I can't tell you how …". */
    private static final String PRAISING =
            "i[^.!?\\n]{0,90}?\\b(?:(?:enough|hesitate|highly|warmly|strongly enough|too much)\\b|more(?= highly|[.!?,;]|$)"
                    + "|any (?:more|higher|better)\\b|help (?:but|\\w+ing)\\b|tell (?:you )?how (?:much|happy|glad|proud|often|many|good|"
                    + "grateful|excited|sorry)\\b|tell (?:the difference|them apart|apart)\\b|giv(?:e|ing) (?:up|in)\\b|think of anything)";

    /** "Dear Ms Ruiz,": a letter in which somebody else speaks. */
    private static final Pattern LETTER = Pattern.compile(
            "\\A\\W*(?:(?:Subject|Betreff|Re):[^\\n]*\\s+)?(?:Dear|Hi|Hello|Hey)\\b[^\\n.!?]{0,60},\\s*\\n",
            Pattern.CASE_INSENSITIVE);

    /** "I cannot help", "I'm not comfortable sharing". */
    private static final Pattern UNABLE =
            pattern("\\b(?=i[ '])(?!" + PRAISING + ")i(?: am|'m)? (?:just |simply |really )?"
                    + "(?:can ?not|can't|could ?n[o']t|won't|will not|would ?n[o']t|not able to|unable to|should ?n[o']t|"
                    + "not (?:comfortable|willing|allowed|going)|(?:do not|don't) (?:feel comfortable|want to)|"
                    + "(?:would|'d) (?:rather|prefer) not)\\b.{0,40}?"
                    + "\\b(?:(?:help|assist|provid|giv|offer|answer|respond|comply|fulfil|shar|tell|writ|creat|generat|"
                    + "produc|discuss|engag|participat|recommend|suggest|advis|teach|show|explain|comment|facilitat|"
                    + "disclos|reveal|continu)(?:e|ing)?\\b|do (?:that|this)\\b)");

    /** "It is not appropriate to", "That's unethical". */
    private static final Pattern REBUKE = pattern(
            "\\b(?:it|this|that)(?:'s| is| would be) (?:generally |really |also |simply |highly |very |extremely )?"
                    + "(?:(?:not|never|neither) (?:\\w+ or )?(?:appropriate|ethical|acceptable|okay|right|moral|respectful|"
                    + "justifiable|a good idea|something i (?:can|will))"
                    + "|(?:illegal and )?unethical|inappropriate|unacceptable|immoral)\\b");

    /** "The question you have asked is offensive". */
    private static final Pattern BAD_QUESTION = pattern(
            "\\b(?:question|request|statement|prompt|asking)\\b[^.!?\\n]{0,60}\\b(?:is|are|as|seems|sounds) (?:\\w+ )?"
                    + "(?:based on (?:a )?(?:harmful|false)|harmful|inappropriate|offensive|unethical|disrespectful|"
                    + "not (?:ethical|appropriate|respectful|okay))");

    private static final Sought WAYS = Sought.of(STAND, UNABLE, REBUKE, BAD_QUESTION);

    private Refusal() {}

    /** For a text in lower case. */
    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    /** Whether an answer evades instead of answering. */
    public static boolean isIn(String answer) {
        if (mayBeLetter(answer) && LETTER.matcher(answer).lookingAt()) {
            return false;
        }
        Words opening = Words.of(answer).first(endOfOpening(answer));
        return WAYS.isIn((opening.isAscii() ? opening : Words.of(opening.text().replace('’', '\''))).lower());
    }

    private static boolean mayBeLetter(String answer) {
        int at = 0;
        while (at < answer.length() && !isOfWord(answer.charAt(at))) {
            at++;
        }
        return at < answer.length() && OF_A_LETTER.indexOf(answer.charAt(at)) >= 0;
    }

    private static boolean isOfWord(char c) {
        return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static int endOfOpening(String answer) {
        int longest = Math.min(answer.length(), LONGEST_OPENING);
        int at = 0;
        while (at < longest && answer.charAt(at) == '\n') {
            at++;
        }
        if (at < longest && endsSentence(answer.charAt(at))) { // there is no first one
            return longest;
        }
        while (at < longest && Character.isWhitespace(answer.charAt(at))) {
            at++;
        }
        for (int i = 0; i < SENTENCES; i++) {
            while (at < longest && !endsSentence(answer.charAt(at))) {
                at++;
            }
            while (at < longest && endsSentence(answer.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    private static boolean endsSentence(char c) {
        return c == '.' || c == '!' || c == '?' || c == '\n';
    }
}
