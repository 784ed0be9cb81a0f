package dev.constitution.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which models talk about an answer instead of giving it: preambles, announcements, remarks, and the statement
 * that nothing needs revising.
 */
public final class RevisionTalk {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private static final String THE_REVISION =
            "(?:revis(?:ed|ion)|rewrit(?:e|ten)|rewrote|edited|updated|improved|modified|corrected|amended|reworded|"
                    + "rephrased|alternative|better)";

    private static final String THE_RESPONSE = "(?:response|answer|reply|version|revision|rewrite|message|text)";

    private static final String CHANGED =
            "(?:revised|edited|rewritten|rewrote|updated|removed|changed|reworded|rephrased|modified)";

    /** "Sure! Here is the revised response:" and the like, up to the colon that ends it. */
    private static final Pattern PREAMBLE = Pattern.compile(
            "^\\W*(?:(?:sure|certainly|of course|okay|ok|absolutely|understood|got it|thank you|thanks|i apologi[sz]e|"
                    + "apologies|sorry)\\b[^:\\n]{0,80}?[.,!;]?\\s*)?"
                    + "(?:here(?:'s|’s| is| are)|below is|this is|(?:the|my|a|an)\\b|i(?:'ve|’ve| have)?\\b)?"
                    + "[^:\\n]{0,80}?\\b" + THE_REVISION + "\\b[^:\\n]{0,100}[:]\\**[ \\t]*",
            FLAGS);

    /** The same behind some words on what was changed: "I removed the jokes. Here is the revised response:" and a line end. */
    private static final Pattern LATE_PREAMBLE = Pattern.compile(
            "^.{0,400}?\\b(?:here(?:['’]s| is)|below is) (?:the|a|my|your) (?:\\w+ )?" + THE_REVISION + " "
                    + THE_RESPONSE + "\\b[^:\\n]{0,40}:\\**\\s*\\n",
            FLAGS | Pattern.DOTALL);

    /** "Revision:", "**Revised response:**": a label that no answer would open with. */
    private static final Pattern LABEL = Pattern.compile(
            "^[\\s*_#>]*(?:(?:" + THE_REVISION + ")(?: " + THE_RESPONSE + ")?|revision ?request|assistant|"
                    + "(?:new|final) (?:response|answer))[*_ ]*:[*_]*\\s*",
            FLAGS);

    private static final String NEEDED = "(?:needed|necessary|required|warranted|called for)";

    private static final Pattern NO_REVISION = Pattern.compile(
            "^\\W*(?:(?:i (?:think|believe|find|feel) (?:that )?)?(?:there (?:is|are) )?no (?:further |more |additional )?"
                    + "(?:revisions?|changes?|edits?|rewrit(?:e|ing)|modifications?|corrections?)\\b[^.\\n]{0,60}\\b"
                    + NEEDED
                    + "|(?:the|my|this) (?:\\w+ ){0,2}" + THE_RESPONSE
                    + " (?:does not|doesn['’]t|needs? no|requires? no)"
                    + "[^.\\n]{0,30}\\b(?:need|require|revision|revisions|change|changes|revising|edits?)\\b"
                    + "|(?:a |any )?(?:revisions?|changes?) (?:is|are) (?:not|un)[ ]?" + NEEDED + "|n/?a\\W*$)",
            FLAGS);

    private static final String REVISING =
            "(?:revis(?:e|ed|ing)|rewrit(?:e|ten|ing)|rephras(?:e|ed|ing)|reword(?:ed|ing)?|edit(?:ed|ing)?)";

    /** A first line that only announces, with the answer cut off or never begun. */
    private static final Pattern ANNOUNCEMENT = Pattern.compile(
            "^\\W*(?:(?:sure|certainly|of course|okay|ok|absolutely|understood)\\b[^.!\\n]{0,40}[.,!]\\s*)?"
                    + "(?:to [^,.\\n]{0,120}, )?"
                    + "(?:i(?:'ll|’ll| will| can)|here(?:'s|’s| is)|let me)\\b[^\\n]{0,120}\\b" + REVISING
                    + "\\b[^\\n]{0,120}$",
            FLAGS);

    /** "This answer has been edited to remove …": a report on the revision in its place. */
    private static final Pattern REMARK = Pattern.compile(
            "^\\W*(?:(?:this|that|my|the|your) (?:\\w+ )?" + THE_RESPONSE + " (?:has|have|was|is) (?:now )?(?:been )?"
                    + "|(?:i have|i['’]ve|i) )" + CHANGED + "\\b[^\\n]*$",
            FLAGS);

    /** "You're right, my last response was …", "I've reworded my answer …": an opening that cannot be cut for certain. */
    private static final Pattern OPENING_REMARK = Pattern.compile(
            "^\\W*(?:[^.!?\\n]{0,60}[.!?,]\\s*)?(?:(?:i(?:['’]ve| have)|here(?:['’]s| is)|below is|this is) [^.!?\\n]{0,60}?\\b"
                    + "(?:revised|rewritten|reworded|rephrased|edited|updated)\\b[^.!?\\n]{0,30}?\\b"
                    + "(?:response|answer|reply|version)\\b"
                    + "|[^.!?\\n]{0,40}?\\b(?:my|the) (?:previous|last|earlier|initial|original) (?:response|answer|reply)\\b)",
            FLAGS);

    /** A prompt that wants a text revised, so that its answer may well speak of one. */
    private static final Pattern REWRITING = Pattern.compile(
            "\\b(?:re-?writ|re-?phras|re-?word|revis|edit|improv|correct|proof-?read|paraphras|updat|modif|summari|translat)"
                    + "\\w*",
            FLAGS);

    private static final Pattern RESPONSE_WORD = Pattern.compile("\\b" + THE_RESPONSE + "\\b", FLAGS);

    /** No pattern of a preamble reaches as far. */
    private static final int LONGEST_PREAMBLE = 2000;

    private RevisionTalk() {}

    /** Whether the text opens by saying that nothing needs revising. */
    public static boolean saysNothingToRevise(String text) {
        return NO_REVISION.matcher(text).find();
    }

    /** Whether the text is a single line that only announces a revision. */
    public static boolean isAnnouncement(String text) {
        return ANNOUNCEMENT.matcher(text).find();
    }

    /** Whether the text is a single line that reports a revision in its place. */
    public static boolean isRemark(String text) {
        return REMARK.matcher(text).find();
    }

    /** Whether an answer opens by talking about a revision, cut as well as can be. */
    public static boolean opensWithRemark(String answer) {
        String text = answer.strip();
        return isAnnouncement(text)
                || isRemark(text)
                || OPENING_REMARK.matcher(text).find()
                || !withoutPreamble(text).equals(text);
    }

    /** Whether a prompt asks for some text to be written anew. */
    public static boolean asksForRewriting(String question) {
        return REWRITING.matcher(question).find();
    }

    /** The text behind a preamble and labels; the text itself where there is none. */
    public static String withoutPreamble(String text) {
        if (text.lastIndexOf(':', LONGEST_PREAMBLE) < 0) { // most answers need no more than this look
            return text;
        }
        String rest = text;
        Matcher preamble = PREAMBLE.matcher(rest);
        Matcher late = LATE_PREAMBLE.matcher(rest);
        if (preamble.find() && announcesResponse(preamble.group())) {
            rest = rest.substring(preamble.end()).strip();
        } else if (late.find()) {
            rest = rest.substring(late.end()).strip();
        }
        Matcher label = LABEL.matcher(rest);
        while (label.find()) {
            rest = rest.substring(label.end()).strip();
            label = LABEL.matcher(rest);
        }
        return rest;
    }

    private static boolean announcesResponse(String preamble) {
        return RESPONSE_WORD.matcher(preamble).find();
    }
}
