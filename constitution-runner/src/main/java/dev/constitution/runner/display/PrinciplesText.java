package dev.constitution.runner.display;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.source.FaultText;
import java.util.Locale;

/** How constitutions are shown on the command line. */
public final class PrinciplesText {
    private PrinciplesText() {}

    public static String row(Constitution c) {
        return "%-26s %3d  %s".formatted(c.id(), c.principles().size(), c.title());
    }

    public static String size(Constitution c) {
        return count(c.principles().size(), "principle") + ", "
                + count(c.exemplars().size(), "exemplar")
                + (c.comparisonExemplars().isEmpty()
                        ? ""
                        : ", " + count(c.comparisonExemplars().size(), "comparison exemplar"));
    }

    public static String overview(Constitution c) {
        StringBuilder text = new StringBuilder();
        text.append(c.id()).append(": ").append(c.title()).append('\n');
        text.append("version ").append(c.version()).append(", ").append(c.language());
        text.append(", licence ").append(c.licence()).append(", precedence ").append(precedence(c));
        text.append(", ").append(size(c)).append('\n');
        text.append("source: ").append(c.source()).append('\n');
        text.append("fingerprint: ").append(c.fingerprint()).append('\n');
        for (int i = 0; i < c.principles().size(); i++) {
            Principle p = c.principles().get(i);
            text.append("\n%2d. %s: %s\n    %s\n".formatted(i + 1, p.id(), p.title(), p.norm()));
        }
        return FaultText.printable(text.toString());
    }

    static String precedence(Constitution c) {
        return c.precedence().name().toLowerCase(Locale.ROOT);
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
