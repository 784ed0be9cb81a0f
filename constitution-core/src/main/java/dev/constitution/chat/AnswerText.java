package dev.constitution.chat;

import dev.langchain4j.data.message.AiMessage;
import java.util.List;
import java.util.Optional;

/**
 * What is an answer in what a provider returned, for every role alike: thoughts are cut off it and kept beside it, marks of
 * chat formats are read, white space around it is none of it.
 *
 * <p>Only what stands at an edge is cut. A tag in code, in the middle of a line, or that the request itself speaks of, is
 * text; what cannot be told apart is no answer, since half of one must not get into the data.
 *
 * @param text the answer; empty where there is none
 * @param thoughts what the model thought, in the provider's own field or in tags before the answer
 * @param fault why there is no answer, where the reply says more than nothing
 */
record AnswerText(String text, Optional<String> thoughts, Optional<Fault> fault) {

    /** Why a reply with something in it holds no answer. */
    record Fault(FailureKind kind, String message) {
        static final Fault UNFINISHED_THOUGHTS = new Fault(
                FailureKind.TRUNCATED,
                "the model's thoughts never end, so that there is no answer; raise the token limit");
        static final Fault ONLY_THOUGHTS =
                new Fault(FailureKind.EMPTY, "the model only thought, and answered nothing; raise the token limit");
        static final Fault NO_FINAL_CHANNEL = new Fault(
                FailureKind.MALFORMED, "the reply holds channels of a chat format, and none is the final one");
        static final Fault TOKENS_LEFT_IN =
                new Fault(FailureKind.MALFORMED, "tokens of the model's own stand in the middle of its answer");
        static final Fault TOOL_CALL = new Fault(FailureKind.MALFORMED, "the model called a tool instead of answering");
    }

    /**
     * The answer in a reply.
     *
     * @param asked the conversation that was replied to; where it ends with an assistant turn, white space before the text
     *     joins the two and stays
     */
    static AnswerText of(AiMessage reply, List<Message> asked) {
        String said = reply.text() == null ? "" : reply.text();
        String field = reply.thinking() == null ? "" : reply.thinking().strip();
        if (reply.hasToolExecutionRequests()) {
            return new AnswerText("", kept(field), Optional.of(Fault.TOOL_CALL));
        }
        Mentions mentions = new Mentions(asked);
        Reading reading = ThoughtHeadings.read(read(said, mentions), mentions::of);
        Optional<String> thoughts = kept((field + "\n\n" + reading.thoughts()).strip());
        if (reading.fault() != null) {
            return new AnswerText("", thoughts, Optional.of(reading.fault()));
        }
        boolean continues = !asked.isEmpty() && asked.get(asked.size() - 1).role() == Message.Role.ASSISTANT;
        // One that has thought, or whose marks were left in, may wrap its answer.
        boolean isPlain = field.isEmpty() && isUncut(reading.text(), said);
        String whole = isPlain ? reading.text() : AnswerTags.without(reading.text());
        String text = continues ? whole.stripTrailing() : whole.strip();
        // Some servers copy thoughts that never end into the answer.
        if (text.isBlank() || text.strip().equals(field)) {
            return new AnswerText(
                    "", thoughts, thoughts.isPresent() ? Optional.of(Fault.ONLY_THOUGHTS) : Optional.empty());
        }
        return new AnswerText(text, thoughts, Optional.empty());
    }

    private static boolean isUncut(String text, String said) {
        return text.equals(said) || text.strip().length() == said.strip().length();
    }

    private static Reading read(String said, Mentions mentions) {
        if (Channels.areIn(said, mentions)) {
            return Channels.read(said, mentions);
        } else if (!MarkSigns.mayBeIn(said)) {
            return Reading.of(Speakers.withoutSpeakers(said, mentions));
        }
        Reading reading = ThoughtTags.read(TurnMarks.withoutOpening(said, mentions), mentions);
        if (reading.fault() != null) {
            return reading;
        }
        String text = TurnMarks.withoutOpening(reading.text(), mentions);
        if (ToolCallMarks.areIn(text, mentions)) {
            return Reading.faulty(reading.thoughts(), Fault.TOOL_CALL);
        }
        text = TurnMarks.firstTurn(text, mentions);
        if (TurnMarks.areLeftIn(text, mentions)) {
            return Reading.faulty(reading.thoughts(), Fault.TOKENS_LEFT_IN);
        }
        return new Reading(Speakers.withoutSpeakers(text, mentions), reading.thoughts(), null);
    }

    private static Optional<String> kept(String thoughts) {
        return thoughts.isEmpty() ? Optional.empty() : Optional.of(thoughts);
    }
}
