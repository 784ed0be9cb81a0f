package dev.constitution.runner.prompts;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.store.StoreView;
import dev.constitution.shape.PromptShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run of {@link Prompting} was answered: prompts that are new and whose grade is high enough, in the order of the requests,
 * so that the same replies give the same prompts. Not thread-safe but for looking.
 */
public final class Harvest {
    private static final String CUT_OFF = "length";

    /**
     * A prompt that may be taken.
     *
     * @param row of its request
     * @param item its number in the reply, from 1
     * @param critic what the critic said
     */
    record Kept(
            long row, PromptRequest request, int item, String text, int grade, StoredReply writer, StoredReply critic) {
        String id() {
            return request.id() + "/" + item;
        }
    }

    /** Why a prompt was dropped, or a reply gave none. */
    enum Drop {
        DUPLICATE("a duplicate"),
        NEAR_DUPLICATE("a near duplicate"),
        LIKE_GIVEN("like one of --not-like"),
        NO_GRADE("no grade in the critic's answer"),
        LOW_GRADE("too low a grade"),
        NO_LIST("replies without a prompt to read"),
        FAILED("failed requests");

        private final String words;

        Drop(String words) {
            this.words = words;
        }

        /** The same for people. */
        String words() {
            return words;
        }
    }

    private final PromptPlan plan;
    private final KnownPrompts known;
    private final int lowestGrade;
    private final PromptShape writing;
    private final PromptShape grading;
    private final List<Kept> kept = new ArrayList<>();
    private final Map<Drop, Integer> drops = new EnumMap<>(Drop.class);
    private final int[] quotas;
    private final int[] filled;
    private long read;
    private int written;

    /**
     * @param known the prompts of given files; those that are kept are added
     * @param lowestGrade of those that are kept
     * @param writing how the writer is asked
     * @param grading how the critic is asked
     */
    public Harvest(PromptPlan plan, KnownPrompts known, int lowestGrade, PromptShape writing, PromptShape grading) {
        this.plan = plan;
        this.known = known;
        this.lowestGrade = lowestGrade;
        this.writing = writing;
        this.grading = grading;
        this.quotas = plan.quotas();
        this.filled = new int[quotas.length];
    }

    /** Reads the outcomes of the rows that were not read yet, up to a row, all of which are done. */
    public void read(StoreView store, long until) {
        for (Iterator<OutcomeRecord> rows = store.outcomes(read); rows.hasNext(); ) {
            OutcomeRecord row = rows.next();
            if (row.row() >= until) {
                break;
            }
            if (row.kind() == OutcomeKind.FAILED) {
                drop(Drop.FAILED);
            } else if (row.detail().equals(Prompting.WRITTEN)) {
                read(row);
            }
        }
        read = until;
    }

    private void read(OutcomeRecord row) {
        StoredOutcome outcome = StoredOutcome.of(row);
        List<StoredReply> replies = outcome.answers().orElse(List.of());
        StoredReply reply = replies.get(0);
        PromptRequest request = PromptRequest.of(row.id(), outcome.metadata(), "");
        boolean cutOff = reply.finish().filter(CUT_OFF::equals).isPresent();
        List<String> items = WrittenPrompts.in(reply.text(), request.asked(), cutOff, Continuing.of(writing));
        if (items.isEmpty()) {
            drop(Drop.NO_LIST);
        }
        for (int i = 1; i <= items.size(); i++) {
            written++;
            String step = Prompting.gradeStep(i);
            Optional<StoredReply> grade =
                    replies.stream().filter(one -> one.call().equals(step)).findFirst();
            take(row.row(), request, i, items.get(i - 1), reply, grade);
        }
    }

    private void take(
            long row, PromptRequest request, int item, String text, StoredReply writer, Optional<StoredReply> critic) {
        Optional<KnownPrompts.Likeness> like = known.like(text);
        OptionalInt grade = critic.isEmpty()
                ? OptionalInt.empty()
                : GradeRequest.read(critic.get().text(), grading);
        if (like.isPresent()) {
            drop(
                    switch (like.get()) {
                        case EQUAL -> Drop.DUPLICATE;
                        case NEAR -> Drop.NEAR_DUPLICATE;
                        case LIKE_GIVEN -> Drop.LIKE_GIVEN;
                    });
        } else if (grade.isEmpty()) {
            drop(Drop.NO_GRADE);
        } else if (grade.getAsInt() < lowestGrade) {
            drop(Drop.LOW_GRADE);
        } else {
            known.add(text);
            filled[request.cell()]++;
            kept.add(new Kept(row, request, item, text, grade.getAsInt(), writer, critic.orElseThrow()));
        }
    }

    private void drop(Drop why) {
        drops.merge(why, 1, Integer::sum);
    }

    /** Whether prompts of an aim and topic are still wanted. */
    boolean isOpen(int cell) {
        return filled[cell] < quotas[cell];
    }

    boolean isKnown(String prompt) {
        return known.like(prompt).isPresent();
    }

    /** Whether nothing is missing. */
    public boolean isFull() {
        for (int cell = 0; cell < quotas.length; cell++) {
            if (isOpen(cell)) {
                return false;
            }
        }
        return true;
    }

    /** How many prompts could be read. */
    int written() {
        return written;
    }

    Map<Drop, Integer> drops() {
        return drops;
    }

    /**
     * The prompts that are taken, in the order of the requests: of each cell the first, and where one stays short, others of its topic
     * in their place, so that topics stay balanced.
     */
    List<Kept> chosen() {
        int[] taken = new int[quotas.length];
        int[] ofTopic = new int[plan.topics().size()];
        int aims = plan.aims().all().size();
        for (int cell = 0; cell < quotas.length; cell++) {
            ofTopic[cell / aims] += quotas[cell];
        }
        List<Kept> chosen = new ArrayList<>();
        List<Kept> others = new ArrayList<>();
        for (Kept one : kept) {
            int cell = one.request().cell();
            if (taken[cell] < quotas[cell]) {
                taken[cell]++;
                ofTopic[cell / aims]--;
                chosen.add(one);
            } else {
                others.add(one);
            }
        }
        for (Kept one : others) {
            int topic = one.request().cell() / aims;
            if (ofTopic[topic] > 0) {
                ofTopic[topic]--;
                chosen.add(one);
            }
        }
        chosen.sort(Comparator.comparingLong(Kept::row).thenComparingInt(Kept::item));
        return chosen;
    }
}
