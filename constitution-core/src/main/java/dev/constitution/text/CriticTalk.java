package dev.constitution.text;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Openings in which a model speaks to its critic: what it will change, what it has changed, what it is sorry for. Whoever
 * asked has seen no earlier answer and can make nothing of them.
 */
public final class CriticTalk {
    private static final int OPENING = 400;

    private static final String WITHIN = "[^.!?\\n]";

    /** Behind at most one short sentence: "You're right!" */
    private static final String START = "^(?:" + WITHIN + "{0,60}[.!?,]\\s+)?";

    private static final String WILL = "\\bi(?:['’]ll| will|['’]m going to| am going to) ";
    private static final String REWORD = "\\b(?:re-?phras|re-?word|re-?writ|re-?wrote)";
    private static final String REWORDED =
            "(?:rewrit(?:e|ing|ten)|revis(?:ion|ed)|rephras(?:ing|ed)|reword(?:ing|ed)|edit(?:ed)?)";

    /** An opening, and words of which one must be in its text: they are looked for first, all at once. */
    private record Telltale(Pattern pattern, List<String> words, Pattern word) {
        boolean isIn(String text, Set<Pattern> itsWords) {
            return itsWords.contains(word) && pattern.matcher(text).lookingAt();
        }
    }

    private static final List<Telltale> TELLTALES = List.of(
            // "This time I will give another example", "This time around, replace …"
            told("^\\W*this time(?: around)?,? (?:i|you|we|please|replace|add|remove|try|instead)\\b", "this time"),
            // "This response avoids …", "The rewritten version …"; not "The answer is 42", "That answer depends on …"
            told(
                    "^\\W*(?:(?:this|that) (?:\\w+ )?(?:response|reply|" + REWORDED + ")"
                            + "|(?:this|that) answer (?:no longer|has been|contains|avoids|aims|goes|tries|attempts|keeps|"
                            + "provides|removes|highlights|addresses|acknowledges)"
                            + "|(?:the|my|your) (?:(?:previous|original|last|first|above|new|old) )?" + REWORDED
                            + "|(?:the|my|your) (?:" + REWORDED
                            + "|previous|original|last|above|new) (?:response|reply)"
                            + "|my (?:response|reply)"
                            + "|the (?:response|reply) (?:now|no longer|has been|avoids|should|could))\\b"
                            + "(?! (?:is|was|lies|to|depends|of|for)\\b)",
                    "response",
                    "reply",
                    "answer",
                    "rewrit",
                    "revis",
                    "rephras",
                    "reword",
                    "edit"),
            // "To be kinder, I'd rephrase it: …", "Let me reword that."
            told(
                    START + WITHIN + "{0,200}\\b(?:i(?:['’](?:ll|d|ve)| \\w+)?|let me|i['’]m going to)\\b" + WITHIN
                            + "{0,60}" + REWORD,
                    "rephras",
                    "re-phras",
                    "reword",
                    "re-word",
                    "rewrit",
                    "re-writ",
                    "rewrote",
                    "re-wrote"),
            // "I'll make sure to avoid …", "I will give you another version"
            told(
                    START + WITHIN + "{0,120}" + WILL
                            + "(?:do (?:everything|better)|make sure|be more careful|(?:try to )?(?:avoid|refrain|respond|reply)|try (?:not|again|next time)|"
                            + "make (?:some|the|a few) changes|(?:simply )?(?:remove|replace|add|omit) "
                            + "(?:all|any|the|an?|[\"“])|(?:give|provide|offer|suggest)(?: you)?(?: with)?(?: an?)? "
                            + "(?:another|alternative|different|new|revised|better) "
                            + "(?:version|example|way|wording|response|reply|answer|explanation|perspective))\\b",
                    "i'll",
                    "i’ll",
                    "i will",
                    "going to"),
            // "In this case, I removed the insult"
            told(
                    START + WITHIN
                            + "{0,120}\\bi(?:['’]ve| have)? (?:removed|replaced|rephrased|reworded|edited|revised|"
                            + "toned|softened|omitted|strayed)\\b",
                    "removed",
                    "replaced",
                    "rephrased",
                    "reworded",
                    "edited",
                    "revised",
                    "toned",
                    "softened",
                    "omitted",
                    "strayed"),
            // "This should read: …", "Instead of saying "…""
            told(
                    START + "(?:" + WITHIN
                            + "{0,120}\\b(?:should|could|must) (?:now )?(?:read\\b(?! (?:the|a|an|this|it)\\b)"
                            + "|be " + REWORD + ")|" + WITHIN + "{0,60}\\bneeds (?:to be )?" + REWORD
                            + "|this should be\\b|" + WITHIN
                            + "{0,100}\\binstead of (?:saying|using|writing),? ?[\"“]|" + WITHIN
                            + "{0,60}\\breplac(?:e|ed|ing) [\"“])",
                    "should",
                    "could",
                    "must",
                    "instead of",
                    "needs",
                    "replac"),
            // "The original message was …"
            told(
                    START + WITHIN + "{0,200}\\b(?:original|previous|rewritten|revised|rephrased|reworded) "
                            + "(?:message|response|answer|reply|wording|phrasing|version|text|statement|request)\\b",
                    "original",
                    "previous",
                    "rewritten",
                    "revised",
                    "rephrased",
                    "reworded"));

    /** "I'm sorry for any confusion": said to somebody who has seen an earlier answer it may be in place. */
    private static final Telltale APOLOGY = told(
            "^\\W*(?:(?:i['’]m |i am |we['’]re |we are )?(?:so |very |truly |really )?sorry"
                    + "|(?:(?:i|we|my) )?(?:sincerely )?apolog(?:ies|i[sz]e))(?: (?:for|if|about|that))?"
                    + "(?: (?:any|the|my|this|that|all|earlier|previous))* (?:confusion|misunderstanding|offen[sc]e|"
                    + "inconvenience|harm|error|mistake|oversight|discomfort|hurt|i['’]ve|i have|i (?:offended|caused|said))\\b",
            "sorry",
            "apolog");

    private static final Sought WORDS =
            Sought.of(Stream.concat(TELLTALES.stream(), Stream.of(APOLOGY)).map(Telltale::word));

    private CriticTalk() {}

    private static Telltale told(String regex, String... words) {
        Pattern word = Pattern.compile(Arrays.stream(words).map(Pattern::quote).collect(Collectors.joining("|")));
        return new Telltale(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), List.of(words), word);
    }

    /** Whether an answer to this prompt opens so. */
    public static boolean opens(String answer, Prompt prompt) {
        String stripped = answer.strip();
        Words opening = Words.of(stripped).first(OPENING);
        Set<Pattern> words = WORDS.in(opening.lower());
        if (words.isEmpty()) {
            return false;
        }
        String text = opening.text();
        for (Telltale telltale : TELLTALES) {
            if (telltale.isIn(text, words) && !isAsked(telltale, prompt)) {
                return true;
            }
        }
        return APOLOGY.isIn(text, words)
                && prompt.messages().stream().noneMatch(message -> message.role() == Message.Role.ASSISTANT);
    }

    /** Whether the question speaks of such things too. */
    private static boolean isAsked(Telltale telltale, Prompt prompt) {
        String question = prompt.question().toLowerCase(Locale.ROOT);
        return telltale.words().stream().anyMatch(word -> word.length() > 4 && question.contains(word));
    }
}
