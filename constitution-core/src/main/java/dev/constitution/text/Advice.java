package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells advice to whoever asked, "Read the revised version aloud", from a remark on an answer: a sentence of it speaks to its
 * reader, and none reports what was done to the answer or who asked for that.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class Advice {
    /** A second person or an imperative, by its word or its ending; at the start of a sentence where it could be another. */
    private static final Sought ADDRESSES = Sought.of(Pattern.compile(
            "(?<!\\p{L})(?:you|your|yours|yourself|\\p{L}+st du|du \\p{L}+st|(?:wenn|dass|was|wie|wo|die|den|das|ob|bör|kan|ska|skal|när|om|att|vad|hvis|at|hvad|hva|når|bør) du|du (?:kan|ska|skal|bör|bør|har|vill|vil|får|må|måste)|dir|dich|dein\\p{L}*|ihnen|tu|toi|vous|votre|vos|tú|usted(?:es)?|tus?|você[s]?|teu|tua|ti|tuo[i]?|tue|vostr[aioe]|jij|jouw|uw|(?:als|dat|wat|hoe|zodat|of|die) je|[a-z]+ je (?:het|dat|de|een|best|zelf|er|ook|op|met|aan|niet|naar)|dig|din|dina|ditt"
                    + "|deg|sinä|sinun|voit|ty|tobie|cię|twój|twoj\\p{L}*|tobě|vám|vás|vaš\\p{L}*|tvůj|tvoj\\p{L}*|dumneavoastră|tău|tale|poți|puteți|önnek|neked|siz|sizin|size|sen|senin|sana"
                    + "|anda|kamu|jangan|bạn|hãy|đừng|вы|вам|вас|ваш\\p{L}*|ты|тебе|тебя|тво\\p{L}+|ви|тобі|ти|σας|σου|يمكنك|عليك|حاول|تأكد|आप|कीजिए|करें|लिखें|रखें)(?!\\p{L})"
                    + "|(?<!\\p{L})(?!assez|chez|nez)\\p{L}{2,}ez(?!\\p{L})"
                    + "|(?<!\\p{L})(?:\\p{L}+(?:arás|erás|irás|resti|reste|rai)|puedes|podrás|podrán|debes|deberías|tienes|quieres|deves|podes|puoi|devi|potete|dovete|aggiungete|mandate|evitate|scrivete|chiedete|\\p{L}{3,}(?:erete|irete)|\\p{L}*[áéíóú]\\p{L}*[ae](?:l[oae]s?|les?|te)"
                    + "|\\p{L}+[ae]-(?:lhes?|os?|as?|me|se))(?!\\p{L})"
                    + "|(?<!\\p{L})(?:\\p{L}{2,}(?:esz|isz|ysz|jcie|ejte|ujte|ěte|ebilirsin\\p{L}*|abilirsin\\p{L}*|[sm][ae]lisin\\p{L}*|siniz|sınız|sunuz|sünüz|[ms][ae]yin|ayın|s[ae]n[ıi]z)|můžete?š?|bys(?:te)?)(?!\\p{L})"
                    + "|(?<!\\p{L})(?!сайте|ответ)\\p{L}+(?:[йь]те|ите)(?:сь)?(?!\\p{L})|(?<!\\p{L})(?:можете|можешь|можеш|\\p{L}{2,}іть|\\p{L}{3,}(?:ήστε|άστε|είτε))(?!\\p{L})"
                    + "|ください|下さい|ましょう|あなた|ませんか|您|你|请|請|不妨|记得|세요|십시오|당신"
                    + "|^\\W*(?:then |and |just |always |never |also |if .{3,60}, )?(?:keep|read|write|use|add|tell|ask|say|take|try|give|put|check|leave|avoid|remember|start|call|talk|send|mark|go|think|don['’]t|do not|look|set"
                    + "|choose|pick|bring|wait|find|get|consider|stick|be|mention|explain|describe|quote|answer|thank|make|print|save|store|cut|end|open|close|hand)\\s"
                    + "|^\\W*(?:\\p{L}{3,}en sie|lies|frage?|lass|gib|sage?|schreibe?|nimm|mache?|achte|denke?|suche?|schicke?|streiche?|setze?|lege?|vermeide|prüfe?|rufe?|geh|bleibe?|sprich|markiere?)\\s"
                    + "|^\\W*(?:y |e |poi |depois |luego |después,? )?(?:haz|pon|di['’]?|ten|ve|guarda|pide|escribe|procura|prueba|evit[ae]|lee|usa|us[ae]|deja|añade|quita|pregunta|cuenta|diga|peça|procure|pergunte|leia|escreva"
                    + "|guarde|mantenha|deixe|tente|faça|lembre|togli|aggiungi|scrivi|leggi|chiedi|metti|tieni|prova|lascia|fai)\\s"
                    + "|^\\W*(?:zet|vraag|schrijf|lees|laat|gebruik|houd|stuur|geef|zeg|kies|neem|probeer|vermijd|let|denk|bewaar|skriv|läs|låt|fråga|spara|sätt|tänk|undvik|læs|spørg|spør|husk"
                    + "|powiedz|zapytaj|poproś|napisz|zaznacz|powieś|sprawdź|przeczytaj|unikaj|pamiętaj|zostaw|daj)\\s",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));

    /** "Sie" and its forms, which in the middle of a sentence are no "she" and no "they". */
    private static final Sought POLITELY = Sought.of(Pattern.compile("[\\p{L},] (?:Sie|Ihre?[rnms]?)(?!\\p{L})"));

    /** Somebody who has done something; more narrowly than the phrases, of which some are words of advice elsewhere. */
    private static final Sought MINE = Sought.of(Pattern.compile(
            "(?<!\\p{L})(?:(?-i:I)|i['’]ve|we|ich|wir|j['’]ai|nous avons|yo|hemos|he \\p{L}+[aie]do|ho|abbiamo|eu|corrigi|removi|retirei|alterei|ik|jag|vi har|jeg|\\p{L}+(?:łem|łam|liśmy)|jsem|jsme|am \\p{L}+at|я|мы"
                    + "|\\p{L}+(?:dim|dım|dum|düm|tim|tım|tum|tüm)|saya|tôi|έχω)(?!\\p{L})|しました|我|했습니다|었습니다|았습니다|قمت|मैंने",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));

    private Advice() {}

    /** Whether a paragraph is such advice, apart from what it quotes. */
    static boolean isIn(String paragraph, TalkContext context) {
        List<String> sentences = Remark.SENTENCES
                .splitAsStream(NothingToRevise.withoutQuotations(paragraph))
                .toList();
        return sentences.stream().noneMatch(sentence -> reports(sentence, context.line(sentence)))
                && sentences.stream().anyMatch(sentence -> advises(sentence, context.line(sentence)));
    }

    private static boolean reports(String sentence, TalkLine line) {
        return line.hasAny(Kind.METHOD, Kind.CRITIC)
                || line.has(Kind.CHANGED) && MINE.isIn(sentence)
                || line.has(Kind.ANSWER) && line.pointsAtText();
    }

    private static boolean advises(String sentence, TalkLine line) {
        return !line.has(Kind.OFFER) && "?？؟".indexOf(sentence.charAt(sentence.length() - 1)) < 0 && speaksTo(sentence);
    }

    /** Whether a sentence speaks to its reader. */
    static boolean speaksTo(String sentence) {
        return ADDRESSES.isIn(sentence) || POLITELY.isIn(sentence);
    }
}
