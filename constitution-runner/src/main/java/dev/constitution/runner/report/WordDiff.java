package dev.constitution.runner.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an editor did to a text, word by word, as a list for the page: a number above 0 keeps so many characters (UTF-16 code units)
 * of the old text, one below 0 takes so many away, a text is put in. The new text needs no place of its own beside it.
 */
final class WordDiff {
    /** Words; what is written without spaces goes by single characters, and white space by itself. */
    private static final Pattern WORDS = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]|[\\p{L}\\p{M}\\p{N}_'\u2019]+|\\R|[\\h]+|.",
            Pattern.DOTALL);

    private static final Pattern LINES = Pattern.compile(".*\\R|.+");

    /** The time that a difference takes grows with the square of its parts. */
    private static final int MOST_PARTS = 4_000;

    private final String old;
    private final List<Object> edits = new ArrayList<>();
    private final StringBuilder put = new StringBuilder();
    private int kept;
    private int taken;

    private WordDiff(String old) {
        this.old = old;
    }

    /** From the old text to the new one. */
    static List<Object> between(String old, String next) {
        WordDiff diff = new WordDiff(old);
        diff.to(next);
        return diff.edits;
    }

    private void to(String next) {
        List<String> from = parts(WORDS, old);
        List<String> to = parts(WORDS, next);
        if (from.size() + to.size() > MOST_PARTS) {
            from = parts(LINES, old);
            to = parts(LINES, next);
        }
        if (from.size() + to.size() > MOST_PARTS) {
            taken = old.length();
            put.append(next);
        } else {
            follow(from, to);
        }
        flush();
    }

    private static List<String> parts(Pattern pattern, String text) {
        Stream<String> parts = pattern.matcher(text).results().map(MatchResult::group);
        return parts.toList();
    }

    private void follow(List<String> from, List<String> to) {
        int place = 0;
        for (AbstractDelta<String> delta :
                DiffUtils.diff(from, to, new MyersDiffWithLinearSpace<>()).getDeltas()) {
            keep(String.join("", from.subList(place, delta.getSource().getPosition())), place > 0);
            place = delta.getSource().getPosition() + delta.getSource().size();
            taken += String.join("", delta.getSource().getLines()).length();
            put.append(String.join("", delta.getTarget().getLines()));
        }
        keep(String.join("", from.subList(place, from.size())), false);
    }

    /**
     * Keeps a text. White space alone between two changes counts as changed with them: a new sentence is to read as one.
     *
     * @param isBetween whether changes stand on both its sides
     */
    private void keep(String text, boolean isBetween) {
        if (isBetween && text.isBlank() && (taken > 0 || put.length() > 0)) {
            taken += text.length();
            put.append(text);
        } else if (!text.isEmpty()) {
            flush();
            kept = text.length();
        }
    }

    private void flush() {
        if (kept > 0) {
            edits.add(kept);
        }
        if (taken > 0) {
            edits.add(-taken);
        }
        if (put.length() > 0) {
            edits.add(put.toString());
        }
        kept = 0;
        taken = 0;
        put.setLength(0);
    }
}
