package dev.constitution.text;

import dev.constitution.text.Phrases.Hit;
import dev.constitution.text.Phrases.Kind;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** What a question asks for: words to say or write, a text written anew, or neither. Immutable. */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class Question {
    private static final int LONGEST = 8000;

    private static final Pattern REWRITING = Pattern.compile(
            "\\b(?:re-?writ|re-?phras|re-?word|revis|edit|improv|correct|proof-?read|paraphras|updat|modif|summari|translat|fix|grammar|shorten|simplif|polish|spell)"
                    + "\\w*|(?:korrigier|überarbeit|umformulier|umschreib|formulier|corrig|corrij|corríg|réécri|reformul|reescrib|reescrev|corregg|riscriv"
                    + "|herschrijf|corrigeer|rätta|korriger|korjaa|übersetz|översätt|oversæt|oversett|vertaal|przetłumacz|přelož|tradu[cizs]|fordíts|çevir|terjemah|перевед|переклад|翻訳|翻译|翻譯|번역|ترجم|अनुवाद|μετάφρασ|skriv om|skriv det om|omskriv|przepisz|popraw|przeredaguj|přepiš|oprav|rescrie|corect|javítsd|fogalmazd"
                    + "|yeniden yaz|düzelt|tulis ulang|perbaiki|viết lại|исправ|перепиш|переформулир|отредактир|виправ|переписа|添削|書き直し|直して|校正"
                    + "|改写|改寫|修改|润色|潤飾|고쳐|다듬어|수정해|صحح|أعد كتابة|أعد صياغة|सुधार|दोबारा लिख|διόρθωσ|ξαναγράψ)\\p{L}*"
                    + "|\\bmake (?:this|that|it|my|the|these)\\b.{0,40}?\\b(?:more|less|\\w+er)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** To make better, which is said of a text where one is given. */
    private static final Pattern IMPROVING = Pattern.compile(
            "(?<!\\p{L})(?:verbesser|verbeter|förbättr|forbedr|ulepsz|vylepš|mejora|melhor[ae]|migliora|amélior|îmbunătăț|улучш|покращ|geliştir)|改善して|改进|개선해",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** "Give me feedback on my poem's ending." */
    private static final Pattern JUDGING = Pattern.compile(
            "\\b(?:feedback|critique|opinions?|thoughts|comments?) (?:on|about|for|of) (?:my|this|these|the following|our)\\b|\\bwhat do you think (?:of|about) (?:my|this|these|our)\\b|\\b(?:review|rate|judge|assess|critique|evaluate) (?:my|this|these|our)\\b"
                    + "|\\bhow (?:is|good is|does) (?:my|this)\\b|(?:hältst du|halten sie) von (?:mein|dies|unser)|(?:meinung|rückmeldung|feedback) zu (?:mein|dies|unser)|(?:penses|pensez|penses-tu|pensez-vous) de (?:mon|ma|mes|ce|cette)\\b"
                    + "|\\b(?:avis|retour) sur (?:mon|ma|mes|ce|cette)\\b|(?:qué te parece|qué opinas|opinión)\\b.{0,12} (?:mi|mis|este|esta)\\b|(?:o que achas?|opinião|acham?)\\b.{0,12} (?:meu|minha|este|esta|deste|desta|do meu|da minha)\\b"
                    + "|(?:cosa ne pensi|che ne pensi|parere|opinione)\\b.{0,12} (?:mio|mia|questo|questa|del mio|della mia|mi[oa])\\b|(?:vind je|vindt u|denk je|feedback|mening)\\b.{0,8} (?:van|op|over) (?:mijn|dit|deze)\\b"
                    + "|(?:tycker du om|synpunkter på|feedback på) (?:min|mitt|mina|den här|det här)|(?:synes du om|tilbagemelding på|mener du om) (?:min|mit|mine|denne|dette)|(?:co (?:myślisz|sądzisz) o|opini\\p{L}* o|oceń) (?:moi|moj|mó|ty)"
                    + "|(?:что (?:ты )?(?:думаешь|скажешь|думаете)|как (?:тебе|вам)|оцени\\p{L}*|отзыв\\p{L}*)\\b.{0,12} (?:мо[йяеёиюгм]|эт)|(?:hakkında ne düşün|nasıl buluyorsun|yorumla)|(?:どう思|感想|講評|意見を)|(?:评价|点评|怎么样|意见|評價|點評)|(?:어때|어떤가요|평가해|피드백)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final int LONGEST_OF_A_MATTER = 160;

    /** One question, with nothing quoted, given or pointed at. */
    private static final Pattern OF_A_MATTER = Pattern.compile(
            "¿?(?:how|what|why|when|where|which|does|do|is|are|should|will|can i|could i|may i|wie|was|warum|wann|welche\\p{L}*|kann ich|darf ich|soll ich|hilft"
                    + "|comment|pourquoi|quand|quel\\p{L}*|est-ce|puis-je|qu[’'e]|cómo|qué|por qué|cuándo|puedo|se puede|debo|como|o que|por que|quando|posso|devo|come|cosa|perché"
                    + "|che|hoe|wat|waarom|wanneer|kan ik|mag ik|moet ik|hur|vad|varför|kan jag|bör jag|hvordan|hvad|hva|hvorfor|kan jeg|miten|mikä|mitä|miksi|voinko|auttaako"
                    + "|czy|jak|co|dlaczego|kiedy|jaki\\p{L}*|můžu|mohu|proč|kdy|cum|ce|de ce|pot|hogyan|hogy|miért|mi|mit|lehet|bagaimana|apa|apakah|mengapa|kenapa|làm sao|làm thế nào"
                    + "|tại sao|có nên|как|что|почему|зачем|когда|можно ли|стоит ли|чи|як|що|чому|πώς|τι|γιατί|μπορώ|كيف|ما|ماذا|لماذا|هل|क्या|कैसे|怎么|怎样|如何|为什么|怎樣|怎麼)"
                    + "(?![\\p{L}])[^?:\\n\"“„«「？؟]*[?？؟]?"
                    + "|(?:怎么|怎样|如何|为什么|怎樣|怎麼)[^?:\\n\"“„«「？]*[?？]?"
                    + "|[^?:\\n\"“„«「？؟。]*(?:には|方法は|コツは|のはなぜ|ますか|ですか|할까요|하나요|방법은|나요|까요|nasıl[^?]*|mı|mi|mu|mü|neden[^?]*|कैसे[^?]*|क्या[^?]*)[?？]",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** What points at something that was given before, or is done to texts alone. */
    private static final Pattern POINTS = Pattern.compile(
            "\\b(?:this|that|it|these|grammar|spell\\w*|translat\\w*|summar\\w*|paraphras\\w*|proof-?read\\w*|rephras\\w*|reword\\w*|rewrit\\w*|correction\\w*|corrections|korrektur\\w*"
                    + "|dies\\w*|das hier|ceci|este|esta|esto|isso|questo|questa|deze|dit|denna|detta|dette|denne|этот|этом|эту|цей|цю)\\b|この|その文|这|這|이 글|هذا|هذه|इस",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /** A text of whoever asks, which an answer may judge. */
    private static final Pattern OF_A_TEXT = Pattern.compile(
            "\\b(?:essays?|texts?|paragraphs?|code|words?|resum[eé]s?|résumés?|cv|curriculum|reports?|articles?|thesis|theses|stor(?:y|ies)|chapters?|blogs?|novels?|abstract|presentations?|review|e-?mails?|mails?|draft"
                    + "|aufs(?:atz|ätze)\\w*|abs(?:atz|ätze)\\w*|lebenslauf\\w*|bewerbung\\w*|artikel\\w*|hausarbeit\\w*|masterarbeit\\w*|bachelorarbeit\\w*|roman\\w*|vortrag\\w*"
                    + "|textes?|essai|mémoire|rapports?|roman|exposé|dissertation|candidature|currículos?|currículum|ensayo|artículo|informe|tesis|novela|ponencia"
                    + "|artigo|relatório|tese|redação|romance|curricul\\w*|articolo|relazione|tesi|tema|romanzo|opstel|artikel|verslag|scriptie|cv|tekst|essä|uppsats|artikel|rapport|stil"
                    + "|tekstu?|życiorys\\w*|esej\\w*|artykuł\\w*|rozpraw\\w*|prac[aęy] magistersk\\w*|текст\\w*|резюме|эссе|стать\\w*|сочинени\\w*|отчёт\\w*|реферат\\w*|özgeçmiş\\w*|makale\\w*|tez\\w*|ödev\\w*|esai|skripsi|makalah)\\b"
                    + "|履歴書|レポート|論文|作文|原稿|文章|简历|論文|论文|稿|이력서|논문|보고서|글을|자기소개서|السيرة|المقال|مقال|النص|निबंध|लेख|βιογραφικό|άρθρο",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /** "Is it right to read her messages?": whether, of what has been written, and so for no words. */
    private static final Pattern ASKS_WHETHER = Pattern.compile(
            "¿?(?:(?:is|are|was|were|do|does|did|may i|can i|could i|should i|must i|will|why|ist|sind|darf|kann (?:ich|man)|muss|soll(?:te)? ich|warum|est-ce|peut-on|puis-je|dois-je|ai-je"
                    + "|pourquoi|puedo|se puede|es|está|debo|por qué|posso|pode-se|é|devo|por que|è|si può|perché|mag|kan (?:ik|je)|moet ik|is het|waarom|får|kan jag|är|varför|må jeg|kan jeg"
                    + "|er det|hvorfor|saanko|voinko|onko|miksi|czy|dlaczego|můžu|mohu|smím|je|proč|pot|este|e bine|de ce|szabad|miért|bolehkah|apakah|mengapa|có được|có nên|tại sao|можно|нужно ли"
                    + "|стоит ли|почему|чи|чому|μπορώ|επιτρέπεται|γιατί|هل|لماذا|क्या मैं|क्यों)(?!\\p{L})[^?:\\n\"“„«「？؟]*[?？؟;]?"
                    + "|[^?:\\n\"“„«「？]*(?:吗|嗎|てもいい|ていい|いいですか|ますか|되나요|될까요|괜찮나요|(?:mı|mi|mu|mü)(?:yım|yim|yum|yüm)?|atom|etem|được không)[?？])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Words for what has been written, which one may ask about, beside those for writing and saying. */
    private static final Pattern WRITTEN = Pattern.compile(
            "message|letter|e-?mail|speech|poem|sentence|phrase|joke|tweet|headline|profile|script|brief|nachricht|satz|rede|gedicht|witz|titel|karte|text|lettre|titre|carte|texte|poème|discours"
                    + "|carta|correo|mensaje|frase|título|tarjeta|texto|discurso|poema|mensagem|cartão|lettera|messaggio|testo|titolo|biglietto|bericht|tekst|kaart|brev|mejl|mail|meddelande|kort|besked|melding"
                    + "|kirje|viesti|teksti|kortti|wiadomo|kart|dopis|zpráv|mesaj|levél|levelet|üzenet|szöveg|mektup|metin|surat|pesan|kartu|teks|thư|tin nhắn|thiệp|письм|сообщен|открытк|текст|повідомл|листів"
                    + "|手紙|メール|メッセージ|カード|文章|信|邮件|消息|卡|短信|留言|편지|메일|메시지|카드|رسالة|بطاقة|पत्र|संदेश|कार्ड|μήνυμα|επιστολή|γράμμα|email|κείμενο");

    /** Several words in quotation marks. */
    private static final Pattern QUOTED_TEXT = Pattern.compile(
            "[\"“„«][^\"”“»]*\\p{L}[,.]? +[\\p{L}\\p{M}'’]+,? +\\p{L}[^\"”“»]*[\"”“»]|「[^」]{6,}」|[\"“][\\u2E80-\\u9FFF\\uAC00-\\uD7A3]{6,}");

    /** Something that has been made, of which there are versions, changes and tones. */
    private static final Pattern OF_A_WORK = Pattern.compile(
            "(?<!\\p{L})(?:versions?|fassung(?:en)?|ausgaben?|auflagen?|upplag(?:a|an|or)|oplag(?:et)?|éditions?|versiones|versión|edición|ediciones|versões|versão|edição|edições|versioni|versione|edizion[ei]|versies?|edities|uitgaven?|versioner(?:na)?|udgaver|utgaver?|utgåvor"
                    + "|wersj\\p{L}*|wydani\\p{L}*|redakcj\\p{L}*|verz\\p{L}*|vydání\\p{L}*|ediți\\p{L}*|редакци\\p{L}*|издани\\p{L}*|верси\\p{L}*|видан\\p{L}*|sürüm\\p{L}*|baskı\\p{L}*|films?|movies?|books?|songs?|albums?|plays?|series|magazines?|newspapers?|editions?|games?|software|apps?|laws?|contracts?|treat(?:y|ies)|licen[cs]es?|constitutions?|bible|recipes?|websites?"
                    + "|films?|filme?n?|kino\\p{L}*|bücher|buch|lied|zeitschrift|zeitung|gesetz\\p{L}*|vertrag\\p{L}*|rechtschreibung|livres?|chansons?|journal|loi|contrat|jeu|película|libros?|canción"
                    + "|revista|ley|contrato|juego|filme|livro|canção|lei|libro|canzone|legge|contratto|gioco|rivista|boek|liedje|krant|wet|spel|bok|tidning|lag|avtal|spel|bog|avis|lov|aftale|kirja|laki|lehti"
                    + "|książk\\p{L}*|ustaw\\p{L}*|umow\\p{L}*|gr[aęy]|knih\\p{L}*|zákon\\p{L}*|smlouv\\p{L}*|cart[eaă]\\p{L}*|lege\\p{L}*|könyv\\p{L}*|törvény\\p{L}*|szerződés\\p{L}*|фильм\\p{L}*|книг\\p{L}*|песн\\p{L}*"
                    + "|закон\\p{L}*|договор\\p{L}*|игр\\p{L}*|журнал\\p{L}*|фільм\\p{L}*|кітап|kitap\\p{L}*|yasa\\p{L}*|sözleşme\\p{L}*|dergi\\p{L}*|buku|undang-undang|phim|sách|luật|ταινία|βιβλίο|νόμο\\p{L}*)(?!\\p{L})"
                    + "|版|最終形|初期形|版本|판본|映画|本の|小説|曲|雑誌|法律|契約|版|ゲーム|ソフト|アプリ|电影|小说|书|法律|合同|软件|游戏|应用|영화|책|소설|법|계약|게임|앱|فيلم|كتاب|القانون|العقد|फ़िल्म|फिल्म|किताब|क़ानून|कानून",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Sought SOUGHT = Sought.of(REWRITING, IMPROVING, JUDGING, POINTS, OF_A_TEXT, OF_A_WORK);

    /** By itself: a mark that nothing closes has it look through all that follows. */
    private static final Sought QUOTATION = Sought.of(QUOTED_TEXT);

    private final String text;
    private final Hit[] hits;
    private final Set<Pattern> found;

    Question(Words words) {
        text = words.text();
        hits = words.first(LONGEST).lower().phrases();
        found = SOUGHT.in(words);
    }

    /** The words in it that talk may have too; not to be changed. */
    Hit[] hits() {
        return hits;
    }

    /** Whether words are asked for that somebody is to say or to write. */
    boolean asksForWords() {
        return has(Kind.WORDING) && (!asksWhether() || Arrays.stream(hits).anyMatch(Question::isOfWordsToWrite));
    }

    private boolean asksWhether() {
        return text.length() <= LONGEST_OF_A_MATTER
                && ASKS_WHETHER.matcher(text.strip()).matches();
    }

    private static boolean isOfWordsToWrite(Hit hit) {
        return hit.is(Kind.WORDING) && !WRITTEN.matcher(hit.phrase()).matches();
    }

    /** Whether it says itself that nothing is to be changed, perhaps to have that translated. */
    boolean speaksOfNoChange() {
        return has(Kind.NOT) && has(Kind.NEEDED) && (has(Kind.CHANGE) || has(Kind.REVISION));
    }

    private boolean has(Kind kind) {
        for (Hit hit : hits) {
            if (hit.is(kind)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some text is to be written anew or judged, so that the answer may well speak of that. */
    boolean asksToRewrite() {
        return found.contains(REWRITING) && !isOfAMatter()
                || found.contains(IMPROVING) && (quotesText() || isOfAText())
                || found.contains(JUDGING) && (asksForWords() || quotesText() || isOfAText());
    }

    /** "How do I improve my memory?": what is to become better is no text, and there is none to see. */
    private boolean isOfAMatter() {
        return text.length() <= LONGEST_OF_A_MATTER
                && !found.contains(POINTS)
                && !isOfAText()
                && OF_A_MATTER.matcher(text.strip()).matches()
                && !asksForWords();
    }

    /** Whether it speaks of a text, perhaps one that its answer judges. */
    boolean isOfAText() {
        return found.contains(OF_A_TEXT);
    }

    /** Whether it speaks of a work, whose versions and changes its answer may speak of. */
    boolean isOfAWork() {
        return found.contains(OF_A_WORK);
    }

    /** Whether it quotes a text, which its answer may judge. */
    boolean quotesText() {
        return has(Kind.PART) || QUOTATION.isIn(text);
    }
}
