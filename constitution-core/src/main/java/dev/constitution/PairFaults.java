package dev.constitution;

import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be wrong with a pair: the checks behind the gates of {@link Gates}. Each says what it found, or nothing. */
final class PairFaults {
    /** A turn inside an answer, as transcripts and chat templates mark it. */
    private static final Telltale TURN = new Telltale(
            Pattern.compile("(?:\\n\\s*\\n|\\A\\s*)(?:Human|Assistant|H|A): |(?:\\n|\\A)### ?(?:Human|User|Assistant):"
                    + "|<\\|(?:im_start|im_end|start_header_id|eot_id|endoftext|user|assistant|system)\\|>|\\[/?INST]"
                    + "|<(?:start|end)_of_turn>"),
            List.of("human:", "assistant:", "user:", "h: ", "a: ", "<|", "inst]", "_of_turn>"),
            false);

    /** "As per the principle", "CritiqueRequest:": words of the method, not of an answer. */
    private static final Telltale METHOD = Telltale.after(
            "(?<=\\b(?:as per|according to|in (?:line|accordance|keeping) with|in response to|to follow|following|based on|"
                    + "given) (?:the|this|that|your) (?:(?:above|given|stated|provided) )?)(?:principle|critique)s?\\b"
                    + "(?! (?:of|that|behind|in|for|which|underlying|on|by|called|known))"
                    + "|\\b(?:critique|revision) ?request\\b|</?decision>"
                    + "|(?<=\\b(?:the|your|this) )critique (?:above|says|said|points|pointed|is right|suggests|mentions)\\b",
            "principle",
            "critique",
            "revision",
            "<decision>",
            "</decision>");

    private PairFaults() {}

    static Optional<String> truncated(Candidate pair) {
        return pair.replies().stream()
                .filter(reply -> reply.finishedBy(FinishReason.LENGTH))
                .findFirst()
                .map(reply -> "the answer to " + reply.step() + " was cut off at the token limit");
    }

    static Optional<String> noRevision(Candidate pair) {
        return inAnswers(
                pair,
                (answer, name) ->
                        when(RevisionTalk.saysNothingToRevise(answer), name + " says that nothing needs revising"));
    }

    /** Where the prompt itself asks to rewrite something, such words may belong to the answer. */
    static Optional<String> preamble(Candidate pair) {
        if (RevisionTalk.asksForRewriting(pair.prompt().question())) {
            return Optional.empty();
        }
        return inAnswers(
                pair,
                (answer, name) -> when(
                        RevisionTalk.opensWithRemark(answer) || CriticTalk.opens(answer, pair.prompt()),
                        name + " opens by talking about a revision"));
    }

    /** A question said over again answers nothing. */
    static Optional<String> echo(Candidate pair) {
        WordSequence question = WordSequence.of(pair.prompt().question());
        return inAnswers(
                pair,
                (answer, name) -> when(WordSequence.of(answer).sameAs(question), name + " is the question over again"));
    }

    static Optional<String> unchanged(Candidate pair, double ratio) {
        WordSequence chosen = WordSequence.of(pair.chosen());
        WordSequence rejected = WordSequence.of(pair.rejected());
        if (chosen.sameAs(rejected)) {
            return Optional.of("the answers differ in nothing but case, punctuation or spaces");
        }
        int words = Math.max(chosen.size(), rejected.size());
        int limit = (int) Math.ceil(ratio * words) - 1; // the most edits that are still below the ratio
        int edits = limit < 1 ? 1 : chosen.editsTo(rejected, limit);
        return edits > limit
                ? Optional.empty()
                : Optional.of("the answers differ in " + edits + " of " + words + " words, below " + percent(ratio));
    }

    static Optional<String> leak(Candidate pair, double share) {
        List<WordSequence> told = Stream.concat(pair.instructions().stream(), pair.critiques().stream())
                .map(WordSequence::of)
                .toList();
        boolean promptSpeaksOfIt = METHOD.isIn(pair.prompt().question());
        return inAnswers(pair, (answer, name) -> {
            if (!promptSpeaksOfIt && METHOD.isIn(answer)) {
                return Optional.of(name + " speaks of the principle or the critique that it was made with");
            }
            Overlap overlap = Overlap.of(WordSequence.of(answer));
            pair.prompt().messages().forEach(turn -> overlap.without(WordSequence.of(turn.content())));
            if (pair.made() == Candidate.Made.BY_REVISION) {
                overlap.without(WordSequence.of(pair.rejected()));
            }
            double taken = overlap.shareFrom(told);
            return when(
                    taken > share,
                    percent(taken) + " of what is new in " + name + " stands in a request or a critique");
        });
    }

    /** A prompt that is itself such a transcript may be answered in kind. */
    static Optional<String> turns(Candidate pair) {
        if (TURN.isIn(pair.prompt().question())) {
            return Optional.empty();
        }
        return inAnswers(
                pair, (answer, name) -> when(TURN.isIn(answer), name + " holds further turns of a conversation"));
    }

    static Optional<String> repetition(Candidate pair, double share) {
        return inAnswers(pair, (answer, name) -> {
            double repeated = Repetition.hasStuckCharacter(answer) ? 1 : Repetition.share(answer);
            return when(repeated > share, percent(repeated) + " of " + name + " is phrases that it repeats");
        });
    }

    /** A change into the prompt's language, or into one that the prompt names, mends an answer. */
    static Optional<String> language(Candidate pair) {
        Optional<String> chosen = Language.of(pair.chosen());
        Optional<String> rejected = Language.of(pair.rejected());
        if (chosen.isEmpty() || rejected.isEmpty() || chosen.equals(rejected)) {
            return Optional.empty();
        }
        String question = pair.prompt().question();
        return when(
                !chosen.equals(Language.of(question)) && !Language.isNamedIn(question, chosen.get()),
                "the chosen answer is in \"" + chosen.get() + "\", the rejected one in \"" + rejected.get() + "\"");
    }

    static Optional<String> order(Candidate pair) {
        return when(
                pair.verdict().filter(PairFaults::isOfPosition).isPresent(),
                "the judge preferred the same position in both orders");
    }

    private static boolean isOfPosition(Verdict verdict) {
        return verdict instanceof Verdict.Preference preference
                && preference
                        .order()
                        .filter(Verdict.OrderEffect::isSamePosition)
                        .isPresent();
    }

    static Optional<String> refusal(Candidate pair, Harmless harmless) {
        return when(
                harmless.includes(pair.prompt()) && Refusal.isIn(pair.chosen()),
                "the chosen answer evades a harmless prompt");
    }

    /** The first fault found in one of the answers that were made to be good. */
    private static Optional<String> inAnswers(Candidate pair, BiFunction<String, String, Optional<String>> check) {
        Optional<String> fault = check.apply(pair.chosen(), "the chosen answer");
        return fault.isPresent() || pair.made() == Candidate.Made.BY_REVISION
                ? fault
                : check.apply(pair.rejected(), "the rejected answer");
    }

    private static Optional<String> when(boolean found, String fault) {
        return found ? Optional.of(fault) : Optional.empty();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * share);
    }
}
