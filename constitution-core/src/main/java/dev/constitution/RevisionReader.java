package dev.constitution;

import dev.constitution.Revision.Reading;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the revised answer from everything else that models write when they are asked for one.
 *
 * <p>A reply counts as an answer unless it can be shown to be something else: a statement that nothing needs revising, a
 * bare preamble, the critique or the request over again, or the previous answer. A preamble is cut only where its end is
 * certain: a short first line, or a label, that ends in a colon and speaks of the response itself.
 */
final class RevisionReader {
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

    private static final Pattern NAMES_RESPONSE = Pattern.compile("\\b" + THE_RESPONSE + "\\b", FLAGS);

    /** Which share of a text's runs of words taken over makes it a leak. */
    private static final double LEAK_SHARE = 0.8;

    /** No pattern of a preamble reaches as far. */
    private static final int LONGEST_PREAMBLE = 2000;

    private RevisionReader() {}

    /** What a reply to a revision request is, and the answer that stands after it. */
    static Revision read(Reply reply, String previous, String critique, String request) {
        String text = unquoted(reply.text().strip(), previous);
        if (NO_REVISION.matcher(text).find()) {
            return new Revision(previous, Reading.NO_REVISION, reply);
        }
        String answer = unquoted(cut(text), previous);
        if (answer.isBlank() || ANNOUNCEMENT.matcher(answer).find()) {
            return new Revision(previous, Reading.PREAMBLE, reply);
        }
        if (REMARK.matcher(answer).find()) {
            return new Revision(previous, Reading.REMARK, reply);
        }
        if (NO_REVISION.matcher(answer).find()) {
            return new Revision(previous, Reading.NO_REVISION, reply);
        }
        String words = normalised(answer);
        String before = normalised(previous);
        if (words.equals(before)) {
            return new Revision(previous, Reading.UNCHANGED, reply);
        }
        if (repeats(words, before, normalised(critique), normalised(request))) {
            return new Revision(previous, Reading.LEAK, reply);
        }
        return new Revision(answer, answer.length() == text.length() ? Reading.REVISED : Reading.PREAMBLE_CUT, reply);
    }

    /** The text behind a preamble and labels; the text itself where there is none. */
    private static String cut(String text) {
        String rest = text;
        if (text.lastIndexOf(':', LONGEST_PREAMBLE) >= 0) { // most answers need no more than this look
            Matcher preamble = PREAMBLE.matcher(rest);
            Matcher late = LATE_PREAMBLE.matcher(rest);
            if (preamble.find() && announcesResponse(preamble.group())) {
                rest = rest.substring(preamble.end()).strip();
            } else if (late.find()) {
                rest = rest.substring(late.end()).strip();
            }
        }
        Matcher label = LABEL.matcher(rest);
        while (label.find()) {
            rest = rest.substring(label.end()).strip();
            label = LABEL.matcher(rest);
        }
        return rest;
    }

    private static boolean announcesResponse(String preamble) {
        return NAMES_RESPONSE.matcher(preamble).find();
    }

    /** Without quotation marks around the whole text, unless the previous answer had them too. */
    private static String unquoted(String text, String previous) {
        if (text.length() < 2 || previous.startsWith("\"") || previous.startsWith("“")) {
            return text;
        }
        String inside = text.substring(1, text.length() - 1);
        boolean straight = text.startsWith("\"") && text.endsWith("\"") && !inside.contains("\"");
        boolean curly = text.startsWith("“") && text.endsWith("”") && !inside.contains("“");
        return straight || curly ? inside.strip() : text;
    }

    /** Whether most of the text's runs of words stand in one of the others, and not in the answer it should revise. */
    private static boolean repeats(String text, String previous, String... others) {
        WordRuns own = WordRuns.of(text).without(WordRuns.of(previous));
        for (String other : others) {
            boolean mostlyIn =
                    own.size() >= WordRuns.LENGTH && own.sharedWith(WordRuns.of(other)) >= LEAK_SHARE * own.size();
            if (!other.isEmpty() && (text.equals(other) || mostlyIn)) {
                return true;
            }
        }
        return false;
    }

    /** Letters and digits in lower case, with single spaces: what two texts are compared by. */
    static String normalised(String text) {
        char[] words = new char[text.length()];
        int length = 0;
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return normalisedUnicode(text);
            }
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
            if ((lower < 'a' || lower > 'z') && (lower < '0' || lower > '9')) {
                gap = true;
                continue;
            }
            if (gap && length > 0) {
                words[length++] = ' ';
            }
            gap = false;
            words[length++] = lower;
        }
        return new String(words, 0, length);
    }

    private static String normalisedUnicode(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder words = new StringBuilder(lower.length());
        boolean gap = false;
        for (int i = 0; i < lower.length(); ) {
            int point = lower.codePointAt(i);
            i += Character.charCount(point);
            if (!isLetterOrNumber(point)) {
                gap = true;
                continue;
            }
            if (gap && !words.isEmpty()) {
                words.append(' ');
            }
            gap = false;
            words.appendCodePoint(point);
        }
        return words.toString();
    }

    private static boolean isLetterOrNumber(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }
}
