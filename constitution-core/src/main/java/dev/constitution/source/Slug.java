package dev.constitution.source;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Makes ids: lower-case letters, digits and single hyphens. */
public final class Slug {
    private Slug() {}

    /** The id nearest to this name; {@code principle} where the name has no letter or digit of ASCII. */
    public static String of(String name) {
        String slug = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return slug.isEmpty() ? "principle" : slug;
    }

    /** This slug or, where it is taken, the first free one of {@code slug-2}, {@code slug-3}, …; taken from then on. */
    public static String unique(String slug, Set<String> taken) {
        String free = slug;
        for (int n = 2; !taken.add(free); n++) {
            free = slug + "-" + n;
        }
        return free;
    }
}
