package dev.constitution.stage;

import dev.constitution.chat.Message;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation of a model with another instance of itself, as each of the two sees it: the one answers the prompt and gives
 * the odd turns, the other has said the prompt and gives the even ones.
 */
final class SelfTalk {
    /** What the one who has said the prompt was asked for: conversations begin with a user's turn. */
    static final String BEGIN = "You speak first. Say something to the other instance of you.";

    /** What both are told, and what is trained on says too: such a conversation is none with a person. */
    static final String SITUATION =
            "The other in this conversation is no person but another instance of the model that you are.";

    private SelfTalk() {}

    /**
     * The conversation as who gives the next turn sees it.
     *
     * @param opening the prompt's turns, perhaps behind a system turn
     * @param replies the turns so far
     */
    static List<Message> beforeNext(List<Message> opening, List<Reply> replies) {
        return seen(replies.size() % 2 == 0, opening, replies);
    }

    private static List<Message> seen(boolean byFirst, List<Message> opening, List<Reply> replies) {
        List<Message> seen = new ArrayList<>();
        if (byFirst) {
            seen.addAll(opening);
        } else {
            flipped(opening, seen);
        }
        boolean isOwn = byFirst;
        for (Reply reply : replies) {
            seen.add(isOwn ? Message.assistant(reply.text()) : Message.user(reply.text()));
            isOwn = !isOwn;
        }
        return seen;
    }

    /** Whether the other side cannot have said a turn. */
    static boolean isMoreThanText(Message turn) {
        Message text = new Message(turn.role(), turn.content());
        return turn.carried().isPresent() && !turn.equals(text.readyToSend());
    }

    private static void flipped(List<Message> opening, List<Message> seen) {
        for (Message turn : opening) {
            switch (turn.role()) {
                case SYSTEM -> seen.add(turn);
                case USER -> seen.add(Message.assistant(turn.content()));
                case ASSISTANT -> seen.add(Message.user(turn.content()));
            }
        }
        seen.add(seen.get(0).role() == Message.Role.SYSTEM ? 1 : 0, Message.user(BEGIN));
    }

    /** What is trained on: the conversation as who answers the prompt sees it, under the situation alone. */
    static List<Message> trained(Prompt prompt, List<Reply> replies, int kept) {
        return seen(true, SystemTurn.before(prompt.messages(), SITUATION), replies.subList(0, kept));
    }
}
