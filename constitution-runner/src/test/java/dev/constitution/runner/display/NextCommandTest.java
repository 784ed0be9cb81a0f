package dev.constitution.runner.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NextCommandTest {
    @TempDir
    private Path folder;

    @Test
    void again_plainWords_standAsTheyAre() {
        assertThat(NextCommand.again(List.of("run", "--out=a/b_1.x", "--rounds", "2"), folder))
                .isEqualTo("constitution run --out=a/b_1.x --rounds 2");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no bash to ask")
    void again_awkwardWords_reachTheProgramUnchanged() throws Exception {
        List<String> words =
                List.of("a b", "it's", "", "$HOME", "`id`", "~", "*", "a\nb\u001b[2J'\\", "\"q\"", "ü;|&", "!x", "#y");

        String command = NextCommand.again(words, folder);
        String reached = Programs.output("bash", "-c", "constitution() { printf '%s\\0' \"$@\"; }; " + command);

        assertThat(command).doesNotContain("\n", "\u001b");
        assertThat(reached).isEqualTo(String.join("\0", words) + "\0");
    }

    @Test
    void again_promptsFromStandardInput_areTakenFromTheFolder() throws Exception {
        assertThat(NextCommand.again(List.of("run", "--prompts", "-"), folder)).endsWith("--prompts -");

        Path spooled = Files.writeString(folder.resolve("prompts"), "x");

        assertThat(NextCommand.again(List.of("run", "--prompts", "-", "--x", "-"), folder))
                .isEqualTo("constitution run --prompts " + spooled + " --x -");
        assertThat(NextCommand.again(List.of("run", "--prompts=-"), folder)).endsWith(" --prompts=" + spooled);
    }
}
