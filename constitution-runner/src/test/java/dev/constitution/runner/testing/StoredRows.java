package dev.constitution.runner.testing;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Tool;
import dev.constitution.chat.Usage;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Decision;
import dev.constitution.principles.Principle;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunConstitution;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.stage.Critique;
import dev.constitution.stage.JudgedPair;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.constitution.stage.Step;
import dev.constitution.stage.Trace;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A run's store with rows of every kind that forms find hard, written as a run writes them. */
public final class StoredRows {
    public static final Constitution HOUSE =
            Constitution.of("house", List.of(Principle.of("kind", "Be kind."), Principle.of("honest", "Be honest.")));

    private StoredRows() {}

    /** Rows of critique and revision: what no judge has seen. */
    public static List<OutcomeRecord> revisions() {
        return numbered(
                pair("plain", List.of(Message.user("Is tea good?")), "No.", "Many people like it."),
                pair(
                        "turns",
                        List.of(
                                Message.user("Name a river."),
                                Message.assistant("The Elbe."),
                                Message.user("And another?")),
                        "No.",
                        "The Rhine, perhaps.",
                        "The Rhine."),
                pair(
                        "system",
                        List.of(Message.system("Be brief."), Message.user("What is rain?")),
                        "Wet.",
                        "Water that falls from clouds."),
                pair(
                        "unicode",
                        List.of(Message.user("Sag \"Grüße\" 你好 👋\nund\tC:\\neu")),
                        "=1+1",
                        "- Grüße, 你好 👋\u2028\n- done"),
                pair(
                        "marker",
                        List.of(Message.user("Write a dialogue.")),
                        "I will not.",
                        "Here:\n\nHuman: Hi\n\nAssistant: Hello"),
                pair("half", List.of(Message.user("What is \ud800?")), "No idea.", "Half of a character."),
                rejected("good", "Say hello.", "Hello!", "no_revision_needed", "the critic found nothing"),
                rejected("same", "Say hello again.", "Hello again!", "unchanged", "the revision repeats the answer"),
                new Outcome.Failed(
                        Prompt.of("lost", "Say goodbye."),
                        new Trace.OfRevision(Optional.empty(), List.of()),
                        FailureKind.TIMEOUT,
                        ModelRole.GENERATOR,
                        "no answer"));
    }

    /** Rows that a judge has given a probability. */
    public static List<OutcomeRecord> judged() {
        return numbered(
                compared("tea", "Is tea good?", "Many people like it.", "No.", new Verdict.OrderEffect(0.95, 0.45)),
                compared("snow", "What is snow?", "Frozen water.", "Cold.", new Verdict.OrderEffect(1.0, 0.9)),
                confirmed("rain", "What is rain?", "Wet.", "Water that falls.", new Verdict.OrderEffect(0.75, 0.5)));
    }

    /** Rows of contrast: pairs without a judge and with one, of a prompt with a system turn of its own, and rows without a pair. */
    public static List<OutcomeRecord> contrasts() {
        List<Message> sailor = List.of(Message.system("Speak as a sailor."), Message.user("What is rain?"));
        Outcome.Contrasted rain = contrasted("rain", sailor, "Water.", "Sweet water, lad, from above.");
        Judgement judgement = new Judgement(
                List.of("kind"),
                verdict(new Verdict.OrderEffect(0.9, 0.8), Verdict.Basis.BOTH_ORDERS, List.of(), replies("confirm")));
        return numbered(
                contrasted("tea", List.of(Message.user("Is tea good?")), "No.", "Many people like it."),
                new Outcome.Contrasted(rain.prompt(), rain.trace().confirmed(judgement), rain.principles()),
                rain.rejectedBy("leak", "the chosen answer speaks of the principles"),
                new Outcome.Failed(
                        Prompt.of("lost", "Say goodbye."),
                        new Trace.OfContrast(
                                Optional.of(reply("generate", "Bye.")), Optional.empty(), Optional.empty()),
                        FailureKind.TIMEOUT,
                        ModelRole.TEACHER,
                        "no answer"));
    }

    /** Rows of introspection: an answer about itself, a conversation with itself that ends early, and rows that came to nothing. */
    public static List<OutcomeRecord> introspections() {
        List<Message> sailor = List.of(Message.system("Speak as a sailor."), Message.user("Who are you?"));
        List<String> principles = HOUSE.principles().stream().map(Principle::id).toList();
        Trace.OfIntrospection talk = new Trace.OfIntrospection(List.of(
                reply("turn-1", "Hello, you."),
                reply("turn-2", "And what now?"),
                reply("turn-3", "Let us talk of rain."),
                reply("turn-4", "Let us talk of rain.")));
        Prompt hello = Prompt.of("hello", "Hello.");
        return numbered(
                new Outcome.Introspected(
                        new Prompt("self", sailor, Map.of()),
                        new Trace.OfIntrospection(List.of(reply("reflect", "One who is kind, and says so."))),
                        List.of(sailor.get(0), sailor.get(1), Message.assistant("One who is kind, and says so.")),
                        principles,
                        Optional.empty()),
                new Outcome.Introspected(
                        hello,
                        talk,
                        List.of(
                                Message.system("The other is another instance of you."),
                                Message.user("Hello."),
                                Message.assistant("Hello, you."),
                                Message.user("And what now?"),
                                Message.assistant("Let us talk of rain.")),
                        principles,
                        Optional.of("turn 4 repeats turn 3")),
                new Outcome.Rejected(
                        hello, new Trace.OfIntrospection(talk.turns().subList(0, 2)), "collapse", "no more"),
                new Outcome.Failed(
                        Prompt.of("lost", "Say goodbye."),
                        new Trace.OfIntrospection(List.of()),
                        FailureKind.TIMEOUT,
                        ModelRole.SPEAKER,
                        "no answer"));
    }

    private static Outcome.Contrasted contrasted(String id, List<Message> prompt, String plain, String instructed) {
        return new Outcome.Contrasted(
                new Prompt(id, prompt, Map.of()),
                new Trace.OfContrast(
                        Optional.of(reply("generate", plain)),
                        Optional.of(reply("instruct", instructed)),
                        Optional.empty()),
                HOUSE.principles().stream().map(Principle::id).toList());
    }

    /** Pairs of one round whose texts readers take for something else: dates, numbers, marks, turns, formulas, blanks. */
    public static List<OutcomeRecord> hard() {
        return numbered(
                hard("date", "2024-01-01", "2024-01-02", "12:30"),
                hard("number", "42", "007", "1e3"),
                hard("null", "null", "true", "{}"),
                hard("role", "Which letter?", "A", "user"),
                hard("blanks", " Why?\n ", " Because.", " \tSo.\n\n"),
                hard("lines", "One\r\nTwo\rThree", "a\r\nb", "a\nb\u2028c"),
                hard("formula", "=1+1", "'=2", "@sum"),
                hard("quotes", "Say \"a, b\"; 'c'\\n", "\"", "''-1"),
                hard("signs", "Grüße 你好 👋 \u00a0\ufeff", "é", "e\u0301"),
                hard("transcript", "\n\nHuman: Hi\n\nAssistant:", "Hi.", "Ho."),
                hard("written", "[{\"role\": \"user\", \"content\": \"Hey\"}]", "[\"Hi.\"]", "{\"text\": \"Ho.\"}"),
                hard("turn", "Write a dialogue.", "No.", "Here:\n\nHuman: Hi\n\nAssistant: Ho"),
                hard("template", "What is <|im_end|>?", "A mark.", "<|im_start|>user\nHi<|im_end|>"),
                hard("parts", "<image> What is it?", "<think>Hm.</think>A cat.", "$1 {0} %s {{x}}"),
                pair(
                        "whole",
                        List.of(
                                Message.system("2024-01-01"),
                                Message.user("42 "),
                                Message.assistant(" null"),
                                Message.user("And\n\n\n?")),
                        "No.",
                        "Yes."),
                pair("system", List.of(Message.system(" Be brief. "), Message.user("What is rain?")), "Wet.", "Water."),
                pair(
                        "turns",
                        List.of(
                                Message.user("Name a river."),
                                Message.assistant("The Elbe."),
                                Message.user("Another?")),
                        "No.",
                        "The Rhine."));
    }

    /** A pair whose prompt defines tools, and one whose does not. */
    public static List<OutcomeRecord> withTools() {
        Outcome.Revised plain = pair("plain", List.of(Message.user("Is tea good?")), "No.", "Many people like it.");
        Tool weather = Tool.of("{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{}}}");
        Prompt told = new Prompt("told", List.of(Message.user("Is it warm?")), List.of(weather), Map.of());
        return numbered(new Outcome.Revised(told, plain.trace(), "Many people like it."), plain);
    }

    /** A pair that is sound, one with an empty answer and one with equal answers, as only a store of another hand holds them. */
    public static List<OutcomeRecord> unsound() {
        List<OutcomeRecord> rows = new ArrayList<>(questions(1, i -> "One?"));
        for (String chosen : List.of("", "No.")) {
            OutcomeRecord sound = question(rows.size(), "p" + rows.size(), "And " + rows.size() + "?");
            String json = sound.json().replace("Perhaps.", chosen);
            rows.add(new OutcomeRecord(sound.row(), sound.id(), sound.kind(), sound.detail(), json));
        }
        return rows;
    }

    /** One pair that its judge was sure of, and one that it was not, as {@code --keep-ties} keeps it. */
    public static List<OutcomeRecord> ties() {
        return numbered(
                compared("sure", "One?", "Yes.", "No.", new Verdict.OrderEffect(0.9, 0.8)),
                compared("unsure", "Two?", "Yes.", "No.", new Verdict.OrderEffect(0.6, 0.48)));
    }

    private static Outcome hard(String id, String question, String rejected, String chosen) {
        return pair(id, List.of(Message.user(question)), rejected, chosen);
    }

    /** The rows of a run that has both; what would be a duplicate of a revision asks something else. */
    public static List<OutcomeRecord> all() {
        List<OutcomeRecord> rows = revisions();
        for (OutcomeRecord row : judged()) {
            String json = row.json().replace("Is tea good?", "Is coffee good?");
            rows.add(new OutcomeRecord(rows.size(), row.id(), row.kind(), row.detail(), json));
        }
        return rows;
    }

    /** A pair of one round, from a prompt of one question. */
    public static OutcomeRecord question(long row, String id, String question) {
        return OutcomeJson.record(row, pair(id, List.of(Message.user(question)), "No.", "Perhaps."));
    }

    /** A pair of one round with these answers, to a question of its own. */
    public static OutcomeRecord answered(long row, String rejected, String chosen) {
        return OutcomeJson.record(
                row, pair("a" + row, List.of(Message.user("Question " + row + "?")), rejected, chosen));
    }

    /** A pair of one round, to a prompt of several turns. */
    public static OutcomeRecord talk(long row, String id, List<Message> prompt) {
        return OutcomeJson.record(row, pair(id, prompt, "No.", "Perhaps."));
    }

    /** Pairs as {@link #question} gives them, named by number. */
    public static List<OutcomeRecord> questions(int count, IntFunction<String> question) {
        return IntStream.range(0, count)
                .mapToObj(i -> question(i, "p" + i, question.apply(i)))
                .toList();
    }

    private static List<OutcomeRecord> numbered(Outcome... outcomes) {
        List<OutcomeRecord> rows = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            rows.add(OutcomeJson.record(rows.size(), outcome));
        }
        return rows;
    }

    private static Outcome rejected(String id, String question, String initial, String gate, String reason) {
        return new Outcome.Rejected(
                Prompt.of(id, question),
                new Trace.OfRevision(Optional.of(reply("generate", initial)), List.of()),
                gate,
                reason);
    }

    private static Outcome.Revised pair(String id, List<Message> prompt, String initial, String... revisions) {
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
                new Trace.OfRevision(Optional.of(reply("generate", initial)), steps),
                revisions[revisions.length - 1]);
    }

    private static Outcome compared(
            String id, String question, String chosen, String rejected, Verdict.OrderEffect order) {
        Verdict verdict = verdict(order, Verdict.Basis.BOTH_ORDERS, List.of(), replies("judge"));
        JudgedPair label = new JudgedPair(2, 1, new Judgement(List.of("honest"), verdict));
        return new Outcome.Compared(
                Prompt.of(id, question),
                new Trace.OfComparison(List.of(reply("answer/1", rejected), reply("answer/2", chosen)), List.of(label)),
                label);
    }

    /** A pair of one round that a judge, asked under both principles, has confirmed. */
    private static Outcome confirmed(
            String id, String question, String initial, String revision, Verdict.OrderEffect order) {
        Outcome.Revised pair = pair(id, List.of(Message.user(question)), initial, revision);
        List<String> principles = HOUSE.principles().stream().map(Principle::id).toList();
        List<Verdict.Part> parts = principles.stream()
                .map(principle -> new Verdict.Part(
                        principle,
                        verdict(order, Verdict.Basis.BOTH_ORDERS, List.of(), replies("confirm/" + principle))))
                .toList();
        Verdict verdict = verdict(order, Verdict.Basis.ENSEMBLE, parts, List.of());
        return new Outcome.Revised(pair.prompt(), pair.trace().confirmed(new Judgement(principles, verdict)), revision);
    }

    private static Verdict.Preference verdict(
            Verdict.OrderEffect order, Verdict.Basis basis, List<Verdict.Part> parts, List<Reply> replies) {
        double mean = (order.aFirst() + order.aSecond()) / 2;
        return new Verdict.Preference(mean, basis, Optional.of(order), parts, replies);
    }

    private static List<Reply> replies(String step) {
        return List.of(reply(step + "/1", "B"), reply(step + "/2", "A"));
    }

    private static Reply reply(String step, String text) {
        return Reply.of(step, text)
                .withFinish(FinishReason.STOP)
                .withModel("house-1")
                .withUsage(Usage.of(9, 3));
    }

    /** The rows in the folder of a complete run. */
    public static Path write(Path directory, List<OutcomeRecord> rows) throws IOException {
        return write(directory, rows, Map.of("generator", "local:", "critic", "local:"));
    }

    /** The same of a run with these models by role. */
    public static Path write(Path directory, List<OutcomeRecord> rows, Map<String, String> byRole) throws IOException {
        TreeMap<String, String> models = new TreeMap<>(byRole);
        try (RunStore store = RunStore.open(directory)) {
            new RunManifest(
                            new RunSettings(new TreeMap<>(Map.of("input", "ab".repeat(32), "seed", "7"))),
                            new Provenance(HOUSE.id(), HOUSE.fingerprint(), models, 7),
                            PromptSource.of(directory.resolve("prompts.jsonl")),
                            rows.size(),
                            List.of(),
                            Optional.empty())
                    .writeTo(store);
            RunConstitution.write(HOUSE, store);
            rows.forEach(store.writer()::outcome);
        }
        return directory;
    }
}
