package dev.constitution.testing;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import java.util.List;

/** Constitutions whose principles yield to those before them. */
public final class Laws {
    private Laws() {}

    public static Constitution of(List<Principle> principles) {
        return new Constitution(
                "laws",
                "laws",
                "1",
                "en",
                "none",
                "test",
                Constitution.Precedence.ORDERED,
                principles,
                List.of(),
                List.of());
    }
}
