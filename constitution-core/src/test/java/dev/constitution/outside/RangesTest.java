package dev.constitution.outside;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Sampling;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.gate.BuiltInGate;
import dev.constitution.gate.Gate;
import dev.constitution.gate.Gates;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.Judgement;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.TieRule;
import dev.constitution.judge.Verdict;
import dev.constitution.live.RevisionPolicy;
import dev.constitution.principles.Choice;
import dev.constitution.principles.ComparisonExemplar;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Exemplar;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.ComparisonTemplates;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.Comparison;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.JudgedPair;
import dev.constitution.stage.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a user sets in code and that has a range, set out of it. */
class RangesTest {
    private static final Principle CALM = Principle.of("calm", "Be calm.");
    private static final Constitution ONE = Constitution.of("one", List.of(CALM));
    private static final Judge JUDGE = Judge.first();
    private static final Sampling SAMPLING = Sampling.MODEL_DEFAULTS;

    private static Arguments bad(String said, ThrowingCallable set) {
        return arguments(said, set);
    }

    private static Stream<Arguments> stages() {
        return Stream.of(
                bad(
                        "rounds must be at least 1, got 0",
                        () -> CritiqueRevision.builder().rounds(0)),
                bad(
                        "must be at least 0, got -1",
                        () -> CritiqueRevision.builder().stopAfterKeeps(-1)),
                bad(
                        "samples must be at least 2, got 1",
                        () -> Comparison.builder().samples(1)),
                bad(
                        "temperature must be in [0, 100], got -0.5",
                        () -> Comparison.builder().temperatures(List.of(1.0, -0.5))),
                bad("must be above 0, got PT0S", () -> RevisionPolicy.DEFAULT.within(Duration.ZERO)),
                bad("must be above 0, got PT-1S", () -> RevisionPolicy.DEFAULT.within(Duration.ofSeconds(-1))),
                bad("round must be at least 1, got 0", () -> new Step(0, "calm", Optional.empty(), Optional.empty())),
                bad("of two answers, got 0 and 1", () -> new JudgedPair(0, 1, judgement())),
                bad("of two answers, got 2 and 2", () -> new JudgedPair(2, 2, judgement())));
    }

    private static Judgement judgement() {
        return new Judgement(List.of("calm"), Verdict.byRule(1));
    }

    private static Stream<Arguments> judges() {
        return Stream.of(
                bad(
                        "votes must be at least 1, got 0",
                        () -> ModelJudge.builder().votes(0)),
                bad(
                        "samples must be at least 1, got -3",
                        () -> ModelJudge.builder().chainOfThought(-3)),
                bad("margin must be in [0, 0.5), got 0.5", () -> new TieRule(0.5, true)),
                bad("margin must be in [0, 0.5), got NaN", () -> new TieRule(Double.NaN, true)),
                bad("got -0.1", () -> new ConstitutionalJudge(JUDGE, ONE, PrincipleSelector.all(), -0.1)),
                bad("got 0.6 and 0.9", () -> ConstitutionalJudge.of(JUDGE, ONE).clamped(0.6, 0.9)),
                bad("got 0.4 and 1.1", () -> JUDGE.clamped(0.4, 1.1)),
                bad("at least one principle", () -> JUDGE.ensemble(List.of())),
                bad("two principles \"calm\"", () -> JUDGE.ensemble(List.of(CALM, CALM))),
                bad("at least one principle", () -> JUDGE.byPrecedence(List.of(), 0.1)),
                bad("margin must be in [0, 0.5), got 0.7", () -> JUDGE.byPrecedence(List.of(CALM), 0.7)),
                bad("probability must be in [0, 1], got 1.5", () -> Verdict.byRule(1.5)),
                bad("got NaN", () -> Verdict.Preference.of(Double.NaN, Verdict.Basis.VOTES)),
                bad("got -1.0 and 0.5", () -> new Verdict.OrderEffect(-1, 0.5)),
                bad("at least one principle", () -> new Judgement(List.of(), Verdict.byRule(1))));
    }

    private static Stream<Arguments> sampling() {
        return Stream.of(
                bad("[0, 100], got -1.0", () -> SAMPLING.withTemperature(-1)),
                bad("[0, 100], got NaN", () -> SAMPLING.withTemperature(Double.NaN)),
                bad("[0, 100], got 101.0", () -> SAMPLING.withTemperature(101)),
                bad("above 0 and at most 1, got 0.0", () -> SAMPLING.withTopP(0)),
                bad("above 0 and at most 1, got 1.01", () -> SAMPLING.withTopP(1.01)),
                bad("above 0 and below 100, got 0.0", () -> SAMPLING.withRepeatPenalty(0)),
                bad("max tokens must be at least 1, got 0", () -> SAMPLING.withMaxTokens(0)),
                bad("must not be empty", () -> SAMPLING.withStop("\n", "")),
                bad(
                        "repeatPenalty must be above 0, got -1.0",
                        () -> SamplingParameters.builder().repeatPenalty(-1.0)),
                bad(
                        "topLogprobs must be 0 or more, got -1",
                        () -> SamplingParameters.builder().topLogprobs(-1)));
    }

    private static Stream<Arguments> data() {
        List<Message> answered = List.of(Message.user("q"), Message.assistant("a"));
        return Stream.of(
                bad("id must not be blank", () -> Prompt.of(" ", "q")),
                bad("is blank", () -> Prompt.of("p", " ")),
                bad("\"messages\" is empty", () -> Prompt.of("p", List.of())),
                bad("must end with a user turn", () -> new Prompt("p", answered, Map.of())),
                bad("id must not be blank", () -> Principle.of("", "n")),
                bad("norm must not be blank", () -> Principle.of("p", "\n")),
                bad("title must not be blank", () -> CALM.withTitle("")),
                bad("critiqueRequest must not be blank", () -> CALM.withCritiqueRequest(" ")),
                bad("revisionRequest must not be blank", () -> CALM.withRevisionRequest(" ")),
                bad("comparison must not be blank", () -> CALM.withComparison(" ")),
                bad("above 0, got 0.0", () -> CALM.withWeight(0)),
                bad("above 0, got Infinity", () -> CALM.withWeight(Double.POSITIVE_INFINITY)),
                bad("id must not be blank", () -> Constitution.of(" ", List.of(CALM))),
                bad("has no principle", () -> Constitution.of("c", List.of())),
                bad("two principles \"calm\"", () -> Constitution.of("c", List.of(CALM, CALM))),
                bad("title must not be blank", () -> ONE.withTitle("")),
                bad("version must not be blank", () -> ONE.withVersion("")),
                bad("language must not be blank", () -> ONE.withLanguage("")),
                bad("licence must not be blank", () -> ONE.withOrigin("here", "")),
                bad("the critique is blank", () -> Exemplar.keep(CALM, "q", "r", "")),
                bad("the revision is blank", () -> Exemplar.revise(CALM, "q", "r", "c", " ")),
                bad("turn 1 (user) is blank", () -> ComparisonExemplar.of("", "a", "b", Choice.A)),
                bad("principles to draw must be at least 1, got 0", () -> PrincipleSelector.random(0)),
                bad("topLogprobs must be in [0, 20], got 21", () -> withTopLogprobs(21)),
                bad("topLogprobs must be in [0, 20], got -1", () -> withTopLogprobs(-1)));
    }

    private static ComparisonTemplates withTopLogprobs(int count) {
        ComparisonTemplates chat = PromptShape.chat().comparison();
        return new ComparisonTemplates(
                chat.system(),
                chat.introduction(),
                chat.question(),
                chat.letter(),
                chat.verdict(),
                chat.thought(),
                count);
    }

    private static Stream<Arguments> gates() {
        return Stream.of(
                bad(
                        "gate \"unchanged\": it takes a share in [0, 1], got \"-0.1\"",
                        () -> Gates.none().unchanged(-0.1)),
                bad(
                        "gate \"leak\": it takes a share in [0, 1], got \"1.5\"",
                        () -> Gates.none().leak(1.5)),
                bad(
                        "gate \"repetition\": it takes a share in [0, 1], got \"NaN\"",
                        () -> Gates.none().repetition(Double.NaN)),
                bad("FIELD:VALUE, got \":safe\"", () -> Gates.none().refusal("", "safe")),
                bad("must hold no colon, got \"a:b\"", () -> Gates.none().refusal("a:b", "safe")),
                bad("it takes no value, got \"2\"", () -> Gates.none().with(BuiltInGate.TURNS, "2")),
                bad("got \"Too long\"", () -> new Gate.Objection("Too long", "it is")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"stages", "judges", "sampling", "data", "gates"})
    void set_outOfRange_isRefusedAtOnceWithTheFigure(String said, ThrowingCallable set) {
        assertThatThrownBy(set).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(said);
    }

    private static Stream<Arguments> missing() {
        return Stream.of(
                bad(
                        "a CritiqueRevision needs a constitution; call .constitution(…)",
                        () -> CritiqueRevision.builder().build()),
                bad(
                        "a CritiqueRevision needs a model; call .model(…)",
                        () -> CritiqueRevision.builder().constitution(ONE).build()),
                bad(
                        "a Comparison needs a model; call .model(…)",
                        () -> Comparison.builder()
                                .judge(ConstitutionalJudge.of(JUDGE, ONE))
                                .build()),
                bad(
                        "a ModelJudge needs a model; call .model(…)",
                        () -> ModelJudge.builder().build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void build_somethingMissing_saysWhatToCall(String said, ThrowingCallable build) {
        assertThatThrownBy(build).isInstanceOf(IllegalStateException.class).hasMessage(said);
    }
}
