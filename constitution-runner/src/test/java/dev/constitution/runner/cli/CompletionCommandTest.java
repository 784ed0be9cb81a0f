package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bash completes there inside other systems only")
class CompletionCommandTest {
    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        script = Files.writeString(
                folder.resolve("completion.sh"),
                CommandLineHarness.run("completion").succeeded().out());
    }

    private static String bash(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder(CommandLineHarness.with(List.of("bash"), arguments));
        return Programs.output(bash.redirectError(ProcessBuilder.Redirect.DISCARD));
    }

    private String completed(String... words) throws IOException, InterruptedException {
        String typed = "'" + String.join("' '", words) + "'";
        return bash("-c", """
                source '%s'
                COMP_WORDS=(%s)
                COMP_CWORD=%d
                _complete_constitution
                printf '%%s ' "${COMPREPLY[@]}"
                """.formatted(script, typed, words.length - 1));
    }

    @Test
    void completion_script_parses() throws Exception {
        assertThat(bash("-n", script.toString())).isEmpty();
    }

    @Test
    void completion_beginOfAnOption_isCompleted() throws Exception {
        assertThat(completed("constitution", "run", "--pro").split("\\s+"))
                .containsExactlyInAnyOrder("--prompts", "--prompt-field");
    }

    @Test
    void completion_beginOfACommand_isCompleted() throws Exception {
        assertThat(completed("constitution", "pri").strip()).isEqualTo("principles");
        assertThat(completed("constitution", "principles", "val").strip()).isEqualTo("validate");
    }

    @Test
    void completion_valueOfAFormat_isCompleted() throws Exception {
        assertThat(completed("constitution", "run", "--format", "cs").strip()).isEqualTo("csv");
        assertThat(completed("constitution", "judge", "--format", "hh").strip()).isEqualTo("hh-rlhf");
        assertThat(completed("constitution", "judge", "--baseline", "lo").strip())
                .isEqualTo("longer");
    }
}
