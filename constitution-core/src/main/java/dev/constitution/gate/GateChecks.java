package dev.constitution.gate;

import dev.constitution.chat.Message;
import dev.constitution.judge.Verdict;
import dev.constitution.text.CriticTalk;
import dev.constitution.text.Language;
import dev.constitution.text.Overlap;
import dev.constitution.text.Refusal;
import dev.constitution.text.Repetition;
import dev.constitution.text.RevisionTalk;
import dev.constitution.text.Sought;
import dev.constitution.text.WordSequence;
import dev.langchain4j.model.output.FinishReason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can be wrong with a pair: the checks behind the gates of {@link Gates}. Each says what it found, or nothing. The words
 * of a text are counted once for all of them. Not thread-safe.
 */
final class GateChecks {
    /** A turn inside an answer, as transcripts and chat templates mark it. */
    private static final Pattern TURN =
            Pattern.compile("(?:\\n\\s*\\n|\\A\\s*)(?:Human|Assistant|H|A): |(?:\\n|\\A)### ?(?:Human|User|Assistant):"
                    + "|<\\|(?:im_start|im_end|start_header_id|eot_id|endoftext|user|assistant|system)\\|>|\\[/?INST]"
                    + "|<(?:start|end)_of_turn>");

    /** A prompt that wants several to speak. */
    private static final Pattern DIALOGUE = Pattern.compile(
            "\\bQ\\s*(?:/|&|and|:)\\s*A\\b|\\bFAQ|dialog|transcript|\\bconversation between|chat log|flash ?cards?|interview|"
                    + "\\bHuman:|chat template|chatml|im_start|special token",
            Pattern.CASE_INSENSITIVE);

    private static final Sought TURNS = Sought.of(TURN);
    private static final Sought ASKS_FOR_TURNS = Sought.of(TURN, DIALOGUE);

    /** "Q: …" and "A: …", or hours such as "H: 9-17": no speaker of a transcript is called so. */
    private static final Pattern CARDS =
            Pattern.compile("(?:\\A|\\n)\\W*(?:Q|F|P|D)\\d*[:.] |(?:\\A|\\n)\\W*[A-Z]{1,2}: \\d");

    private static final Pattern MARK =
            Pattern.compile("(?:\\n\\s*\\n|\\A\\s*)(?:Human|Assistant|H): \\D|<\\||_of_turn>|INST\\]");

    /** "As per the principle", "CritiqueRequest:": words of the method, not of an answer; in lower case. */
    private static final Sought METHOD = Sought.of(
            Pattern.compile(
                    "\\b(?:as per|according to|in (?:line|accordance|keeping) with|in response to|to follow|following|based on|"
                            + "given) (?:the|this|that|your) (?:(?:above|given|stated|provided) )?(?:principle|critique)s?\\b"
                            + "(?! (?:of|that|behind|in|for|which|underlying|on|by|called|known))"
                            + "|\\b(?:critique|revision) ?request\\b|</?decision>"
                            + "|\\b(?:the|your|this) critique (?:above|says|said|points|pointed|is right|suggests|mentions)\\b"));

    /** "In keeping with my principles", "my system prompt": what who was told something says of it; in lower case. */
    private static final Sought TOLD = Sought.of(Pattern.compile(
            "\\b(?:in (?:line|accordance|keeping) with|according to|as per|adher\\w+ to|keep(?:ing)? to|guided by|"
                    + "consistent with|bound by|following|as (?:stated|required|outlined) (?:in|by))"
                    + " (?:my|these|the given|the above) (?:\\w+ ){0,2}(?:principles?|guidelines?|instructions?|constitution)\\b"
                    + "|\\b(?:my|the|this) system (?:prompt|message)\\b"
                    + "|\\bmy (?:constitution|(?:core |guiding )?principles (?:say|tell|require|ask|state|forbid))\\b"
                    + "|\\b(?:i was|i have been|i've been|i am|i'm) (?:told|instructed|asked)"
                    + " (?:to (?:keep|follow|adhere)|not to (?:speak|mention))\\b"
                    + "|\\b(?:principle|guideline)s? (?:that )?(?:i was|i have been|i've been|i am|i'm)"
                    + " (?:given|told|instructed)\\b"));

    /**
     * "As my constitution says", "the principles I was given": who speaks of itself may speak of its principles, but not as of a
     * text; in lower case.
     */
    private static final Sought GIVEN = Sought.of(
            Pattern.compile("\\b(?:my|our|the|this|your) (?:system (?:prompt|message)|(?:own )?constitution)\\b"
                    + "|\\b(?:my|our|the|these|those|your) (?:\\w+ ){0,2}(?:principle|guideline|instruction|value|line|rule)s?"
                    + "(?: that)? (?:(?:i|we) (?:was|were|am|are|have been)|i've been|i'm|we've been|we're)"
                    + " (?:given|told|instructed|shown|asked|provided)\\b"
                    + "|\\b(?:the|these|those|my) (?:\\w+ ){0,2}(?:(?:principle|guideline|instruction|rule)s?"
                    + " (?:above|below|listed|provided|given)|(?:above|listed|given|provided|aforementioned)"
                    + " (?:\\w+ )?(?:principle|guideline|instruction|value|line|rule)s?)\\b"
                    + "|\\b(?:i was|i have been|i've been|i am|i'm) (?:told|instructed) (?:to|not to)\\b"
                    + "|\\bas (?:stated|outlined|described|listed|written) in (?:my|the|these)\\b"));

    private final Candidate pair;
    private final Map<String, WordSequence> counted = new HashMap<>();
    private final RevisionTalk talk;

    GateChecks(Candidate pair) {
        this.pair = pair;
        talk = RevisionTalk.about(
                pair.prompt().question(), pair.made() == Candidate.Made.BY_REVISION ? pair.rejected() : "");
    }

    private WordSequence words(String text) {
        return counted.computeIfAbsent(text, WordSequence::of);
    }

    Optional<String> truncated() {
        return pair.replies().stream()
                .filter(reply -> reply.finishedBy(FinishReason.LENGTH))
                .findFirst()
                .map(reply -> "the answer to " + reply.step() + " was cut off at the token limit");
    }

    /** Who speaks under principles of what "a good response" is may well say that it needs no change. */
    Optional<String> noRevision() {
        if (!BuiltInGate.NO_REVISION.looksAt(pair.made())) {
            return Optional.empty();
        }
        return inAnswers((answer, name) ->
                when(talk.saysNothingToRevise(answer), () -> name + " says that nothing needs revising"));
    }

    /**
     * Where the prompt itself asks to rewrite something, such words may belong to the answer; and who speaks of itself may well
     * speak of an earlier version.
     */
    Optional<String> preamble() {
        if (!BuiltInGate.PREAMBLE.looksAt(pair.made())) {
            return Optional.empty();
        }
        return inAnswers((answer, name) -> when(
                (talk.opensWithRemark(answer) || CriticTalk.opens(answer, pair.prompt())) && !talk.isAskedFor(),
                () -> name + " opens by talking about a revision"));
    }

    /** A question said over again answers nothing. */
    Optional<String> echo() {
        String question = pair.prompt().question();
        return inAnswers((answer, name) ->
                when(WordSequence.sameWords(answer, question), () -> name + " is the question over again"));
    }

    Optional<String> unchanged(double ratio) {
        WordSequence chosen = words(pair.chosen());
        WordSequence rejected = words(pair.rejected());
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

    Optional<String> leak(double share) {
        WordSequence[] told = Stream.concat(pair.instructions().stream(), pair.critiques().stream())
                .map(this::words)
                .toArray(WordSequence[]::new);
        if (pair.made() == Candidate.Made.BY_CONTRAST) { // who gave the rejected answer was told nothing
            Optional<String> spoken = when(
                    speaksOf(TOLD),
                    () -> "the chosen answer speaks of the principles or the system turn that it was given under");
            return spoken.or(() -> leak(pair.chosen(), "the chosen answer", told, share));
        }
        if (pair.made() == Candidate.Made.BY_INTROSPECTION && speaksOf(GIVEN)) {
            return Optional.of("a turn speaks of the principles as of a text that it was given");
        }
        return inAnswers((answer, name) -> leak(answer, name, told, share));
    }

    private Optional<String> leak(String answer, String name, WordSequence[] told, double share) {
        if (speaksOfTheMethod(answer) && !speaksOfTheMethod(pair.prompt().question())) {
            return Optional.of(name + " speaks of the principle or the critique that it was made with");
        }
        Overlap overlap = Overlap.of(words(answer));
        if (overlap.shareFrom(told) == 0) { // as of most answers
            return Optional.empty();
        }
        pair.prompt().messages().forEach(turn -> overlap.without(words(turn.inWords())));
        if (pair.made() != Candidate.Made.BY_COMPARISON) {
            overlap.without(words(pair.rejected()));
        }
        double taken = overlap.shareFrom(told);
        return when(
                taken > share,
                () -> percent(taken) + " of what is new in " + name + " stands in a request or a critique");
    }

    /** Where the prompt speaks so, or the model that was told nothing, it is no leak. */
    private boolean speaksOf(Sought told) {
        return told.isInLowerCase(pair.chosen())
                && !told.isInLowerCase(pair.rejected())
                && pair.prompt().messages().stream().noneMatch(turn -> told.isInLowerCase(turn.inWords()));
    }

    private static boolean speaksOfTheMethod(String text) {
        return METHOD.isInLowerCase(text);
    }

    /** A prompt that is itself such a transcript may be answered in kind. */
    Optional<String> turns() {
        return inAnswers((answer, name) -> when(
                TURNS.isIn(answer)
                        && !isQuestionsAndAnswers(answer)
                        && !ASKS_FOR_TURNS.isIn(pair.prompt().question()),
                () -> name + " holds further turns of a conversation"));
    }

    Optional<String> repetition(double share) {
        return inAnswers((answer, name) -> {
            double repeated = Repetition.hasStuckCharacter(answer) ? 1 : Repetition.share(words(answer));
            return when(repeated > share, () -> percent(repeated) + " of " + name + " is phrases that it repeats");
        });
    }

    /** Cards or a list of questions, which alternate from the first line on. */
    private static boolean isQuestionsAndAnswers(String answer) {
        return CARDS.matcher(answer).find() && !MARK.matcher(answer).find();
    }

    /** A change into a language that the prompt's turns are in, or name, mends an answer. */
    Optional<String> language() {
        Optional<String> chosen = Language.of(pair.chosen());
        Optional<String> rejected = Language.of(pair.rejected());
        if (chosen.isEmpty() || rejected.isEmpty() || chosen.equals(rejected)) {
            return Optional.empty();
        }
        boolean asked = pair.prompt().messages().stream()
                        .map(Message::content)
                        .anyMatch(turn -> Language.isNamedIn(turn, chosen.get()))
                || chosen.equals(Language.of(pair.prompt().question()));
        return when(
                !asked && !isOfSystemTurn(chosen),
                () -> "the chosen answer is in \"" + chosen.get() + "\", the rejected one in \"" + rejected.get()
                        + "\"");
    }

    /** A system turn that is itself in a language asks for it. */
    private boolean isOfSystemTurn(Optional<String> language) {
        return pair.prompt().messages().stream()
                .anyMatch(turn -> turn.role() == Message.Role.SYSTEM && language.equals(Language.of(turn.content())));
    }

    Optional<String> order() {
        return when(
                pair.verdict().filter(GateChecks::isOfPosition).isPresent(),
                () -> "the judge preferred the same position in both orders");
    }

    private static boolean isOfPosition(Verdict verdict) {
        return verdict instanceof Verdict.Preference preference
                && preference
                        .order()
                        .filter(Verdict.OrderEffect::isSamePosition)
                        .isPresent();
    }

    Optional<String> refusal(HarmlessPrompts harmless) {
        return when(
                harmless.includes(pair.prompt()) && Refusal.isIn(pair.chosen()),
                () -> "the chosen answer evades a harmless prompt");
    }

    /** The first fault found in one of the answers that were made to be good. */
    private Optional<String> inAnswers(BiFunction<String, String, Optional<String>> check) {
        boolean isTurn = pair.made() == Candidate.Made.BY_INTROSPECTION;
        Optional<String> fault = check.apply(pair.chosen(), isTurn ? "a turn" : "the chosen answer");
        return fault.isPresent() || isTurn || pair.made() == Candidate.Made.BY_REVISION
                ? fault
                : check.apply(pair.rejected(), "the rejected answer");
    }

    private static Optional<String> when(boolean found, Supplier<String> fault) {
        return found ? Optional.of(fault.get()) : Optional.empty();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * share);
    }
}
