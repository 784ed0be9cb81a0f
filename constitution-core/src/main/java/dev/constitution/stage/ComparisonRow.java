package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.StageCalls;
import dev.constitution.judge.AnswerPair;
import dev.constitution.judge.JudgeCalls;
import dev.constitution.text.LongSet;
import dev.constitution.text.WordSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One prompt on its way through {@link Comparison}. Used by one thread, apart from its calls. */
final class ComparisonRow {
    private final ComparisonSettings settings;
    private final Prompt prompt;
    private final ModelCaller caller;
    private final StageCalls calls;
    private List<Reply> answers = List.of();
    private List<JudgedPair> comparisons = List.of();

    ComparisonRow(ComparisonSettings settings, Prompt prompt, ModelCaller caller) {
        this.settings = settings;
        this.prompt = prompt;
        this.caller = caller;
        this.calls = new StageCalls(prompt.id(), settings.seed(), caller);
    }

    Outcome run() throws InterruptedException {
        try {
            List<Attempt<Reply>> sampled = Attempt.all(
                    caller,
                    IntStream.rangeClosed(1, settings.samples())
                            .<ModelCaller.Work<Reply>>mapToObj(number -> () -> sample(number))
                            .toList());
            answers = Attempt.results(sampled);
            Attempt.requireAll(sampled);
            List<Attempt<JudgedPair>> judged = Attempt.all(caller, work());
            comparisons = Attempt.results(judged);
            Attempt.requireAll(judged);
            return outcome();
        } catch (CallFailedException e) {
            return Outcome.withoutAnswer(prompt, trace(), e);
        }
    }

    private Reply sample(int number) throws InterruptedException, CallFailedException {
        return calls.answer(
                ModelRole.GENERATOR,
                "generate/" + number,
                settings.generator(),
                OpeningTurns.of(prompt, settings.shape(), List.of()),
                prompt.tools(),
                settings.sampling(number));
    }

    /** The comparisons of every two answers that differ; of equal ones the first stands for all. */
    private List<ModelCaller.Work<JudgedPair>> work() {
        List<Integer> distinct = new ArrayList<>();
        LongSet seen = new LongSet(answers.size());
        for (int number = 1; number <= answers.size(); number++) {
            if (seen.add(WordSequence.of(answer(number)).hash())) {
                distinct.add(number);
            }
        }
        List<ModelCaller.Work<JudgedPair>> work = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i++) {
            for (int j = i + 1; j < distinct.size(); j++) {
                int a = distinct.get(i);
                int b = distinct.get(j);
                int comparison = work.size() + 1;
                work.add(() -> judge(a, b, comparison));
            }
        }
        return work;
    }

    private JudgedPair judge(int a, int b, int comparison) throws InterruptedException, CallFailedException {
        JudgeCalls judgeCalls = new JudgeCalls(calls, "judge/" + a + "-" + b);
        AnswerPair pair = new AnswerPair(prompt, answer(a), answer(b));
        return new JudgedPair(a, b, settings.judge().judge(pair, comparison, judgeCalls));
    }

    private Outcome outcome() {
        if (comparisons.isEmpty()) {
            return rejected("identical", "the " + answers.size() + " answers do not differ");
        }
        Ranking ranking = new Ranking(comparisons, settings.judge().ties());
        Optional<JudgedPair> label = ranking.label();
        if (label.isPresent()) {
            return new Outcome.Compared(prompt, trace(), label.get());
        }
        return ranking.isUnread()
                ? rejected("no_verdict", "the judge's answers hold no verdict")
                : rejected("tie", "the judge cannot tell the answers apart");
    }

    private Outcome rejected(String gate, String reason) {
        return new Outcome.Rejected(prompt, trace(), gate, reason);
    }

    private Trace.OfComparison trace() {
        return new Trace.OfComparison(answers, comparisons);
    }

    private String answer(int number) {
        return answers.get(number - 1).text();
    }
}
