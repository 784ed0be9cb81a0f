package dev.constitution.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.StageCalls;
import dev.constitution.gate.Candidate;
import dev.constitution.gate.Gate;
import dev.constitution.judge.AnswerPair;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.JudgeCalls;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.stage.Comparison;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.constitution.stage.Stage;
import dev.constitution.stage.Step;
import dev.constitution.stage.Trace;
import dev.constitution.testing.PublicTypes;
import dev.constitution.testing.ScriptedModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Parts of a user's own in the places of the library's. */
class OwnPartsTest {
    private static final Prompt PROMPT = Prompt.of("p", "How do I ask for the salt?");
    private static final Principle POLITE =
            Principle.of("polite", "Say please.").withTags("manners");
    private static final Principle BRIEF = Principle.of("brief", "Be brief.");
    private static final Constitution MANNERS = Constitution.of("manners", List.of(POLITE, BRIEF));

    /** Asks a model for a mark between 0 and 10 of each answer. */
    private record Marks(ChatModel model) implements Judge {
        @Override
        public Verdict judge(AnswerPair pair, Principle principle, JudgeCalls calls) throws InterruptedException {
            Reply a = mark(pair.a(), principle, calls.at("a"));
            Reply b = mark(pair.b(), principle, calls.at("b"));
            try {
                double share = Double.parseDouble(a.text()) - Double.parseDouble(b.text());
                return Verdict.Preference.of(0.5 + share / 20, Verdict.Basis.STRUCTURED)
                        .withReplies(List.of(a, b));
            } catch (NumberFormatException e) {
                return Verdict.Unreadable.of("a mark is no number").withReplies(List.of(a, b));
            }
        }

        private Reply mark(String answer, Principle principle, JudgeCalls calls) throws InterruptedException {
            Reply reply = calls.ask(
                            model,
                            List.of(Message.user(principle.norm() + "\n" + answer)),
                            Sampling.MODEL_DEFAULTS.withMaxTokens(3),
                            0)
                    .reply();
            if (reply.text().isEmpty()) {
                throw new CallFailedException(FailureKind.EMPTY, ModelRole.JUDGE, "no mark came");
            }
            return reply;
        }
    }

    private static final class ByTag implements PrincipleSelector {
        @Override
        public List<Principle> select(Constitution constitution, int round, RandomGenerator random) {
            return constitution.principles().stream()
                    .filter(principle -> principle.tags().contains("manners"))
                    .toList();
        }
    }

    private static final class NoShouting implements Gate {
        @Override
        public Optional<Objection> check(Candidate candidate) {
            return candidate.chosen().contains("!")
                    ? Optional.of(new Objection("shouting", "the chosen answer shouts"))
                    : Optional.empty();
        }
    }

    /** Asks for a second try, and takes it. */
    private record SecondTry(ChatModel model) implements Stage {
        @Override
        public Outcome run(Prompt prompt, ModelCaller caller) throws InterruptedException {
            StageCalls calls = new StageCalls(prompt.id(), 7, caller);
            List<Message> messages = new ArrayList<>(prompt.messages());
            Optional<Reply> first = Optional.empty();
            try {
                first = Optional.of(
                        calls.answer(ModelRole.GENERATOR, "generate", model, messages, Sampling.MODEL_DEFAULTS));
                messages.add(Message.assistant(first.get().text()));
                messages.add(Message.user("Once more."));
                Reply second = calls.answer(ModelRole.REVISER, "revise/1", model, messages, Sampling.MODEL_DEFAULTS);
                Step step = new Step(
                        1,
                        POLITE.id(),
                        Optional.empty(),
                        Optional.of(new Revision(second.text(), Revision.Reading.REVISED, second)));
                return new Outcome.Revised(prompt, new Trace.OfRevision(first, List.of(step)), second.text());
            } catch (CallFailedException e) {
                return Outcome.Failed.of(prompt, new Trace.OfRevision(first, List.of()), e);
            }
        }
    }

    private record Counted(List<String> steps) implements ModelCaller {
        @Override
        public ChatResponse call(ModelCall call) {
            steps.add(call.step());
            return call.model().chat(call.request());
        }
    }

    @Test
    void judge_ofOnesOwn_labelsAComparison() throws InterruptedException {
        Stage stage = Comparison.builder()
                .model(ScriptedModel.answering("Salt!", "The salt, please."))
                .judge(ConstitutionalJudge.of(
                        new Marks(ScriptedModel.answering("2", "8", "8", "2")).inBothOrders(), MANNERS))
                .build();

        Outcome outcome = stage.run(PROMPT);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Compared.class, pair -> {
            assertThat(pair.chosen()).isEqualTo("The salt, please.");
            assertThat(pair.probability()).hasValue(0.8);
        });
    }

    @Test
    void judge_ofOnesOwnWithoutAVerdictOrAnAnswer_givesARowOfItsKind() throws InterruptedException {
        assertThat(judged(new Marks(ScriptedModel.answering("good", "bad"))))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class, row -> assertThat(row.gate()).isEqualTo("no_verdict"));
        assertThat(judged(new Marks(ScriptedModel.answering("")))).isInstanceOfSatisfying(Outcome.Failed.class, row -> {
            assertThat(row.kind()).isEqualTo(FailureKind.EMPTY);
            assertThat(row.message()).isEqualTo("no mark came");
        });
    }

    private static Outcome judged(Judge judge) throws InterruptedException {
        return Comparison.builder()
                .model(ScriptedModel.answering("Salt!", "The salt, please."))
                .judge(ConstitutionalJudge.of(judge, MANNERS))
                .build()
                .run(PROMPT);
    }

    @Test
    void selectorAndGate_ofOnesOwn_areObeyed() throws InterruptedException {
        Stage stage = CritiqueRevision.builder()
                .constitution(MANNERS)
                .model(ScriptedModel.answering(
                        "Salt.", "Rude.\n<decision>revise</decision>", "<revision>Please!</revision>"))
                .selector(new ByTag())
                .rounds(1)
                .build();

        Outcome outcome = new NoShouting().around(stage, MANNERS).run(PROMPT);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class, row -> assertThat(row.gate()).isEqualTo("shouting"));
        assertThat(outcome.steps()).extracting(Step::principle).containsExactly("polite");
    }

    @Test
    void stageAndCaller_ofOnesOwn_goThroughTheLibrarysGates() throws InterruptedException {
        List<String> steps = new ArrayList<>();
        Stage stage = new SecondTry(ScriptedModel.answering("Salt.", "The salt, please."));

        Outcome outcome = new NoShouting().around(stage, MANNERS).run(PROMPT, new Counted(steps));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Revised.class, pair -> {
            assertThat(pair.chosen()).isEqualTo("The salt, please.");
            assertThat(pair.principles()).containsExactly("polite");
            assertThat(new NoShouting().check(Candidate.of(pair, MANNERS))).isEmpty();
        });
        assertThat(steps).containsExactly("generate", "revise/1");
    }

    @Test
    void imports_ofThisPackage_areOfTypesForUsersAlone() throws Exception {
        Set<String> users = PublicTypes.forUsers(
                Path.of("src/test/resources/dev/constitution/public-types.txt"), "dev.constitution");
        try (var files = Files.list(Path.of("src/test/java/dev/constitution/outside"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readAllLines(file).stream()
                                .filter(line -> line.startsWith("import dev.constitution."))
                                .map(line -> line.replaceAll("import |;", ""))
                                .filter(type -> !type.startsWith("dev.constitution.testing.")))
                        .as(file.toString())
                        .isSubsetOf(users);
            }
        }
    }
}
