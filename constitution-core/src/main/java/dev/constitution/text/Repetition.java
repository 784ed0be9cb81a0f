package dev.constitution.text;

/** Finds answers in which a model has got stuck. */
public final class Repetition {
    /** Words in a run. A run must stand in a text three times to count: lists and refrains repeat less. */
    static final int RUN = WordSequence.RUN;

    private static final int LONGEST_CHARACTER_RUN = 80;

    /** No longer run, of characters of one or two halves, goes from one such place to the next. */
    private static final int STEP = LONGEST_CHARACTER_RUN / 2;

    private Repetition() {}

    /**
     * The share of words that stand in a run of {@value #RUN} words which the text has at least three times, in
     * [0, 1].
     */
    public static double share(WordSequence words) {
        long[] runs = words.runs();
        if (words.runSet().size() == runs.length) { // in most texts
            return 0;
        }
        LongSet once = new LongSet(runs.length);
        LongSet twice = new LongSet(0);
        LongSet looping = new LongSet(0);
        for (long run : runs) {
            if (!once.add(run) && !twice.add(run)) {
                looping.add(run);
            }
        }
        if (looping.size() == 0) {
            return 0;
        }
        int covered = 0;
        int end = 0;
        for (int i = 0; i < runs.length; i++) {
            if (looping.contains(runs[i])) {
                covered += i + RUN - Math.max(i, end);
                end = i + RUN;
            }
        }
        return (double) covered / words.size();
    }

    /** Whether one character other than a space or a rule's stands more than 80 times in a row. */
    public static boolean hasStuckCharacter(String text) {
        for (int i = STEP; i < text.length(); i += STEP) {
            if (text.charAt(i) == text.charAt(i - 2) && text.charAt(i - 1) == text.charAt(i - 3)) {
                return hasLongRun(text);
            }
        }
        return false;
    }

    private static boolean hasLongRun(String text) {
        int run = 0;
        int last = -1;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            run = point == last ? run + 1 : 1;
            last = point;
            if (run > LONGEST_CHARACTER_RUN && !Character.isWhitespace(point) && "-_=*#~.".indexOf(point) < 0) {
                return true;
            }
        }
        return false;
    }
}
