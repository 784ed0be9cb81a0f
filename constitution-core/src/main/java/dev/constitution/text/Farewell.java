package dev.constitution.text;

import java.util.regex.Pattern;

/**
 * Tells turns that only take leave, give thanks or nod, which a conversation does not go on from. By words of some languages
 * for the first two; a turn of hardly any words says so little in every one.
 */
public final class Farewell {
    /** A longer turn says something else too. */
    private static final int LONGEST = 40;

    /** "Yes, indeed." */
    private static final int NOD = 3;

    private static final Sought LEAVE = Sought.of(
            Pattern.compile(
                    "\\b(?:good ?bye|bye(?: for now)?|farewell|take care|see you|so long|until (?:next time|then|we "
                            + "(?:meet|speak|talk))|have a (?:good|great|nice|lovely|wonderful)|all the best|best wishes)\\b"
                            + "|\\b(?:thank you|thanks|you're (?:very |most )?welcome|my pleasure|a pleasure (?:talking|speaking|to))\\b"),
            Pattern.compile(
                    "\\b(?:auf wiedersehen|tschüss|mach's gut|danke|gern geschehen|au revoir|à bientôt|merci|de rien"
                            + "|adiós|hasta (?:luego|pronto)|gracias|de nada|arrivederci|grazie|prego|até (?:logo|breve)|obrigad[oa]"
                            + "|tot ziens|dank je|do widzenia|dziękuję)\\b"),
            Pattern.compile("再见|再見|谢谢|謝謝|さようなら|ありがとう|안녕히|감사합니다|до свидания|спасибо"));

    private Farewell() {}

    /** Whether nothing else is said in a turn, nor asked. */
    public static boolean isAll(String turn) {
        int words = WordSequence.of(turn).size();
        return turn.indexOf('?') < 0
                && turn.indexOf('？') < 0
                && (words <= NOD || (words <= LONGEST && LEAVE.isInLowerCase(turn)));
    }
}
