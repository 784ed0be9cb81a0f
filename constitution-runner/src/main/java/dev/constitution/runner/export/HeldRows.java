package dev.constitution.runner.export;

import dev.constitution.chat.Message;
import dev.constitution.gate.Gate;
import dev.constitution.runner.base.HashIndex;
import dev.constitution.runner.dataset.DatasetPair;
import dev.constitution.runner.format.ExportRow;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows that a data set folder holds, as far as rows that are added to it are held against them. Used by one thread. */
public final class HeldRows implements Closeable {
    /** A row that the folder holds already. */
    static final String IN_FOLDER = "in_folder";

    /** A pair whose id the folder gives to another pair. */
    static final String ID_IN_FOLDER = "id_in_folder";

    /** Behind a pair's own hash, in a word of its own, so that no text's key is like it. */
    private static final long PAIR = 1;

    /** Kept by their place here, from 1. */
    private static final List<TrainTestSplit.Side> SIDES = List.of(TrainTestSplit.Side.TRAIN, TrainTestSplit.Side.TEST);

    private final HashIndex index = new HashIndex();
    private final boolean ofConversations;

    /** @param ofConversations whether the folder's rows are conversations that a model had with itself, and not of pairs */
    public HeldRows(boolean ofConversations) {
        this.ofConversations = ofConversations;
    }

    /**
     * Takes a row of the folder.
     *
     * @param split the name of the split that has it
     * @return what is wrong with it beside those before: a pair or an id that is there already, a prompt of the other side
     * @throws IllegalArgumentException if it is no row of a folder
     */
    public List<String> add(ShardRow row, String split) {
        List<String> faults = new ArrayList<>();
        int side = SIDES.indexOf(SplitFiles.side(split)) + 1;
        long known = index.update(question(prompt(row)), former -> former == 0 ? side : former);
        if (known != 0 && known != side) {
            faults.add("has a prompt of the " + side(known).label() + " side");
        }
        if (!row.isPair()) {
            index.update(conversation(row), former -> 1);
            return faults;
        }
        if (index.update(row.pair(split).hash(), PAIR, former -> 1) != 0) {
            faults.add("is a pair that an earlier row is");
        }
        row.id()
                .filter(id -> index.update(id(id), former -> 1) != 0)
                .ifPresent(id -> faults.add("has the id of an earlier row, " + id));
        return faults;
    }

    /** What stands against adding a pair. */
    Optional<Gate.Objection> objection(ExportRow row) {
        DatasetPair pair = ExportGates.pair(row, Optional.empty(), Optional.empty());
        if (index.get(pair.hash(), PAIR) != 0) {
            return Optional.of(new Gate.Objection(IN_FOLDER, "the folder holds this pair"));
        }
        return index.get(id(row.outcome().id())) == 0
                ? Optional.empty()
                : Optional.of(new Gate.Objection(ID_IN_FOLDER, "the folder holds another pair of this id"));
    }

    /** Whether the folder holds this conversation. */
    boolean holds(ShardRow row) {
        return !row.isPair() && index.get(conversation(row)) != 0;
    }

    /** The side on which the folder has a prompt. */
    Optional<TrainTestSplit.Side> side(List<Message> prompt) {
        return Optional.of(index.get(question(prompt)))
                .filter(known -> known != 0)
                .map(HeldRows::side);
    }

    private List<Message> prompt(ShardRow row) {
        return ofConversations ? TrainTestSplit.opening(row.prompt()) : row.prompt();
    }

    private static TrainTestSplit.Side side(long known) {
        return SIDES.get((int) known - 1);
    }

    private static String id(String id) {
        return "id\n" + id;
    }

    private static String question(List<Message> prompt) {
        return "question\n" + TrainTestSplit.normalised(prompt);
    }

    private static String conversation(ShardRow row) {
        return "conversation\n" + row.conversation();
    }

    @Override
    public void close() {
        index.close();
    }
}
