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

    /** "Here's something more helpful:", where the manner tells, since methods are compared too. */
    private static final Pattern COMPARES_MANNERS = Pattern.compile(
            "(?:[^.!?:]{1,60}[.!,—–-] ?)?(?:here(?:['’]s| is)|let me (?:offer|give|suggest)|how about|hopefully this is)"
                    + "(?: an?| one| something)? (?=[^:]*\\b(?:kinder|gentler|safer|calmer|warmer|softer|fairer|friendlier|nicer|wiser|(?:more|less) (?:thoughtful|balanced"
                    + "|respectful|cautious|careful|constructive|helpful|considerate|responsible|neutral|compassionate|empathetic|inclusive|supportive|honest|measured"
                    + "|appropriate|dismissive|preachy|judgmental|nuanced|encouraging|useful|even-handed))\\b)[^.!?:]{0,80}[:.]"
                    + "|(?:[^.!?:]{1,60}[.!,—–-] ?)?here(?:['’]s| is) an alternative (?:that|which) (?:avoids|doesn['’]t|does not|is|keeps|treats)\\b[^:]{0,80}:");

    /** The same in other languages; where a way is compared, one of saying it. */
    private static final Pattern COMPARES_ELSEWHERE = Pattern.compile("(?:[^.!?:。！]{1,40}[.!,—–。！-] ?)?(?:"
            + "hier (?:ist|kommt|wäre) ein\\p{L}* [^:.]{0,60}(?:(?:(?<!wie|ander)er|ere[rsn]?) (?:variante|fassung|antwort|version|versuch|formulierung|alternative)\\b|(?:variante|fassung|antwort|version|formulierung), die )[^:]{0,80}"
            + "|besser wäre(?: etwa| zum beispiel| vielleicht| es so)?"
            + "|voi(?:ci|là) (?=[^:]*\\b(?:plus|moins|meilleur))(?:quelque chose de [^:]{3,60}|une? [^:]{0,40}(?:réponse|version|tentative|formulation|alternative|(?:façon|manière)[^:]{0,40} de (?:le |la |l[’'])?(?:dire|répondre|formuler|présenter))[^:]{0,60})"
            + "|(?:aquí|ahí) (?:va|tienes|tiene|está) (?=[^:]*(?:más|menos|mejor))(?:algo [^:]{3,60}|un[ao]? [^:]{0,40}(?:respuesta|versión|intento|alternativa|(?:forma|manera)[^:]{0,40} de (?:decir|responder|expresar|plantear)\\p{L}*)[^:]{0,60})"
            + "|una (?:forma|manera) (?:más|menos) [^:]{3,40} de (?:decir|responder|expresar|plantear)\\p{L}* (?:sería|podría ser)"
            + "|(?:aqui (?:vai|está|tem)|segue|eis) (?=[^:]*(?:mais|menos|melhor))(?:algo [^:]{3,60}|uma? [^:]{0,40}(?:resposta|versão|tentativa|alternativa|(?:forma|maneira|jeito)[^:]{0,40} de (?:dizer|responder|expressar)\\p{L}*)[^:]{0,60})"
            + "|ecco (?=[^:]*(?:più|meno|miglior))(?:qualcosa [^:]{3,60}|un[ao']? ?[^:]{0,40}(?:risposta|versione|tentativo|alternativa|formulazione|modo[^:]{0,40} (?:di|per) (?:dir|rispond|esprim|formul)\\p{L}*)[^:]{0,60})"
            + "|hier(?: is|bij) een [^:]{0,40}(?:ere|betere|\\p{L}{3,}er|meer \\p{L}+) (?:antwoord|versie|poging|variant|formulering|alternatief)[^:]{0,60}"
            + "|oto (?=[^:]*(?:bardziej|mniej|\\p{L}+sz[aye](?!\\p{L})))[^:]{0,60}(?:odpowiedź|wersja|podejście|próba|propozycja|wariant)[^:]{0,60}"
            + "|вот (?=[^:]*(?:более|менее|лучш))[^:]{0,60}(?:ответ|верси|вариант|попытк|формулировк|подход)[^:]{0,60}"
            + "|(?:işte|aşağıda) (?=[^:]*daha )[^:]{0,60}(?:yanıt|cevap|versiyon|yaklaşım|ifade|deneme|anlatım)[^:]{0,60}"
            + "|(?:下面|以下|这|這)是[^：:。]{0,30}(?:更|较|較)[^：:。]{0,30}(?:说法|回答|版本|答复|表达|表述|說法|回覆)[^：:。]{0,20}"
            + "|(?:もう少し|より|もっと)[^：:。]{2,40}(?:言い方|表現|回答|伝え方|書き方|答え)[^：:。]{0,30}"
            + "|(?:좀 더|조금 더|더)[^:：.]{2,40}(?:표현|답변|말투|대답|버전)[^:：.]{0,40}"
            + "|(?:إليك|هذه|هذا|فيما يلي) (?=[^:]*(?:أكثر|أقل|أفضل))[^:]{0,40}(?:محاولة|إجابة|صيغة|نسخة|جواب|رد )[^:]{0,60}"
            + ")\\s?[:：]");

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

    /** Another announcement: of words that were asked for there may be several forms, of which one is shorter. */
    private static final Pattern SEVERAL = Pattern.compile("[:：][*_ ]*(?:\\n|$)");

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
    boolean isAnnouncedBy(String first, String rest) {
        if (first.length() > LONGEST || LeadIn.isListItem(first)) {
            return false;
        }
        String line = context.line(first).lower().strip();
        if (context.asksToRewrite()
                || context.asksForWords() && SEVERAL.matcher(rest).find()) {
            return false;
        }
        return COMPARES.matcher(line).matches()
                || COMPARES_ELSEWHERE.matcher(line).matches()
                || !context.asksForWords()
                        && (COMPARES_MANNERS.matcher(line).matches()
                                || DESCRIBES.matcher(line).matches()
                                || SUPPOSES.matcher(line).matches()
                                || TRIES.matcher(line).matches());
    }

    /** Whether a text only promises to revise: "I'll rewrite it. One moment, please." */
    boolean isPromisedBy(String text) {
        if (text.length() > LONGEST_PROMISE || text.indexOf('\n') >= 0 || text.indexOf(": ") >= 0) {
            return false;
        }
        TalkLine line = context.line(text);
        return line.hasAny(Kind.REVISED, Kind.REVISION, Kind.CHANGE)
                && WAIT.matcher(line.lower()).find();
    }
}
