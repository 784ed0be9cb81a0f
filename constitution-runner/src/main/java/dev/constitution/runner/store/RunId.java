package dev.constitution.runner.store;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What tells a run from others wherever people speak of its rows, as in their labels: 16 hexadecimal digits of all that decides
 * its answers. An experiment whose arms were edited is another run; a folder that was moved is the same.
 */
public final class RunId {
    private static final int DIGITS = 16;

    private RunId() {}

    public static String of(RunStore store) {
        RunManifest manifest = RunManifest.of(store);
        String decisive = Json.line(List.of(
                manifest.settings().values(),
                manifest.settings().fingerprints(),
                manifest.provenance().models(),
                manifest.provenance().fingerprint(),
                manifest.provenance().seed(),
                StoredArms.in(store).map(RunArms::arms).orElse(List.of())));
        return Sha256.hex(decisive.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
