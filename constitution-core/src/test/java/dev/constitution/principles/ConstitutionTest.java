package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConstitutionTest {
    @Test
    void of_duplicateIds_areRefused() {
        Principle p = Principle.of("a", "Be kind.");

        assertThatThrownBy(() -> Constitution.of("c", List.of(p, p))).hasMessageContaining("two principles \"a\"");
        assertThatThrownBy(() -> Constitution.of("c", List.of())).hasMessageContaining("no principle");
    }

    @Test
    void fingerprint_otherTitlesOrTexts_changesWithWhatIsSentOnly() {
        Principle p = Principle.of("a", "Be kind.");
        Principle renamed = p.withTitle("other").withTags("tag");
        Constitution base = Constitution.of("c", List.of(p));

        assertThat(base.fingerprint())
                .hasSize(64)
                .isEqualTo(Constitution.of("d", List.of(renamed)).fingerprint())
                .isNotEqualTo(Constitution.of("c", List.of(Principle.of("a", "Be kind!")))
                        .fingerprint());
    }
}
