package dev.constitution.runner;

import dev.constitution.Constitution;
import dev.constitution.Critique;
import dev.constitution.Decision;
import dev.constitution.FailureKind;
import dev.constitution.Message;
import dev.constitution.ModelRole;
import dev.constitution.Outcome;
import dev.constitution.Principle;
import dev.constitution.Prompt;
import dev.constitution.Reply;
import dev.constitution.Revision;
import dev.constitution.Step;
import dev.constitution.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run's store with rows of every kind that forms find hard, written as a run writes them. */
final class StoredRows {
    static final Constitution HOUSE =
            Constitution.of("house", List.of(Principle.of("kind", "Be kind."), Principle.of("honest", "Be honest.")));

    private StoredRows() {}

    /** Rows of critique and revision: what no judge has seen. */
    static List<OutcomeRecord> revisions() {
        List<OutcomeRecord> rows = new ArrayList<>();
        add(rows, pair("plain", List.of(Message.user("Is tea good?")), "No.", "Many people like it."));
        add(
                rows,
                pair(
                        "turns",
                        List.of(
                                Message.user("Name a river."),
                                Message.assistant("The Elbe."),
                                Message.user("And another?")),
                        "No.",
                        "The Rhine, perhaps.",
                        "The Rhine."));
        add(
                rows,
                pair(
                        "system",
                        List.of(Message.system("Be brief."), Message.user("What is rain?")),
                        "Wet.",
                        "Water that falls from clouds."));
        add(
                rows,
                pair(
                        "unicode",
                        List.of(Message.user("Sag \"Grüße\" 你好 👋\nund\tC:\\neu")),
                        "=1+1",
                        "- Grüße, 你好 👋\u2028\n- done"));
        add(
                rows,
                pair(
                        "marker",
                        List.of(Message.user("Write a dialogue.")),
                        "I will not.",
                        "Here:\n\nHuman: Hi\n\nAssistant: Hello"));
        add(rows, pair("half", List.of(Message.user("What is \ud800?")), "No idea.", "Half of a character."));
        add(
                rows,
                new Outcome.Rejected(
                        Prompt.of("good", "Say hello."),
                        Optional.of(reply("generate", "Hello!")),
                        List.of(),
                        "no_revision_needed",
                        "the critic found nothing"));
        add(
                rows,
                new Outcome.Rejected(
                        Prompt.of("same", "Say hello again."),
                        Optional.of(reply("generate", "Hello again!")),
                        List.of(),
                        "unchanged",
                        "the revision repeats the answer"));
        add(
                rows,
                new Outcome.Failed(
                        Prompt.of("lost", "Say goodbye."),
                        Optional.empty(),
                        List.of(),
                        FailureKind.TIMEOUT,
                        ModelRole.GENERATOR,
                        "no answer"));
        return rows;
    }

    /** Rows that a judge has given a probability. */
    static List<OutcomeRecord> judged() {
        return List.of(
                compared(0, "tea", "Is tea good?", "Many people like it.", "No.", 0.7),
                compared(1, "snow", "What is snow?", "Frozen water.", "Cold.", 0.95));
    }

    private static void add(List<OutcomeRecord> rows, Outcome outcome) {
        rows.add(OutcomeJson.record(rows.size(), outcome));
    }

    private static Outcome pair(String id, List<Message> prompt, String initial, String... revisions) {
        List<Step> steps = new ArrayList<>();
        for (String revision : revisions) {
            int round = steps.size() + 1;
            steps.add(new Step(
                    round,
                    HOUSE.principles().get((round - 1) % 2).id(),
                    Optional.of(
                            new Critique("It is short.", Decision.REVISE, reply("critique/" + round, "It is short."))),
                    Optional.of(new Revision(revision, Revision.Reading.REVISED, reply("revise/" + round, revision)))));
        }
        return new Outcome.Revised(
                new Prompt(id, prompt, Map.of("call", "metadata is not a call")),
                Optional.of(reply("generate", initial)),
                steps,
                revisions[revisions.length - 1]);
    }

    private static OutcomeRecord compared(
            long row, String id, String question, String chosen, String rejected, double probability) {
        return new OutcomeRecord(row, id, OutcomeKind.PAIR, "", Json.line(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeFieldName("prompt");
            OutcomeJson.messages(json, List.of(Message.user(question)));
            json.writeArrayFieldStart("answers");
            json.writeRawValue("{\"call\":\"answer/1\",\"text\":\"…\",\"model\":\"house-1\"}");
            json.writeRawValue("{\"call\":\"answer/2\",\"text\":\"…\",\"model\":\"house-1\"}");
            json.writeEndArray();
            json.writeStringField("chosen", chosen);
            json.writeStringField("rejected", rejected);
            json.writeStringField("source", "comparison");
            json.writeNumberField("probability", probability);
            json.writeFieldName("principles");
            json.writeRawValue("[\"honest\"]");
            json.writeEndObject();
        }));
    }

    private static Reply reply(String step, String text) {
        return new Reply(step, text, Optional.of("stop"), Optional.of("house-1"), Usage.of(9, 3));
    }

    /** The rows in the folder of a complete run. */
    static Path write(Path directory, List<OutcomeRecord> rows) throws IOException {
        TreeMap<String, String> models = new TreeMap<>(Map.of("generator", "local:", "critic", "local:"));
        try (RunStore store = RunStore.open(directory)) {
            new RunManifest(
                            new RunSettings(new TreeMap<>(Map.of("input", "ab".repeat(32), "seed", "7"))),
                            new Provenance(HOUSE.id(), HOUSE.fingerprint(), models, 7),
                            PromptSource.of(directory.resolve("prompts.jsonl")),
                            rows.size(),
                            List.of())
                    .writeTo(store);
            RunConstitution.write(HOUSE, store);
            rows.forEach(store.writer()::outcome);
        }
        return directory;
    }
}
