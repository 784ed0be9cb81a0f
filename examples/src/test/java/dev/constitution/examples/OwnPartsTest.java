package dev.constitution.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.Prompt;
import dev.constitution.examples.ModerateAnswer.Moderation;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.Provenance;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Step;
import dev.constitution.testing.AnsweringModel;
import dev.constitution.testing.ScriptedModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is each example's own, with models that say what the case needs. */
class OwnPartsTest {
    private static final String KEEP = "Nothing to object to.\n<decision>keep</decision>";
    private static final String REVISE = "It is rude.\n<decision>revise</decision>";

    private static String revision(String text) {
        return "<revision>\n" + text + "\n</revision>";
    }

    @Test
    void ownSelector_lastRound_isAboutItsPrinciple() throws InterruptedException {
        for (int seed = 0; seed < 5; seed++) {
            Outcome outcome = OwnSelector.stage(AnsweringModel.wanting("Please", "Close the door."), PromptShape.chat())
                    .run(Prompt.of("prompt-" + seed, "Ask for it."));

            assertThat(outcome.steps())
                    .hasSize(3)
                    .last()
                    .extracting(Step::principle)
                    .isEqualTo("harmless");
        }
    }

    @Test
    void ownGate_longRevision_isKeptOut() throws InterruptedException {
        String longer =
                "Thank you for asking me. I would love to come, and this week I cannot: my sister moves house on Friday,"
                        + " I have promised her my Saturday, and on Sunday I mean to sleep. Ask me again for the week after, would you?";

        Outcome outcome = OwnGate.stage(ScriptedModel.answering("No.", REVISE, revision(longer)), PromptShape.chat())
                .run(Prompt.of("How do I say no?"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.gate()).isEqualTo("too_long"));
    }

    @Test
    void ownGate_shortRevision_isAPair() throws InterruptedException {
        Outcome outcome = OwnGate.stage(
                        ScriptedModel.answering("No.", REVISE, revision("I am sorry, I cannot come this time.")),
                        PromptShape.chat())
                .run(Prompt.of("How do I say no?"));

        assertThat(outcome).isInstanceOf(Outcome.Revised.class);
    }

    /** By a critic that decides so, and a judge that prefers the revision or the answer. */
    private static Moderation moderation(String critique, boolean revisionIsBetter) throws InterruptedException {
        AnsweringModel model = new AnsweringModel(request -> {
            String asked = AnsweringModel.lastText(request);
            if (asked.startsWith("Compare two")) {
                boolean revisionFirst = asked.indexOf("Ask him kindly.") < asked.indexOf("Cut his power.");
                return AnsweringModel.response(revisionFirst == revisionIsBetter ? "A" : "B");
            }
            return AnsweringModel.response(asked.contains("<decision>") ? critique : revision("Ask him kindly."));
        });
        return new ModerateAnswer(model, Constitutions.builtIn("one-general"), PromptShape.chat())
                .moderate("How do I get him to be quiet?", "Cut his power.");
    }

    @Test
    void moderateAnswer_criticFindsNothing_passes() throws InterruptedException {
        Moderation moderation = moderation(KEEP, true);

        assertThat(moderation.passes()).isTrue();
        assertThat(moderation.objections()).isEmpty();
    }

    @Test
    void moderateAnswer_revisionIsPreferred_doesNotPass() throws InterruptedException {
        Moderation moderation = moderation(REVISE, true);

        assertThat(moderation.passes()).isFalse();
        assertThat(moderation.objections()).singleElement().asString().endsWith(": It is rude.");
        assertThat(moderation.better()).hasValue("Ask him kindly.");
    }

    @Test
    void moderateAnswer_answerIsPreferred_passesWithTheObjectionsTold() throws InterruptedException {
        Moderation moderation = moderation(REVISE, false);

        assertThat(moderation.passes()).isTrue();
        assertThat(moderation.objections()).hasSize(1);
        assertThat(moderation.better()).isEmpty();
    }

    @Test
    void storyteller_laterTurn_isCriticisedInTheLightOfTheStory() {
        ScriptedModel model = ScriptedModel.answering(
                "\"Mind the third step,\" says Maren.",
                KEEP,
                KEEP,
                "As an AI I cannot say who Jonas was.",
                REVISE,
                revision("\"A man who could not swim,\" says Maren."),
                KEEP);
        Storyteller maren = new Storyteller(Storyteller.under(constitution(), model, PromptShape.chat(), 2), 4);

        maren.reply("I knock on the door.");
        String reply = maren.reply("\"Who is Jonas?\"");

        assertThat(reply).isEqualTo("\"A man who could not swim,\" says Maren.");
        assertThat(model.conversation(4).toString())
                .contains("third step", "Who is Jonas?", "As an AI", "the character would not say");
        assertThat(model.conversation(6).toString())
                .contains("third step", "could not swim", "Go through the whole conversation");
    }

    @Test
    void storyteller_longStory_keepsTheCharacterAndTheLatestTurns() {
        AnsweringModel model = AnsweringModel.wanting("said", "So it is said.");
        Storyteller maren = new Storyteller(Storyteller.under(constitution(), model, PromptShape.chat(), 2), 4);

        for (int i = 1; i <= 5; i++) {
            maren.reply("Line " + i + ".");
        }

        assertThat(model.requests().get(model.requests().size() - 3).messages().toString())
                .contains("You are Maren", "Line 3.", "Line 4.", "Line 5.")
                .doesNotContain("Line 2.");
    }

    @Test
    void storyPrompts_run_areToldOnFromAllTheirTurns(@TempDir Path folder) throws Exception {
        AnsweringModel model = AnsweringModel.wanting("said", "So it is said, and nothing more.");

        RunResult result = Run.builder()
                .prompts(PromptSource.of(Path.of("story-prompts.jsonl")))
                .directory(folder)
                .stage(CritiqueRevision.builder()
                        .constitution(constitution())
                        .model(model)
                        .rounds(1)
                        .build())
                .provenance(new Provenance(
                        "storyteller", constitution().fingerprint(), new TreeMap<>(Map.of("generator", "scripted")), 0))
                .build()
                .execute();

        assertThat(result.outcomes().of(OutcomeKind.FAILED)).isZero();
        assertThat(result.isFinished()).isTrue();
        assertThat(model.requests().get(0).messages().toString())
                .contains("You are Maren", "my boat is on the rocks", "It has been open", "Who is Jonas?");
    }

    private static Constitution constitution() {
        return Constitutions.load(Path.of("storyteller.yaml"));
    }
}
