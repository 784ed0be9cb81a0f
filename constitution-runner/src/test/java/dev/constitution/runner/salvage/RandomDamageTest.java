package dev.constitution.runner.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.FolderBytes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A finished run's store with any one bit flipped, and cut anywhere: found by {@code verify}, or shown to be what it was; and
 * mended by its repair and the run's command. A few of them; with {@code -Dconstitution.damage=all} many, each of which is mended.
 */
class RandomDamageTest {
    private static final boolean IS_WHOLE = "all".equals(System.getProperty("constitution.damage"));
    private static final int FLIPS = IS_WHOLE ? 2_000 : 30;
    private static final int CUTS = IS_WHOLE ? 200 : 4;

    /** Every so many is mended, which takes ten times as long as finding. */
    private static final int MENDED_FLIPS = IS_WHOLE ? 1 : 3;

    @TempDir
    private static Path folder;

    private static FinishedRun run;
    private static byte[] sound;

    @BeforeAll
    static void finish() throws Exception {
        run = new FinishedRun(folder);
        sound = run.soundStore();
    }

    @AfterAll
    static void close() {
        run.close();
    }

    @Test
    void store_bitFlipped_isFoundAndMendedOrWhatItWas() throws Exception {
        Random random = new Random(2_000);
        int found = 0;
        int unchanged = 0;
        long asked = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] store = sound.clone();
            int bit = random.nextInt(store.length * Byte.SIZE);
            store[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            run.damage(store);
            CommandLineHarness.Result verified = run.verify();
            run.damage(store);
            String which = "bit " + bit % Byte.SIZE + " of byte " + bit / Byte.SIZE + ": " + verified;
            if (verified.exitCode() == ExitCode.COMPLETE.number()) {
                unchanged++;
                assertThat(run.isUnchanged()).as(which).isTrue();
            } else {
                found++;
                assertThat(verified.exitCode()).as(which).isEqualTo(ExitCode.CORRUPT.number());
                asked += found % MENDED_FLIPS == 0 ? mended(which) : 0;
            }
        }
        assertThat(found).isPositive();
        assertThat(unchanged).isPositive();
        System.out.println(FLIPS + " flips: " + found + " found, " + unchanged + " changed nothing, " + asked
                + " calls asked again");
    }

    private static int mended(String which) {
        try {
            return run.mend();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(which, e);
        }
    }

    @Test
    void store_cutAnywhere_givesBackWhatIsLeft() throws Exception {
        Random random = new Random(200);
        int nothing = 0;
        for (int i = 0; i < CUTS; i++) {
            int length = random.nextInt(sound.length);
            run.damage(Arrays.copyOf(sound, length));
            run.verify().ended(ExitCode.CORRUPT);
            Map<String, String> before = FolderBytes.of(run.folder());
            if (run.isNothingLeft()) {
                nothing++;
                assertThat(FolderBytes.of(run.folder())).isEqualTo(before);
            } else {
                run.damage(Arrays.copyOf(sound, length));
                mended("cut to " + length);
            }
        }
        assertThat(nothing).isLessThan(CUTS);
        System.out.println(CUTS + " cuts: " + nothing + " left nothing");
    }
}
