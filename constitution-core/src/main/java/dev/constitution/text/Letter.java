package dev.constitution.text;

import java.util.regex.Pattern;

/** Tells an answer that is a letter and has not come to its end: who speaks of changes in it speaks to whoever gets it. */
final class Letter {
    private static final int LONGEST_SALUTATION = 60;
    private static final int MOST_LINES_BEFORE = 3;
    private static final int LONGEST_ENDING = 80;

    private static final Pattern SALUTATION = Pattern.compile(
            "(?:(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|sehr geehrte\\p{L}*|liebe[rs]?|hallo|guten (?:tag|morgen)|cher|chère|chers|bonjour|madame|monsieur"
                    + "|estimad[oa]s?|querid[oa]s?|hola|buenos días|prezad[oa]s?|car[oaie]|olá|bom dia|gentil[ei]|egregi[oa]|ciao|buongiorno|beste|geachte|hoi|dag|kära?|hej|kære|hei|bästa"
                    + "|hyvä|arvoisa|moi|szanown\\p{L}*|drog[aiey]|cześć|dzień dobry|vážen\\p{L}*|mil[áýí]|dobrý den|ahoj|stimat[eăi]|drag[aăi]|bună|tisztelt|kedves|szia|sayın|sevgili|merhaba"
                    + "|yth\\.?|kepada|kính gửi|thân gửi|chào|уважаем\\p{L}*|дорог\\p{L}*|здравствуйте|привет|добрый день|шановн\\p{L}*|дорог\\p{L}*|вітаю|αγαπητ\\p{L}*|γεια|प्रिय|आदरणीय|नमस्ते"
                    + "|عزيزي|عزيزتي|السيد|السيدة|مرحبا|الأستاذ|أخي|أختي)(?!\\p{L})[^\\n]*[,:!，：،–-]?"
                    + "|[^\\n]{0,40}(?:様|各位|さん|へ|先生|殿|御中|課長|部長|社長|店長|係長|先輩|教授)[、，：:]?|(?:尊敬的|亲爱的|親愛的)[^\\n]*|[^\\n]{1,20}(?:老师|先生|女士|经理|您好|你好|你好呀|阿姨)[：:，,！!。]?"
                    + "|[^\\n]{1,25}(?:님께|께|에게|님|야|아)[,，]?)\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Letter() {}

    /** Whether a text begins as a letter does and does not end as one. */
    static boolean goesOn(String text) {
        boolean salutes = text.lines()
                .limit(MOST_LINES_BEFORE)
                .anyMatch(line -> line.length() <= LONGEST_SALUTATION
                        && SALUTATION.matcher(line).matches());
        if (!salutes || text.indexOf('\n') < 0) {
            return false;
        }
        String last = text.substring(text.lastIndexOf("\n\n") + 1).strip();
        boolean signed = last.length() <= LONGEST_ENDING
                && last.indexOf('\n') > 0
                && text.indexOf("\n\n") != text.lastIndexOf("\n\n");
        return !signed;
    }
}
