package dev.constitution.text;

/** Goes through the sentences of a text, which end at a mark that ends them or with a line. */
public final class Sentences {
    private Sentences() {}

    /** Takes one sentence after the other. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes a sentence, which may hold no word at all.
         *
         * @param start where it starts in the text
         * @param end the place behind it
         * @param words how many words it has, as {@link WordSequence#size}
         * @param hash of its words, as {@link WordSequence#hash}
         */
        void read(int start, int end, int words, long hash);
    }

    /** Hands on all sentences of a text, in order. */
    public static void read(String text, Reader reader) {
        Words words = Words.of(text);
        if (words.isAscii()) {
            readAscii(words, reader);
            return;
        }
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (endsSentence(text.charAt(i))) {
                readPart(text, start, i + 1, reader);
                start = i + 1;
            }
        }
        readPart(text, start, text.length(), reader);
    }

    /** No word has a mark in it, so that sentences are runs of words. */
    private static void readAscii(Words words, Reader reader) {
        String text = words.text();
        int start = 0;
        int at = 0;
        int count = 0;
        long hash = Hash.START;
        for (int i = 0; i <= words.size(); i++) {
            int next = i < words.size() ? words.start(i) : text.length();
            for (; at < next; at++) {
                if (endsSentence(text.charAt(at))) {
                    hand(text, start, at + 1, count, hash, reader);
                    start = at + 1;
                    count = 0;
                    hash = Hash.START;
                }
            }
            if (i < words.size()) {
                hash = Hash.add(hash, words.hash(i));
                count++;
                at = words.end(i);
            }
        }
        hand(text, start, text.length(), count, hash, reader);
    }

    private static void hand(String text, int start, int end, int count, long hash, Reader reader) {
        if (count == 0) {
            readPart(text, start, end, reader); // its symbols count
        } else {
            reader.read(start, end, count, Hash.mix(hash));
        }
    }

    private static void readPart(String text, int start, int end, Reader reader) {
        WordSequence words = WordSequence.of(text.substring(start, end));
        reader.read(start, end, words.size(), words.hash());
    }

    private static boolean endsSentence(char c) {
        return c <= '?' ? c == '.' || c == '!' || c == '?' || c == '\n' : c == '。' || c == '！' || c == '？';
    }
}
