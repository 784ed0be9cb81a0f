package dev.constitution.runner.verify;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.TokenEstimate;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.wire.RawAnswer;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** What calls of a role take, for those whose own word on it is damaged. */
final class Usual {
    private final Map<String, CallUsage> byRole = new TreeMap<>();

    void add(String role, CallUsage usage) {
        byRole.merge(role, usage, CallUsage::plus);
    }

    /** The role itself, or, where no call has it, the one that most calls have. */
    String role(String role) {
        return byRole.containsKey(role) || byRole.isEmpty()
                ? role
                : byRole.entrySet().stream()
                        .max(Comparator.comparingLong(
                                one -> one.getValue().amount().requests()))
                        .orElseThrow()
                        .getKey();
    }

    /** What the call of a reply took, as far as the reply tells. */
    CallUsage of(String role, StoredReply reply) {
        CallUsage guess = of(role, new RawAnswer(RawAnswer.Form.HTTP, "", 0));
        boolean isCounted =
                reply.inputTokens().isPresent() && reply.outputTokens().isPresent();
        Amount amount = new Amount(
                1,
                reply.inputTokens().orElse((int) guess.amount().inputTokens()),
                0,
                reply.outputTokens().orElse((int) TokenEstimate.of(reply.text())),
                guess.amount().inputCharacters(),
                reply.text().length());
        return new CallUsage(amount, isCounted ? 0 : 1);
    }

    /** What an answer took: as it says, else as its text and the role's other calls let one think. */
    CallUsage of(String role, RawAnswer answer) {
        Amount all = byRole.getOrDefault(role(role), CallUsage.NONE).amount();
        long calls = Math.max(1, all.requests());
        return CallUsage.again(answer, all.inputTokens() / calls, all.inputCharacters() / calls);
    }
}
