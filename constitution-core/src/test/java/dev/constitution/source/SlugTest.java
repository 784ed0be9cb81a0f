package dev.constitution.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

    @ParameterizedTest
    @CsvSource({"My Set!, my-set", "--a__b--, a-b", "Égalité 2, egalite-2", "原則, principle", "harmful0, harmful0"})
    void of_name_isAnId(String name, String slug) {
        assertThat(Slug.of(name)).isEqualTo(slug);
    }

    @Test
    void unique_takenSlug_getsTheNextFreeNumber() {
        Set<String> taken = new HashSet<>(Set.of("a", "a-2"));

        assertThat(Slug.unique("a", taken)).isEqualTo("a-3");
        assertThat(Slug.unique("b", taken)).isEqualTo("b");
        assertThat(taken).contains("a-3", "b");
    }
}
