package dev.constitution.stage;

import dev.constitution.chat.Reply;
import java.util.List;
import java.util.Locale;

/**
 * What a reviser made of an answer.
 *
 * @param answer the answer that stands after this revision: the revised one, or the previous one where the reviser's
 *     reply was no answer
 * @param reading how the reply was read
 * @param reply the reviser's reply as it came, but for its thoughts
 * @param cut what was cut off around the answer, part by part
 */
public record Revision(String answer, Reading reading, Reply reply, List<String> cut) {
    public Revision {
        cut = List.copyOf(cut);
    }

    /** A revision from which nothing was cut. */
    public Revision(String answer, Reading reading, Reply reply) {
        this(answer, reading, reply, List.of());
    }

    /** How a reviser's reply was read. */
    public enum Reading {
        /** The reply, or what stands between its tags, is the revised answer. */
        REVISED(true),
        /** Talk around the revised answer was cut: "Here is the revised response:", "Changes made: …". */
        PREAMBLE_CUT(true),
        /** The reply says that nothing needs revising. */
        NO_REVISION(false),
        /** The reply repeats the previous answer. */
        UNCHANGED(false),
        /** The reply is a preamble from which no answer could be told apart. */
        PREAMBLE(false),
        /** The reply talks about the revision instead of giving it. */
        REMARK(false),
        /** The reply repeats the critique or the request instead of answering. */
        LEAK(false);

        private final boolean accepted;

        Reading(boolean accepted) {
            this.accepted = accepted;
        }

        /** Whether the reply gave a new answer; otherwise the previous one stands. */
        public boolean accepted() {
            return accepted;
        }

        /** The name as it stands in stores and files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
