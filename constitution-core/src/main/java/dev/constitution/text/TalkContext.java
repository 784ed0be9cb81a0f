package dev.constitution.text;

import dev.constitution.text.Phrases.Hit;
import dev.constitution.text.Phrases.Kind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The question and the answer before, in whose light a line is read: words that the question has too tell nothing, and what
 * stood in the answer before is no talk about it. Not thread-safe.
 */
final class TalkContext {
    private static final int LONGEST_QUESTION = 8000;

    private static final Pattern REWRITING = Pattern.compile(
            "\\b(?:re-?writ|re-?phras|re-?word|revis|edit|improv|correct|proof-?read|paraphras|updat|modif|summari|translat|fix|grammar|shorten|simplif|polish|spell)"
                    + "\\w*|(?:korrigier|überarbeit|umformulier|umschreib|formulier|corrig|corrij|corríg|réécri|reformul|reescrib|reescrev|corregg|riscriv"
                    + "|herschrijf|corrigeer|skriv om|skriv det om|omskriv|przepisz|popraw|przeredaguj|přepiš|oprav|rescrie|corect|javítsd|fogalmazd"
                    + "|yeniden yaz|düzelt|tulis ulang|perbaiki|viết lại|исправ|перепиш|переформулир|отредактир|виправ|переписа|添削|書き直し|直して|校正"
                    + "|改写|改寫|修改|润色|潤飾|고쳐|다듬어|수정해|صحح|أعد كتابة|أعد صياغة|सुधार|दोबारा लिख|διόρθωσ|ξαναγράψ)\\p{L}*"
                    + "|\\bmake (?:this|that|it|my|the|these)\\b.{0,40}?\\b(?:more|less|\\w+er)\\b",
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
                    + "|aufs(?:atz|ätze)\\w*|abs(?:atz|ätze)\\w*|lebenslauf\\w*|bewerbung\\w*|artikel\\w*|bericht\\w*|hausarbeit\\w*|masterarbeit\\w*|bachelorarbeit\\w*|roman\\w*|vortrag\\w*"
                    + "|textes?|essai|mémoire|rapports?|roman|exposé|dissertation|candidature|currículos?|currículum|ensayo|artículo|informe|tesis|novela|ponencia"
                    + "|artigo|relatório|tese|redação|romance|curricul\\w*|articolo|relazione|tesi|tema|romanzo|opstel|artikel|verslag|scriptie|cv|tekst|essä|uppsats|artikel|rapport|stil"
                    + "|tekstu?|życiorys\\w*|esej\\w*|artykuł\\w*|rozpraw\\w*|prac[aęy] magistersk\\w*|текст\\w*|резюме|эссе|стать\\w*|сочинени\\w*|отчёт\\w*|реферат\\w*|özgeçmiş\\w*|makale\\w*|tez\\w*|ödev\\w*|esai|skripsi|makalah)\\b"
                    + "|履歴書|レポート|論文|作文|原稿|文章|简历|論文|论文|稿|이력서|논문|보고서|글을|자기소개서|السيرة|المقال|مقال|النص|निबंध|लेख|βιογραφικό|άρθρο",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /** Several words in quotation marks. */
    private static final Pattern QUOTED_TEXT = Pattern.compile(
            "[\"“„«][^\"”“»]*\\p{L}[,.]? +[\\p{L}\\p{M}'’]+,? +\\p{L}[^\"”“»]*[\"”“»]|「[^」]{6,}」|[\"“][\\u2E80-\\u9FFF\\uAC00-\\uD7A3]{6,}");

    /** Without a word of these a line is no talk, whatever else it has. */
    private static final Set<Kind> TELLING = EnumSet.of(
            Kind.ANSWER,
            Kind.VERSION,
            Kind.REVISED,
            Kind.REVISION,
            Kind.METHOD,
            Kind.CHANGED,
            Kind.CHANGE,
            Kind.STANDS,
            Kind.OPENER,
            Kind.CRITIC,
            Kind.REQUEST,
            Kind.PART,
            Kind.FLAW);

    private static final long TELLING_BITS =
            TELLING.stream().mapToLong(Kind::bit).reduce(0, (a, b) -> a | b);

    /** The first letters of a longer word, or three signs of a script without spaces. */
    private static final Pattern WORD = Pattern.compile("\\b\\p{L}{5}|[\\u2E80-\\u9FFF]{3}");

    private final String question;
    private final String previous;
    private final Set<String> ignored = new HashSet<>();
    private final Map<String, TalkLine> lines = new HashMap<>();
    private boolean isQuestionRead;
    private boolean asksForWords;
    private boolean speaksOfNoChange;

    TalkContext(String question, String previous) {
        this.question = question;
        this.previous = previous.strip();
    }

    String previous() {
        return previous;
    }

    TalkLine line(String text) {
        return lines.computeIfAbsent(text, this::read);
    }

    /** The same with all its words, the question's too. */
    static TalkLine whole(String text) {
        return new TalkLine(text, Set.of());
    }

    private TalkLine read(String text) {
        TalkLine line = new TalkLine(text, ignored);
        if (!isQuestionRead && line.hasAnyOf(TELLING_BITS)) {
            readQuestion();
            return new TalkLine(text, ignored);
        }
        return line;
    }

    private void readQuestion() {
        isQuestionRead = true;
        String asked = question.substring(0, Math.min(question.length(), LONGEST_QUESTION))
                .toLowerCase(Locale.ROOT);
        long kinds = 0;
        for (Hit hit : Phrases.in(asked)) {
            kinds |= hit.kinds();
            asksForWords |= hit.is(Kind.WORDING);
            if ((hit.kinds() & TELLING_BITS) != 0) {
                ignored.add(hit.phrase());
            }
        }
        speaksOfNoChange = (kinds & Kind.NOT.bit()) != 0
                && (kinds & Kind.NEEDED.bit()) != 0
                && (kinds & (Kind.CHANGE.bit() | Kind.REVISION.bit())) != 0;
    }

    /** Whether words are asked for that somebody is to say or to write. */
    boolean asksForWords() {
        if (!isQuestionRead) {
            readQuestion();
        }
        return asksForWords;
    }

    /** Whether the question itself says that nothing is to be changed, perhaps to have that translated. */
    boolean speaksOfNoChange() {
        if (!isQuestionRead) {
            readQuestion();
        }
        return speaksOfNoChange;
    }

    /** Whether the question asks for some text to be written anew, so that its answer may well speak of that. */
    boolean asksToRewrite() {
        return REWRITING.matcher(question).find() && !isOfAMatter();
    }

    /** "How do I improve my memory?": what is to become better is no text, and there is none to see. */
    private boolean isOfAMatter() {
        return question.length() <= LONGEST_OF_A_MATTER
                && OF_A_MATTER.matcher(question.strip()).matches()
                && !asksForWords()
                && !POINTS.matcher(question).find()
                && !isOfAText();
    }

    /** Whether the question speaks of a text, perhaps one that its answer judges. */
    boolean isOfAText() {
        return OF_A_TEXT.matcher(question).find();
    }

    /** How many words of the answer before a remark names that the answer does not have: "dropped 'always'". */
    int dropped(TalkLine remark, String answer) {
        String now = answer.toLowerCase(Locale.ROOT);
        String before = previous.toLowerCase(Locale.ROOT);
        String asked = question.toLowerCase(Locale.ROOT);
        Matcher word = WORD.matcher(remark.lower());
        int dropped = 0;
        while (word.find()) {
            String stem = word.group();
            dropped += before.contains(stem) && !now.contains(stem) && !asked.contains(stem) ? 1 : 0;
        }
        return dropped;
    }

    /** Whether a remark quotes the answer before, which the answer does not. */
    boolean quotesDropped(String remark, String answer) {
        Matcher quotation = NothingToRevise.QUOTATION.matcher(remark);
        while (quotation.find()) {
            String words = quotation
                    .group()
                    .substring(1, quotation.group().length() - 1)
                    .strip();
            String lower = words.replaceAll("[.,!?]$", "").toLowerCase(Locale.ROOT);
            if (lower.length() > 2
                    && previous.toLowerCase(Locale.ROOT).contains(lower)
                    && !answer.toLowerCase(Locale.ROOT).contains(lower)
                    && !isInQuestion(lower)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the question quotes a text, which its answer may judge. */
    boolean quotesText() {
        return QUOTED_TEXT.matcher(question).find();
    }

    boolean isInQuestion(String words) {
        return question.toLowerCase(Locale.ROOT).contains(words);
    }

    /** Whether the answer before has these words too. */
    boolean isOfThePrevious(String words) {
        return !words.isBlank() && previous.contains(words.strip());
    }
}
