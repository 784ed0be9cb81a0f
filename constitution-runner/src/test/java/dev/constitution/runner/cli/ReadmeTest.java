package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README lists is what there is. */
class ReadmeTest {
    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    @Test
    void readme_models_areTheOnesThereAre() throws IOException {
        assertThat(Models.schemes()).allSatisfy(scheme -> assertThat(readme()).contains("`" + scheme + ":"));
    }
}
