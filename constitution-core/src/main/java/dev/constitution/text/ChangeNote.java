package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.regex.Pattern;

/**
 * Tells closing notes on a change by how they are built: "(Softened to be more respectful.)", "The main change is that the
 * answer …", "I made sure not to suggest …".
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class ChangeNote {
    private static final int LONGEST = 300;
    private static final int LONGEST_RESULT = 180;
    private static final int LONGEST_ARTICLE = 5;
    private static final int LONGEST_OFFER = 100;
    private static final int LONGEST_MARK = 40;

    /** What was done, and to what end; in brackets or italics, without a subject. */
    private static final Pattern PARTICIPLE = Pattern.compile("(?:[^:：.]{0,24}[:：]\\s*)?(?!updated to reflect)(?:"
            + "(?:revised|rewritten|re-written|reworked|reworded|rephrased|adjusted|softened|edited|modified|updated|changed|corrected|amended|expanded|shortened"
            + "|trimmed|condensed|simplified|clarified|toned down|refined|polished|tightened|restructured|reframed|recast|redrafted|adapted|tweaked|altered|kept [a-z]+)"
            + "(?: (?:slightly|lightly|above|only|again|here|throughout))?"
            + "(?:,? (?:and|or) [a-z -]{3,24})?,? (?:(?:in order |so as )?(?:not )?to [a-z]+|so (?:that|it)|while [a-z]+ing|with [a-z ]{3,30} in mind"
            + "|for (?:\\w+ (?:and )?){0,2}(?:safety|tone|clarity|accuracy|neutrality|fairness|respect|balance|sensitivity|inclusi\\w+|politeness|kindness|honesty|respectfulness))\\b.*"
            + "|(?:überarbeitet|angepasst|umformuliert|geändert|abgemildert|korrigiert|gekürzt|entschärft|umgeschrieben|abgeändert|neu formuliert)\\b[^,.]{0,40},? (?:um|damit|sodass)\\b.*"
            + "|(?:révisé|réécrit|reformulé|modifié|adouci|ajusté|corrigé|adapté|remanié|nuancé)e?s?(?:[^.]{0,40})? (?:pour (?:ne |mieux |en |y |l[’'])?\\p{L}+(?:er|ir|re)\\b|afin\\b|de manière|de façon).*"
            + "|(?:revisad|reescrit|reformulad|modificad|ajustad|suavizad|corregid|adaptad|cambiad)[oa](?:[^.]{0,40})? (?:para (?:no )?\\p{L}+(?:[aei]r|[aei]r(?:l[oae]s?|se))\\b|con el fin|a fin).*"
            + "|(?:revisad|revist|reescrit|reformulad|modificad|ajustad|suavizad|corrigid|alterad|adaptad)[oa](?:[^.]{0,40})? (?:para (?:não )?\\p{L}+[aeio]r\\b|a fim|com o objetivo).*"
            + "|(?:rivist|riscritt|riformulat|modificat|adattat|corrett|ammorbidit|aggiornat|attenuat)[oa](?:[^.]{0,40})? (?:per (?:non )?\\p{L}+r(?:e|l[oaie])\\b|al fine|in modo).*"
            + "|(?:herschreven|aangepast|herzien|geherformuleerd|gewijzigd|verzacht|gecorrigeerd|bijgewerkt)[^.]{0,30} (?:om|zodat)\\b.*"
            + "|(?:zmieniono|poprawiono|przeredagowano|przeformułowano|złagodzono|zmodyfikowano|przepisano|skorygowano|dostosowano)[^.]{0,40},? (?:aby|żeby|by|w celu)(?!\\p{L}).*"
            + "|(?:переписано|изменено|исправлено|переформулировано|смягчено|отредактировано|доработано|скорректировано|переработано)[^.]{0,40},? (?:чтобы|с целью|для)(?!\\p{L}).*"
            + "|.{4,}(?:için|amacıyla|üzere|şekilde) (?:yeniden yazıldı|yeniden düzenlendi|düzenlendi|değiştirildi|düzeltildi|uyarlandı|yumuşatıldı|revize edildi|güncellendi).{0,3}"
            + "|.{4,}(?:ように|よう|ため|ために|形に|表現に|内容に)、?(?:表現を|内容を|文章を|全体を)?(?:修正|変更|調整|改訂|書き直|書き換え|見直)[^。]{0,10}。?"
            + "|(?:已|经|經)?(?:修改|改写|调整|修订|重写|更正|改寫|調整|修訂|重寫)了?(?:语气|措辞|表述|表达|口吻|語氣|措辭|为|以|后|，|：|為|後).*"
            + "|.{4,}(?:도록|위해|게) ?(?:표현을 |내용을 |답변을 )?(?:수정|변경|조정|보완|다시 작성|다듬|고쳤|개정).{0,12}"
            + "|(?:تمت?|جرى|جرت) (?:إعادة|تعديل|تغيير|مراجعة|تنقيح|تصحيح|تخفيف).*)");

    /** "Tone softened; facts added.", "No longer recommends …" */
    private static final Pattern OF_THE_TONE = Pattern.compile("(?:.{0,120}[^\\p{L}])?(?:"
            + "(?:tone|wording|phrasing|word choice|language|advice) (?:has been |was |is now )?(?:softened|adjusted|changed|made|toned|kept|shifted|corrected|improved|neutrali[sz]ed)"
            + "|ton(?:fall)? (?:wurde )?(?:entschärft|angepasst|gemildert|abgemildert|geändert)|ton (?:adouci|ajusté|modifié|rendu|nuancé)"
            + "|tono (?:suavizado|ajustado|modificado|corregido|reso|ammorbidito|modificato|corretto|attenuato)|tom (?:ajustado|suavizado|modificado|corrigido)"
            + "|toon (?:aangepast|verzacht|gewijzigd)|ton (?:złagodzon|zmienion)|тон (?:смягч|измен|исправ)|(?:üslup|ton) (?:yumuşatıl|değiştiril|düzeltil)"
            + "|(?:语气|措辞|表述|語氣|措辭)(?:已|有所|更)?(?:经|做了)?(?:调整|缓和|软化|柔和|修改|調整|緩和)|(?:口調|表現|語調)を(?:和らげ|修正|調整|改め)|(?:어조|표현|말투)를 ?(?:완화|수정|조정|부드럽)"
            + ")(?:.{0,160})|(?:this )?no longer (?:recommend|suggest|encourag|impl|assum|endors|promot|mention|claim|stat|call|insult|blam|mock)\\w*s\\b.*"
            + "|(?:deliberately |carefully )?(?:worded|phrased|framed) (?:so that|so as|to (?:avoid|be|keep|sound|remain|stay))\\b.*"
            + "|(?:bewusst )?so (?:formuliert|umformuliert|geschrieben),? dass\\b.*");

    /** "I've steered away from …", of what stood in the answer before. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "i(?:['’]ve| have)?(?: also| deliberately)? (?:steered|avoided|left out|stayed away|dropped|removed|cut|taken out|took out|skipped|swapped|replaced)\\b.*");

    /** "Hope that's closer to what you had in mind!" */
    private static final Pattern HOPES = Pattern.compile(
            "(?:i (?:think|believe|hope) )?(?:that|this)(?:[’']s| is| makes for) an? (?:\\w+er|more \\w+) (?:answer|response|reply|version)\\b.{0,30}|(?:is this|does this come) closer to what .{0,60}|(?:i )?(?:hope|think|believe) (?:that|this)(?:['’]s| is| version is) (?:closer to what|better now|better!?$|more in line|an improvement).{0,60}");

    /** "The main change is that …" */
    private static final Pattern MAIN_CHANGE = Pattern.compile(
            "(?:the|my) (?:main|key|biggest|only|major|most important|primary)(?: [a-z]+)? (?:change|difference|improvement|edit|adjustment|revision)s?"
                    + " (?:here |now |i made |in this version |from the original )?(?:is|are|was|were)\\b.*");

    /** "I also made sure not to suggest …" */
    private static final Pattern TOOK_CARE = Pattern.compile(
            "i(?:['’]ve| have)?(?: also)? (?:made sure|tried|aimed|taken care|took care|was careful|been careful|made a point)(?: not)? (?:to|of|that)"
                    + " (?:not )?(?:suggest|imply|assum|encourag|recommend|promot|endors|judg|generali|stereotyp|sound|avoid|present|phras|word|remov|mention)\\w*\\b.*");

    /** "I tried to make the answer less flippant." */
    private static final Pattern MEANT = Pattern.compile(
            "i(?:['’]ve| have)?(?: also)? (?:tried|aimed|sought|wanted)(?: here)? to (?:keep|make) (?:the|this|my) (?:answer|reply|response|tone|wording|version)\\b.*");

    /** "That should now be free of …" */
    private static final Pattern NOW = Pattern.compile("(?:that|this|it) should now\\b");

    private static final Pattern NUMBER = Pattern.compile("\\d");

    private static final Pattern OF_THE_TEXT =
            Pattern.compile("\\b(?:answer|reply|response|version|tone|wording|advice|critique|draft)\\b");

    private static final Pattern BRACKETS = Pattern.compile("^[\\s*_(\\[（【〔※]+|[\\s*_)\\]）】〕]+$");

    private final TalkContext context;

    ChangeNote(TalkContext context) {
        this.context = context;
    }

    /** Whether the last paragraph of an answer, behind the rest of it, is such a note. */
    boolean isIn(String last, String answer) {
        if (last.length() > LONGEST || last.indexOf('\n') >= 0 || context.asksToRewrite()) {
            return false;
        }
        if (Remark.isBracketed(last) && !last.startsWith(">")) {
            String note = context.line(BRACKETS.matcher(last).replaceAll("")).lower();
            return PARTICIPLE.matcher(note).matches()
                    || isOfARevision(last, note)
                    || OF_THE_TONE.matcher(note).matches();
        }
        TalkLine line = context.line(NothingToRevise.withoutQuotations(last));
        return !context.asksForWords()
                && (isOfWhatBecame(line, last)
                        || HOPES.matcher(line.lower()).matches()
                        || MEANT.matcher(line.lower()).matches()
                        || LEFT_OUT.matcher(line.lower()).matches() && context.dropped(line, answer) > 0
                        || TOOK_CARE.matcher(line.lower()).matches()
                        || MAIN_CHANGE.matcher(line.lower()).matches()
                                && OF_THE_TEXT.matcher(line.lower()).find()
                                && !line.has(Kind.OUGHT));
    }

    /** "So the factual error is gone", "The tone is now calmer", "The revision drops the sarcasm", "Note: tone softened." */
    private boolean isOfWhatBecame(TalkLine line, String last) {
        if (line.length() > LONGEST_RESULT || !line.has(Kind.FLAW) && (context.isOfAWork() || context.isOfAText())) {
            return false;
        }
        boolean changed = line.hasAny(Kind.CHANGED, Kind.REVISED, Kind.REVISION);
        boolean kinder = line.has(Kind.MANNER) && line.hasAny(Kind.BETTER, Kind.SOUND, Kind.CHANGED);
        boolean flaw = line.has(Kind.FLAW) && (changed || kinder);
        String label = Remark.labelOf(last);
        if (Phrases.has(Kind.NOTE, label)) {
            return flaw || line.has(Kind.MANNER) && line.hasAny(Kind.CHANGED, Kind.REVISED);
        }
        if (Phrases.has(Kind.NOTES, label) && context.line(label).hasAny(Kind.CHANGE, Kind.CHANGED, Kind.REVISED)) {
            return line.hasAny(Kind.PART, Kind.MANNER, Kind.FLAW);
        }
        if (Phrases.startsWith(Kind.THUS, line.lower())) {
            return flaw
                    || line.has(Kind.FAULT) && changed && kinder
                    || line.hasAny(Kind.ANSWER, Kind.VERSION)
                            && line.hasAny(Kind.BETTER, Kind.SOUND)
                            && (changed || line.hasAny(Kind.MANNER, Kind.NOT))
                            && !NUMBER.matcher(line.lower()).find();
        }
        if (line.has(Kind.OUGHT)) {
            return NOW.matcher(line.lower()).lookingAt() && line.hasAny(Kind.FLAW, Kind.MANNER, Kind.METHOD);
        }
        return isOfThisVersion(line)
                || line.length() <= LONGEST_OFFER
                        && line.hasAll(Kind.OFFER, Kind.REVISED, Kind.FIRST_PERSON)
                        && !line.has(Kind.VERSION)
                || line.hasAll(Kind.OFFER, Kind.MANNER) && line.hasAny(Kind.BETTER, Kind.CHANGE, Kind.REVISED)
                || line.first(Kind.MANNER) <= LONGEST_ARTICLE && kinder && line.hasAny(Kind.CHANGED, Kind.DONE)
                || line.hasAll(Kind.FLAW, Kind.CRITIC)
                || line.has(Kind.FLAW)
                        && (line.has(Kind.PART) && changed
                                || isSubject(line, Kind.FLAW) && line.hasAny(Kind.CHANGED, Kind.DONE))
                || line.has(Kind.FLAW) && isSubject(line, Kind.REVISION)
                || line.has(Kind.FLAW) && isSubject(line, Kind.REVISED);
    }

    /** "[End of revision]", "(Revised version: less …)" */
    private boolean isOfARevision(String last, String note) {
        TalkLine line = context.line(note);
        TalkLine label = context.line(Remark.labelOf(last));
        return note.length() <= LONGEST_MARK
                        && (line.has(Kind.FLAW) || line.has(Kind.REVISION) && line.strangers() <= 1)
                || label.has(Kind.REVISED) && label.hasAny(Kind.VERSION, Kind.ANSWER) && label.strangers() == 0;
    }

    /** "This version avoids the sarcasm", "The new answer is more balanced", "I hope this version is better" */
    private static boolean isOfThisVersion(TalkLine line) {
        int noun = line.pointedAtAtTheStart();
        boolean better = line.hits().stream()
                .anyMatch(
                        hit -> hit.start() > noun && (hit.is(Kind.BETTER) || hit.is(Kind.FLAW) || hit.is(Kind.OFFER)));
        return noun > 0 && better && !line.isOfSomethingElse()
                || line.pointsAtText() && line.hasAll(Kind.VERSION, Kind.OFFER, Kind.BETTER);
    }

    /** Whether a word of a kind stands right behind an article at the start. */
    private static boolean isSubject(TalkLine line, Kind kind) {
        int first = line.first(kind);
        return first > 0 && first <= LONGEST_ARTICLE;
    }
}
