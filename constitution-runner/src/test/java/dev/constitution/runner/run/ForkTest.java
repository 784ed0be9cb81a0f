package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.RunFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkTest {
    private static final int ROWS = 10;

    @TempDir
    private Path folder;

    private final EchoModel model = new EchoModel();

    @Test
    void fork_otherRounds_asksOnlyForWhatDiffers() throws Exception {
        RunFolder one = new RunFolder(folder, "one", ROWS);
        one.run(RunFolder.stage(model, 1), 1).build().execute();
        assertThat(model.calls()).isEqualTo(3 * ROWS);

        assertThatThrownBy(() -> one.run(RunFolder.stage(model, 2), 2).build().execute())
                .hasMessageContaining("rounds was 1, is 2")
                .hasMessageContaining("--fork " + one.directory());
        RunFolder two = new RunFolder(folder, "two", ROWS);
        RunResult forked = two.run(RunFolder.stage(model, 2), 2)
                .fork(one.directory())
                .build()
                .execute();

        assertThat(forked.calls()).isEqualTo(2 * ROWS);
        assertThat(forked.replayed()).isEqualTo(3 * ROWS);
        two.requireSoundAndComplete(ROWS);
        RunFolder straight = new RunFolder(folder, "straight", ROWS);
        straight.run(RunFolder.stage(new EchoModel(), 2), 2).build().execute();
        assertThat(two.file("pairs.jsonl")).hasSameBinaryContentAs(straight.file("pairs.jsonl"));
    }

    @Test
    void fork_otherPrompts_takesOverTheRowsByIdWhereverTheyStand() throws Exception {
        RunFolder one = new RunFolder(folder, "one", ROWS);
        one.run(model).build().execute();
        RunFolder two = new RunFolder(folder, "two", 0);
        two.writePrompts(5, 15);

        RunResult forked = two.run(model).fork(one.directory()).build().execute();

        assertThat(forked.calls()).isEqualTo(3 * 5);
        two.requireSoundAndComplete(ROWS);
        assertThat(model.askedTwice()).isEmpty();
    }
}
