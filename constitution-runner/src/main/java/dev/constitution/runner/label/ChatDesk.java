package dev.constitution.runner.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredArm;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.RowFinder;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conversation by which the method's authors began: a person says anything, two answers come under two arms, blind and in
 * shuffled order, the person picks the better one or writes it anew, and the conversation goes on from there (Bai et al. 2022,
 * "Training a helpful and harmless assistant", section 2). Each choice is a label like any other, and a prompt that was said is a row like any other: its calls are kept,
 * counted and never made twice. Thread-safe; one person's answers are waited for by the others.
 */
public final class ChatDesk {
    private static final String ORIGIN = "chat";
    private static final String CONVERSATION = "conversation";
    private static final int ID_LENGTH = 8;

    /** Does what has been said and not yet answered, as a run of the folder. */
    @FunctionalInterface
    public interface Answering {
        /**
         * Answers.
         *
         * @param conversation what the folder's run is known by
         */
        RunResult run(PromptSource said, Path directory, String conversation) throws IOException, InterruptedException;
    }

    private final ChatFolder folder;
    private final Answering answering;
    private final Map<String, Dialogue> dialogues = new LinkedHashMap<>();

    private ChatDesk(ChatFolder folder, Answering answering) {
        this.folder = folder;
        this.answering = answering;
    }

    /** Opens a folder, answers what a kill has left unanswered, and goes on with every conversation in it. */
    public static ChatDesk open(Path directory, Answering answering) throws IOException, InterruptedException {
        ChatDesk desk = new ChatDesk(ChatFolder.open(directory), answering);
        if (!desk.folder.isEmpty()) {
            RunResult result = desk.answer();
            if (result.left() > 0) {
                throw new UsageException(directory + ": what was said before cannot be answered: "
                        + result.stopped().map(stop -> stop.message()).orElse("the run has ended"));
            }
            desk.recall();
        }
        return desk;
    }

    /** Serves the page of the conversation. */
    public PageServer serve(String host, int port) throws IOException {
        return PageServer.start(
                host,
                port,
                "chat",
                Map.of(
                        "talk", sent -> talk(new Sent(sent)),
                        "say", sent -> say(new Sent(sent)),
                        "choose", sent -> choose(new Sent(sent))));
    }

    private RunResult answer() throws IOException, InterruptedException {
        return answering.run(folder.source(), folder.directory(), folder.id());
    }

    /** Puts the conversations together again from the rows and the labels. */
    private void recall() throws IOException {
        try (StoreView store = StoreView.of(folder.directory())) {
            Map<Long, Label> labels = new HashMap<>();
            StoredLabels.in(store).stream()
                    .filter(label -> label.origin().equals(ORIGIN))
                    .forEach(label -> labels.put(label.row(), label));
            LabelTasks tasks = new LabelTasks(store);
            Iterator<OutcomeRecord> rows = store.outcomes(0);
            while (rows.hasNext()) {
                OutcomeRecord row = rows.next();
                StoredOutcome outcome = StoredOutcome.of(row);
                Object id = outcome.metadata().get(CONVERSATION);
                Object labeller = outcome.metadata().get("labeller");
                if (id instanceof String name && labeller instanceof String person) {
                    Dialogue before = dialogues.getOrDefault(name, Dialogue.begun(name, person));
                    keep(chosen(answered(before, outcome, tasks.of(row.row())), labels.get(row.row())));
                }
            }
        }
    }

    private void keep(Dialogue dialogue) {
        dialogues.remove(dialogue.id()); // the one that was spoken in last stands last
        dialogues.put(dialogue.id(), dialogue);
    }

    private static Dialogue chosen(Dialogue dialogue, @Nullable Label label) {
        return label != null && dialogue.pending().isPresent()
                ? dialogue.chosen(label, dialogue.pending().get())
                : dialogue;
    }

    /** A conversation after a prompt's row is done: two answers to choose from, one that both arms gave, or none. */
    private static Dialogue answered(Dialogue before, StoredOutcome outcome, List<LabelTask> tasks) {
        if (!tasks.isEmpty()) {
            return before.answered(tasks.get(0));
        }
        List<StoredArm> arms = outcome.arms();
        Optional<String> both = arms.isEmpty() || failures(outcome).isPresent()
                ? Optional.empty()
                : arms.get(0).outcome().answer();
        return both.map(answer -> before.goingOn(outcome.prompt(), answer, before.number() + 1))
                .orElseGet(before::unanswered);
    }

    /** Why there are no two answers; empty where there are. */
    private static Optional<String> failures(StoredOutcome outcome) {
        String reasons = outcome.arms().stream()
                .flatMap(arm ->
                        arm
                                .outcome()
                                .failure()
                                .map(kind ->
                                        kind + ": " + arm.outcome().message().orElse(""))
                                .stream())
                .distinct()
                .collect(Collectors.joining("; "));
        String all = outcome.arms().isEmpty() ? outcome.message().orElse("no answer came") : reasons;
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** The person's conversation as it stands. */
    private synchronized ObjectNode talk(Sent sent) {
        String labeller = sent.labeller();
        Dialogue last = null;
        for (Dialogue dialogue : dialogues.values()) {
            last = dialogue.labeller().equals(labeller) ? dialogue : last;
        }
        return last == null ? Json.MAPPER.createObjectNode() : last.shown();
    }

    private synchronized ObjectNode say(Sent sent) throws IOException, InterruptedException {
        String labeller = sent.labeller();
        String said = sent.text("text");
        Optional<String> id = sent.optional(CONVERSATION);
        Dialogue dialogue = id.isPresent()
                ? known(id.get(), labeller)
                : Dialogue.begun(UUID.randomUUID().toString().substring(0, ID_LENGTH), labeller);
        if (dialogue.pending().isPresent()) {
            throw new UsageException("choose one of the two answers before you go on");
        }
        List<Message> prompt = dialogue.with(said);
        String row = dialogue.nextId();
        folder.add(dialogue, prompt);
        keep(dialogue.unanswered()); // whatever becomes of it, its id is taken
        RunResult result = answer();
        try (StoreView store = StoreView.of(folder.directory())) {
            Long place = RowFinder.rows(store, Set.of(row)).get(row);
            if (place == null) {
                throw new UsageException("no answer came: "
                        + result.stopped().map(stop -> stop.message()).orElse("the run has ended")
                        + "; what was said is kept, and answered with what is said next or at the next start");
            }
            StoredOutcome outcome =
                    StoredOutcome.of(store.outcome(place).orElseThrow().orThrow());
            Dialogue now = answered(dialogue, outcome, new LabelTasks(store).of(place));
            keep(now);
            ObjectNode shown = now.shown();
            if (now.pending().isEmpty()) {
                shown.put(
                        "note",
                        failures(outcome)
                                .map(why -> "No two answers came (" + why + "). Say it again, or something else.")
                                .orElse("Both answers were the same."));
            }
            return shown;
        }
    }

    private synchronized ObjectNode choose(Sent sent) throws IOException {
        String labeller = sent.labeller();
        Dialogue dialogue = known(sent.text(CONVERSATION), labeller);
        LabelTask task = dialogue.pending()
                .orElseThrow(() -> new UsageException("there is nothing to choose; load the page again"));
        BlindPair pair = BlindPair.of(task, labeller);
        Label label = pair.label(sent.choice(pair.isBFirst()), sent.optional("correction"), ORIGIN);
        try (RunStore store = RunStore.openExisting(folder.directory())) {
            StoredLabels.write(label, store);
        }
        Dialogue now = dialogue.chosen(label, task);
        keep(now);
        return now.shown();
    }

    private Dialogue known(String id, String labeller) {
        Dialogue dialogue = dialogues.get(id);
        if (dialogue == null || !dialogue.labeller().equals(labeller)) {
            throw new UsageException("this conversation is not yours, or not of this folder; load the page again");
        }
        return dialogue;
    }
}
