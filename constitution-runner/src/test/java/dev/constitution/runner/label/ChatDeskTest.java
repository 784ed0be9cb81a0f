package dev.constitution.runner.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with the real command in a process of its own, and a scripted model. */
class ChatDeskTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer model = new LoopbackServer();

    private ScriptedExperiment experiment;
    private ChildRun serving;
    private Page page;

    @BeforeEach
    void serve() throws Exception {
        experiment = new ScriptedExperiment(folder, 1, model);
        start();
    }

    private void start() throws IOException, InterruptedException {
        serving = ChildRun.start(folder, command());
        page = LabelKillTest.page(serving);
    }

    private List<String> command() {
        return List.of("label", "chat", experiment.file().toString(), "--out=" + experiment.out(), "--attempts=1");
    }

    @AfterEach
    void kill() throws InterruptedException {
        serving.kill();
    }

    private JsonNode say(String text) throws IOException, InterruptedException {
        return page.answer("say", Map.of("labeller", "Ann", "text", text));
    }

    private JsonNode say(JsonNode state, String text) throws IOException, InterruptedException {
        return page.answer("say", Map.of("labeller", "Ann", "text", text, "conversation", id(state)));
    }

    private static String id(JsonNode state) {
        return state.path("conversation").textValue();
    }

    private JsonNode choose(JsonNode state, String choice, String correction) throws IOException, InterruptedException {
        return page.answer(
                "choose",
                Map.of("labeller", "Ann", "conversation", id(state), "choice", choice, "correction", correction));
    }

    /** The side on which this manner of answer is shown. */
    private static String side(JsonNode state, String manner) {
        return state.path("first").textValue().contains(manner) ? "first" : "second";
    }

    private List<JsonNode> exported(String form) {
        return CommandLineHarness.run("label", "export", experiment.out().toString(), "--format=" + form)
                .succeeded()
                .out()
                .lines()
                .map(Json::parse)
                .toList();
    }

    @Test
    void choose_oneOfTwoAnswers_goesOnFromItAndIsALabelledPairOfItsArms() throws Exception {
        JsonNode two = say("What is rain?");
        assertThat(two.toString()).doesNotContain("told", "plain");
        assertThat(List.of(two.path("first").textValue(), two.path("second").textValue()))
                .containsExactlyInAnyOrder("A kind answer to: What is rain?", "A blunt answer to: What is rain?");

        JsonNode chosen = choose(two, side(two, "kind"), "");
        JsonNode next = say(chosen, "And snow?");

        assertThat(next.at("/turns/1/content").textValue()).isEqualTo("A kind answer to: What is rain?");
        assertThat(next.at("/turns/2/content").textValue()).isEqualTo("And snow?");
        assertThat(model.received())
                .as("both arms were asked what came after the kind answer")
                .filteredOn(request -> request.lastTurn().equals("And snow?"))
                .hasSize(2)
                .allMatch(request -> request.says("A kind answer to: What is rain?"));
        choose(next, "tie", "");
        List<JsonNode> labels = exported("labels");
        assertThat(labels).extracting(label -> label.path("choice").textValue()).containsExactly("b", "tie");
        assertThat(labels.get(0).path("b").textValue()).isEqualTo("told");
        assertThat(exported("native")).singleElement().satisfies(pair -> {
            assertThat(pair.path("source").textValue()).isEqualTo("person");
            assertThat(pair.path("labeller").textValue()).isEqualTo("Ann");
            assertThat(pair.at("/chosen/0/content").textValue()).startsWith("A kind");
            assertThat(pair.at("/rejected/0/content").textValue()).startsWith("A blunt");
        });
        CommandLineHarness.requireSound(experiment.out(), 2, 2);
    }

    @Test
    void choose_withACorrection_goesOnFromItAndIsARevisionByAPerson() throws Exception {
        JsonNode two = say("What is rain?");

        JsonNode corrected = choose(two, side(two, "blunt"), "Water that falls from clouds.");
        JsonNode next = say(corrected, "Why?");

        assertThat(next.at("/turns/1/content").textValue()).isEqualTo("Water that falls from clouds.");
        List<JsonNode> pairs = exported("native");
        assertThat(pairs).hasSize(2);
        assertThat(pairs.get(1).at("/chosen/0/content").textValue()).isEqualTo("Water that falls from clouds.");
        assertThat(pairs.get(1).at("/rejected/0/content").textValue()).startsWith("A blunt");
        assertThat(pairs.get(1).path("correction").booleanValue()).isTrue();
        assertThat(exported("trl")).hasSize(2);
    }

    @Test
    void chat_killedWhileAnswersAreWritten_goesOnWithoutPayingTwice() throws Exception {
        choose(say("What is rain?"), "first", "");
        int before = model.requests();
        model.hold();
        CompletableFuture<Void> unheard = CompletableFuture.runAsync(() -> {
            try {
                say("And snow?");
            } catch (IOException | InterruptedException e) {
                // killed before its answer
            }
        });
        model.awaitRequests(before + 1);
        model.allow(1);
        while (model.answers() < before + 1) {
            Thread.onSpinWait();
        }
        serving.kill();
        unheard.join();
        model.allowAll();

        start();

        JsonNode state = page.answer("talk", Map.of("labeller", "Ann"));
        assertThat(state.at("/turns/0/content").textValue()).isEqualTo("And snow?");
        assertThat(state.has("first"))
                .as("both answers are there to choose from")
                .isTrue();
        assertThat(model.answeredAgain())
                .as("what was in flight at the kill may be asked again")
                .isLessThanOrEqualTo(1);
        assertThat(page.answer("talk", Map.of("labeller", "Bob")).has("conversation"))
                .as("another's conversation is not shown")
                .isFalse();
        choose(state, "second", "");
        assertThat(exported("labels")).hasSize(2);
        CommandLineHarness.requireSound(experiment.out(), 2, 2);
    }

    @Test
    void chat_startedAgainAfterAChoice_goesOnFromIt() throws Exception {
        JsonNode chosen = choose(say("What is rain?"), "second", "As I say.");
        int asked = model.requests();
        serving.kill();

        start();

        assertThat(page.answer("talk", Map.of("labeller", "Ann"))).isEqualTo(chosen);
        assertThat(model.requests()).as("nothing is asked again").isEqualTo(asked);
    }

    @Test
    void say_armsThatFailOrAgree_saysSoAndGoesOn() throws Exception {
        model.answering(request -> Completion.of("cut").finish("length").sent());
        JsonNode failed = say("What is rain?");
        assertThat(failed.path("note").textValue())
                .contains("No two answers came")
                .contains("truncated");
        assertThat(failed.path("turns")).isEmpty();
        assertThat(CommandLineHarness.run("retry", experiment.out().toString(), "--kind=truncated")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("holds conversations; say again there what was not answered");

        model.answering(request -> Completion.of("Water.").sent());
        JsonNode same = say(failed, "What is rain?");

        assertThat(same.path("note").textValue()).isEqualTo("Both answers were the same.");
        assertThat(same.at("/turns/1/content").textValue()).isEqualTo("Water.");
    }

    @Test
    void say_beforeChoosingOrInAnothersConversation_isRefused() throws Exception {
        JsonNode two = say("What is rain?");

        HttpResponse<String> early =
                page.post("say", Map.of("labeller", "Ann", "text", "And?", "conversation", id(two)));
        HttpResponse<String> foreign =
                page.post("choose", Map.of("labeller", "Bob", "conversation", id(two), "choice", "first"));

        assertThat(early.statusCode()).isEqualTo(400);
        assertThat(early.body()).contains("choose one of the two answers");
        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(exported("labels")).isEmpty();
    }

    @Test
    void chat_otherArmsOrAnotherRunsFolder_isRefusedAndNothingChanges() throws Exception {
        say("What is rain?");
        serving.kill();
        Path file = experiment.file();
        Files.writeString(
                file, Files.readString(file).replace("answers: instruct}", "answers: instruct, constitution: asimov}"));

        assertThat(ChildRun.start(folder, command()).ended(ExitCode.USAGE).output())
                .contains("its conversations were held with other arms");
        CommandLineHarness.requireSound(experiment.out(), 1, 1);

        Path other = folder.resolve("other");
        CommandLineHarness.run("experiment", file.toString(), "--out=" + other).succeeded();
        assertThat(ChildRun.start(folder, List.of("label", "chat", file.toString(), "--out=" + other))
                        .ended(ExitCode.USAGE)
                        .output())
                .contains("holds a run that is no conversation");
    }
}
