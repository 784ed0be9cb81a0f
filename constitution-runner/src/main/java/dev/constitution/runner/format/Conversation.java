package dev.constitution.runner.format;

import dev.constitution.chat.Message;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.StoredStep;
import java.util.List;

/** A prompt with an answer worth learning: one example of supervised fine-tuning. */
record Conversation(List<Message> prompt, String answer) {

    /**
     * The examples that a row gives: the conversation in which a model speaks of itself, whose last answer stands apart; else the prompt with every accepted revision, as in the paper (section 3.2), or with the last
     * one alone; with the better answer of a comparison; with the one under the constitution; with the initial answer where the critic found nothing in it.
     */
    static List<Conversation> of(ExportRow row, boolean isLastOnly) {
        if (row.outcome().kind() == OutcomeKind.CONVERSATION) {
            List<Message> turns = row.content().conversation().orElseThrow();
            int last = turns.size() - 1;
            return List.of(
                    new Conversation(turns.subList(0, last), turns.get(last).content()));
        }
        return answers(row, isLastOnly).stream()
                .map(answer -> new Conversation(row.prompt(), answer))
                .toList();
    }

    private static List<String> answers(ExportRow row, boolean isLastOnly) {
        if (!row.isPair()) {
            return row.outcome().detail().equals("no_revision_needed")
                    ? List.of(row.content().initial().orElseThrow().text())
                    : List.of();
        }
        List<StoredStep> revisions = row.acceptedSteps();
        if (isLastOnly || revisions.isEmpty()) {
            return List.of(row.chosen());
        }
        return revisions.stream()
                .map(step -> step.revision().orElseThrow().answer())
                .toList();
    }

    /** The same, each of which says something. */
    static List<Conversation> trainable(ExportRow row) throws NotCarriedException {
        List<Conversation> conversations = of(row, false);
        for (Conversation conversation : conversations) {
            PairChecks.requireText(conversation.answer());
        }
        return conversations;
    }
}
