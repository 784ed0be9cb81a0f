package dev.constitution.principles;

import dev.constitution.chat.FieldHash;
import dev.constitution.chat.Message;
import java.util.List;

/** Hashes a constitution field by field. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Constitution constitution) {
        FieldHash f = new FieldHash();
        f.add(constitution.precedence().name());
        f.add(constitution.principles().size());
        for (Principle p : constitution.principles()) {
            f.add(p.id());
            f.add(p.norm());
            f.add(p.critiqueRequest());
            f.add(p.revisionRequest());
            f.add(p.comparison());
            f.add(Double.toString(p.weight()));
        }
        f.add(constitution.exemplars().size());
        for (Exemplar e : constitution.exemplars()) {
            addTurns(f, e.prompt());
            f.add(e.response());
            f.add(e.critiqueRequest());
            f.add(e.critique());
            f.add(e.decision().name());
            f.add(e.revisionRequest());
            f.add(e.revision());
        }
        f.add(constitution.comparisonExemplars().size());
        for (ComparisonExemplar e : constitution.comparisonExemplars()) {
            addTurns(f, e.prompt());
            f.add(e.a());
            f.add(e.b());
            f.add(e.better().name());
            f.add(e.reasoning());
        }
        return f.hex();
    }

    private static void addTurns(FieldHash f, List<Message> turns) {
        f.add(turns.size());
        for (Message turn : turns) {
            f.add(turn.role().label());
            f.add(turn.content());
        }
    }
}
