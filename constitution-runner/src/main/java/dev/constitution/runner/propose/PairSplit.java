package dev.constitution.runner.propose;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Seeds;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import dev.constitution.runner.pairs.LabelledPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Which pairs propose, which test, and which are held out. The draw goes by the prompt, so that pairs of one prompt are never on both
 * sides, and derives from the seed alone. Immutable.
 */
public final class PairSplit {
    /** What a pair is for. */
    enum Part {
        /** It proposes and tests. */
        PROPOSES,
        /** It tests which candidates are kept. */
        TESTS,
        /** It is looked at once the principles are chosen. */
        HELD_OUT,
        /** Nobody prefers one of its answers, or they are equal. */
        UNUSED
    }

    private static final double RANGE = 1L << 31;

    private final Map<String, Part> parts;

    private PairSplit(Map<String, Part> parts) {
        this.parts = parts;
    }

    /**
     * Reads the pairs once and keeps their ids.
     *
     * @param limit how many rows are read; empty for all
     * @param heldOut the share of prompts that are held out, in (0, 1)
     * @param proposing how many pairs propose at most
     * @throws UsageException if the file cannot be used, or too few of its pairs are labelled
     */
    public static PairSplit of(PromptSource pairs, OptionalLong limit, long seed, double heldOut, int proposing)
            throws IOException {
        Map<String, Part> parts = new HashMap<>();
        List<String> testing = new ArrayList<>();
        try (ReadableSource input = ReadableSource.of(pairs);
                PromptReader reader = input.file().rows()) {
            reader.requireRows(pairs.location());
            for (long row = 0; row < limit.orElse(Long.MAX_VALUE) && reader.hasNext(); row++) {
                if (reader.next() instanceof InputRow.Read read) {
                    Part part = part(read.prompt(), seed, heldOut);
                    parts.put(read.prompt().id(), part);
                    if (part == Part.TESTS) {
                        testing.add(read.prompt().id());
                    }
                }
            }
        }
        if (testing.isEmpty() || !parts.containsValue(Part.HELD_OUT)) {
            throw new UsageException(pairs.location() + ": " + testing.size()
                    + " labelled pairs to propose from, and "
                    + parts.values().stream().filter(Part.HELD_OUT::equals).count()
                    + " to hold out; give more pairs with a preferred answer, or another --held-out");
        }
        testing.sort(Comparator.comparingLong((String id) -> Seeds.derive(seed, id, "propose/order"))
                .thenComparing(id -> id));
        testing.stream().limit(proposing).forEach(id -> parts.put(id, Part.PROPOSES));
        return new PairSplit(parts);
    }

    private static Part part(Prompt prompt, long seed, double heldOut) {
        LabelledPair pair = LabelledPair.of(prompt);
        if (!pair.human().isAnswer() || pair.a().strip().equals(pair.b().strip())) {
            return Part.UNUSED;
        }
        String said = prompt.messages().stream().map(Message::inWords).collect(Collectors.joining("\n"));
        return Seeds.derive(seed, said, "propose/held-out") < heldOut * RANGE ? Part.HELD_OUT : Part.TESTS;
    }

    Part of(String id) {
        return parts.getOrDefault(id, Part.UNUSED);
    }

    /** How many pairs are for this. */
    long count(Part part) {
        return parts.values().stream().filter(part::equals).count();
    }
}
