package dev.constitution.principles;

import dev.constitution.chat.Message;
import dev.constitution.chat.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Hashes a constitution field by field; each field is preceded by its length, so that no two contents run together. */
final class Fingerprint {
    private final MessageDigest digest = Sha256.digest();

    private Fingerprint() {}

    static String of(Constitution constitution) {
        Fingerprint f = new Fingerprint();
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
            f.addTurns(e.prompt());
            f.add(e.response());
            f.add(e.critiqueRequest());
            f.add(e.critique());
            f.add(e.decision().name());
            f.add(e.revisionRequest());
            f.add(e.revision());
        }
        f.add(constitution.comparisonExemplars().size());
        for (ComparisonExemplar e : constitution.comparisonExemplars()) {
            f.addTurns(e.prompt());
            f.add(e.a());
            f.add(e.b());
            f.add(e.better().name());
            f.add(e.reasoning());
        }
        return Sha256.hex(f.digest);
    }

    private void addTurns(List<Message> turns) {
        add(turns.size());
        for (Message turn : turns) {
            add(turn.role().label());
            add(turn.content());
        }
    }

    private void add(String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
