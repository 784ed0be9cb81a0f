package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.regex.Pattern;

/**
 * Tells lines that announce another form of an answer by how they are built: "Here's a gentler take on it:", "Let's make
 * this one safer:". Nobody who answers a question for the first time compares the answer with another.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class AnotherForm {
    private static final int LONGEST = 180;
    private static final int LONGEST_PROMISE = 200;

    private static final String COMPARED = "(?:more|less|better|fuller|tightened-up|cleaned-up|toned-down|fresh"
            + "|(?!answer|either|other|another|matter|letter|whether|further|reader|under|over|after|later|never|ever|however|together)[a-z]{3,}er)";
    private static final String FORM =
            "(?:version|take|answer|reply|response|draft|attempt|try|go|spin|stab|crack|shot|pass|wording|way (?:to|of) (?:put|answer|say|phras)\\w*)";

    /** "Here's a gentler take:", "Below is a version that is kinder." */
    private static final Pattern COMPARES =
            Pattern.compile("(?:[^.!?:]{1,40}[.!,—–-] ?)?(?:here(?:['’]s| is| comes)|below is|how about|try)"
                    + " (?=[^:]*\\b" + COMPARED + "\\b)(?:an?|my|the|one|another)\\b[^.!?:]{0,90}?\\b" + FORM
                    + "\\b(?! of (?:the|your|my|this|our)\\b)[^:]{0,110}[:.]");

    /** "Here's a version that treats everybody with respect:" */
    private static final Pattern DESCRIBES = Pattern.compile(
            "(?:[^.!?:]{1,40}[.!,—–-] ?)?(?:here(?:['’]s| is)|below is) an? (?:[a-z-]+,? ){0,4}?(?:version|answer|reply|response|take)"
                    + " (?:that|which|with|without)\\b[^:]{2,110}:");

    /** "A more balanced response might look like this:" */
    private static final Pattern SUPPOSES = Pattern.compile("an? (?=[^:]*\\b" + COMPARED
            + "\\b)[^.!?:]{0,80}\\b(?:version|take|answer|reply|response) (?:might|could|would|may)"
            + " (?:be|look|read|sound|go|run)\\b[^:]{0,40}:");

    /** "Here's how I would answer this instead:", "Let's make this one safer:" */
    private static final Pattern TRIES = Pattern.compile(
            "(?:[^.!?:]{1,40}[.!,—–-] ?)?(?:"
                    + "(?:here(?:['’]s| is) )?how i(?:['’]d| would) (?:answer|respond|reply|put|phrase|say|word|handle|approach)\\b[^:]{0,40}"
                    + "\\b(?:instead|now|this time|differently|more [a-z]+ly)[:.]"
                    + "|(?:let['’]s|let me|i['’]ll|i will) (?:make|try to make|keep) (?:this|that|it)(?: one)? (?:a (?:bit|little) )?"
                    + COMPARED + "\\b[^:]{0,80}[:.]"
                    + "|(?:let['’]s|let me|i['’]ll|i will) (?:rework|reconsider|recast|reframe|rethink|soften|tone down|tighten up|clean up) (?:this|that|it|my)\\b[^:]{0,60}[:.])");

    /** "One moment, please." */
    private static final Pattern WAIT = Pattern.compile(
            "\\b(?:one|just a|give me a) (?:moment|second)\\b|\\beinen (?:kleinen )?(?:moment|augenblick)\\b"
                    + "|\\bun (?:instant|moment|momento|attimo)\\b|\\bum (?:momento|instante)\\b|\\b(?:een )?(?:ogenblik|momentje)\\b|\\bchwil|\\bbir (?:dakika|saniye|an) "
                    + "|(?<!\\p{L})(?:минут[ук]|секунд[ук]|подожд)|少々お待ち|少しお待ち|お待ちください|잠시만|请稍|稍等|稍候|請稍|لحظة");

    private final TalkContext context;

    AnotherForm(TalkContext context) {
        this.context = context;
    }

    /** Whether a line that is a paragraph of its own announces another form of the answer. */
    boolean isAnnouncedBy(String first) {
        if (first.length() > LONGEST || LeadIn.isListItem(first)) {
            return false;
        }
        String line = context.line(first).lower().strip();
        return (COMPARES.matcher(line).matches()
                        || DESCRIBES.matcher(line).matches()
                        || SUPPOSES.matcher(line).matches()
                        || TRIES.matcher(line).matches())
                && !context.asksForWords()
                && !context.asksToRewrite();
    }

    /** Whether a text only promises to revise: "I'll rewrite it. One moment, please." */
    boolean isPromisedBy(String text) {
        if (text.length() > LONGEST_PROMISE || text.indexOf('\n') >= 0 || text.indexOf(": ") >= 0) {
            return false;
        }
        TalkLine line = context.line(text);
        return WAIT.matcher(line.lower()).find() && line.hasAny(Kind.REVISED, Kind.REVISION, Kind.CHANGE);
    }
}
