package dev.constitution.stage;

import dev.constitution.chat.Reply;
import dev.constitution.principles.Decision;
import dev.constitution.text.CriticWords;
import dev.constitution.text.Sought;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a critic said from the decision that closes its answer, or from its words where they leave no doubt. */
final class CritiqueReader {
    /**
     * Only the tag that ends the critique counts, so that a critic who quotes the instruction, or a model's answer that
     * contains the tag, decides nothing. Mark-up and punctuation around it are let pass, and that it is not closed.
     */
    private static final Pattern CLOSING_TAG = Pattern.compile(
            "<decision>[\\s*_`\"]*([^<\\n]{2,30}?)[\\s*_`\".]*(?:</?decision>)?[\\s*_`.]*$", Pattern.CASE_INSENSITIVE);

    /** "**Decision:** revise" on the last line, or the word alone. */
    private static final Pattern LAST_LINE = Pattern.compile(
            "(?:^|\\n)[^\\p{L}\\n]*(?:[^:：=\\n]{1,40}[:：=→-][^\\p{L}\\n]*)?(\\p{L}[^:：=\\n]{0,30}?)[^\\p{L}\\p{M}\\n]*"
                    + "(?:[(（][^()（）\\n]{1,90}[)）][^\\p{L}\\p{M}\\n]*)?$");

    /** "… and not revise" behind the decision. */
    private static final Pattern NOT_THE_OTHER = Pattern.compile(
            "(?<=\\P{L})\\p{L}{0,5}?\\s*(?<!\\p{L})(?:not|nicht|pas|no|não|non|niet|inte|ikke|nie|ne|nu|nem|не|а не|وليس|ليس|ولا|bukan|không phải|όχι|rather than|instead of"
                    + "|statt|plutôt que|en vez de|em vez de|invece di|in plaats van)[\\s\"“„«*`'‘(]+(\\p{L}{2,20})[^\\p{L}\\n]*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final String NAMES =
            "\\b(?:decision|verdict|recommendation|entscheidung|urteil|empfehlung|décision|recommandation"
                    + "|decisión|recomendación|veredicto|decisão|recomendação|decisione|raccomandazione|verdetto|beslissing|besluit|oordeel|beslut|beslutning"
                    + "|päätös|decyzj\\p{L}|rozhodnutí|decizi\\p{L}|döntés\\p{L}*|karar\\p{L}*|keputusan|quyết định|решение|рішення|απόφαση|निर्णय|القرار)\\b";

    private static final int OF_NAMES =
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final Pattern NAME = Pattern.compile(NAMES, OF_NAMES);

    /** "My decision is to revise." as the last sentence. */
    private static final Pattern LAST_SENTENCE = Pattern.compile(
            "(?:^|[.!?;,:]\\s+|\\n)[^.!?\\n]{0,30}" + NAMES
                    + "[^.!?\\n]{0,40}?[\\s\"“„«]+(\\p{L}[\\p{L}\\p{M}]*)[^\\p{L}\\p{M}\\n]*$",
            OF_NAMES);

    /** The most letters that {@link #LAST_LINE} matches. */
    private static final int LETTERS_OF_LAST_LINE = 40 + 31 + 90;

    /** What may stand between a critique and its tag. */
    private static final String SPACE_AND_MARK_UP = " \t\n\u000B\f\r*_`";

    private static final Pattern FIELDS =
            Pattern.compile("\\s*(?:```\\w*\\s*)?\\{.*\\}\\s*(?:```)?\\s*", Pattern.DOTALL);

    private static final Pattern FIELD = Pattern.compile(
            "\"(?:decision|verdict|action|recommendation)\"\\s*:\\s*\"([^\"]{2,30})\"", Pattern.CASE_INSENSITIVE);

    /** "… and so {@code <decision>revise</decision>}. A warning is missing." */
    private static final Pattern TAG_BEFORE_THE_END =
            Pattern.compile("[\\p{L},:] ?<decision>\\s*(\\p{L}{2,30})\\s*</decision>\\.\\s[^<`\"\\n]{1,200}$");

    /** A tag alone on its line, before the critique or in it, under this name or a like one. */
    private static final Pattern TAG_ON_ITS_LINE = Pattern.compile(
            "^[\\s*_`]*<(decision|verdict|judge?ment|conclusion|recommendation)>[\\s*_`\"]*([^<\\n]{2,60}?)[\\s*_`\".]*</\\1>"
                    + "[\\s*_`.]*$",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final Sought STATEMENTS = Sought.of(CLOSING_TAG, NAME, TAG_ON_ITS_LINE);

    private CritiqueReader() {}

    /**
     * The critique in a reply.
     *
     * @param all the whole answer: the reply behind the first words that the request gave it
     */
    static Critique read(Reply reply, String all) {
        String said = withoutTheOther(all);
        Set<Pattern> stated = STATEMENTS.in(said);
        Optional<Matcher> tag = stated.contains(CLOSING_TAG) ? decision(CLOSING_TAG, said, 0) : Optional.empty();
        if (tag.isPresent()) {
            return new Critique(
                    before(said, tag.get().start()), stated(tag.get().group(1)), reply);
        }
        Optional<Matcher> end = onLastLine(said);
        if (end.isEmpty() && stated.contains(NAME)) {
            end = decision(LAST_SENTENCE, said, 0);
        }
        if (end.isPresent()) {
            return new Critique(
                    said.substring(0, end.get().start()).strip(),
                    stated(end.get().group(1)),
                    reply);
        }
        return new Critique(all.strip(), inside(all, said.equals(all) ? stated : STATEMENTS.in(all)), reply);
    }

    /** Looked for where the last line, which one more end of a line may follow, is short enough. */
    private static Optional<Matcher> onLastLine(String said) {
        int start = Math.max(0, said.lastIndexOf('\n', said.length() - 2));
        int letters = 0;
        for (int i = start; i < said.length() && letters <= LETTERS_OF_LAST_LINE; i++) {
            letters += Character.isLetter(said.charAt(i)) ? 1 : 0;
        }
        return letters > LETTERS_OF_LAST_LINE ? Optional.empty() : decision(LAST_LINE, said, start);
    }

    private static Optional<Matcher> decision(Pattern pattern, String said, int from) {
        Matcher match = pattern.matcher(said);
        return match.find(from) && CriticWords.isDecision(match.group(1)) ? Optional.of(match) : Optional.empty();
    }

    /** A pattern that begins anywhere is looked for where the last word is a decision alone: it ends in that word. */
    private static String withoutTheOther(String all) {
        if (!CriticWords.isDecision(lastWord(all))) {
            return all;
        }
        Matcher other = NOT_THE_OTHER.matcher(all);
        return other.find() ? all.substring(0, other.start()) : all;
    }

    private static String before(String said, int tag) {
        int end = tag;
        while (end > 0 && SPACE_AND_MARK_UP.indexOf(said.charAt(end - 1)) >= 0) {
            end--;
        }
        return said.substring(0, end).strip();
    }

    private static String lastWord(String text) {
        int end = text.length();
        while (end > 0 && !Character.isLetter(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        int start = end;
        while (start > 0 && Character.isLetter(text.codePointBefore(start))) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        return text.substring(start, end);
    }

    /** What a word states that may be a decision. */
    private static Decision stated(String word) {
        if (CriticWords.isKeep(word)) {
            return Decision.KEEP;
        }
        return CriticWords.isDecision(word) ? Decision.REVISE : Decision.UNSTATED;
    }

    /** A decision that does not close the critique: in a field, in the one tag of its last words, or in its words alone. */
    private static Decision inside(String said, Set<Pattern> stated) {
        if (FIELDS.matcher(said).matches()) {
            Matcher field = FIELD.matcher(said);
            if (field.find()) {
                return stated(field.group(1));
            }
        }
        Decision alone = stated.contains(TAG_ON_ITS_LINE) ? inOneTagOnItsLine(said) : Decision.UNSTATED;
        if (alone != Decision.UNSTATED) {
            return alone;
        }
        if (!said.contains("<decision>")) {
            return CriticWords.decision(said);
        }
        Matcher tag = TAG_BEFORE_THE_END.matcher(said);
        boolean isOnly = said.indexOf("<decision>") == said.lastIndexOf("<decision>");
        return isOnly && tag.find() ? stated(tag.group(1)) : Decision.UNSTATED;
    }

    /** Where there are two, nobody can tell which of them decides. */
    private static Decision inOneTagOnItsLine(String said) {
        Matcher tag = TAG_ON_ITS_LINE.matcher(said);
        if (!tag.find()) {
            return Decision.UNSTATED;
        }
        String word = tag.group(2);
        if (tag.find()) {
            return Decision.UNSTATED;
        }
        Decision stated = stated(word);
        return stated == Decision.UNSTATED ? CriticWords.decision(word) : stated;
    }
}
