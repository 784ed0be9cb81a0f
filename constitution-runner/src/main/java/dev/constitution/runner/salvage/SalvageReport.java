package dev.constitution.runner.salvage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was given back of a damaged store.
 *
 * @param fault why it could not stay
 * @param calls answered calls, without those that the answer logs still hold
 * @param outcomes outcomes of rows; none where the manifest is lost, since it could not be told what they are outcomes of
 * @param labels people's labels
 * @param setAside records that had been set aside before
 * @param settings settings of the run
 * @param isManifestLeft whether what the run was asked to do is among them
 * @param kept the damaged file's new name; empty where there was none
 */
public record SalvageReport(
        String fault,
        long calls,
        long outcomes,
        long labels,
        long setAside,
        long settings,
        boolean isManifestLeft,
        Optional<Path> kept) {

    SalvageReport keptAs(Path name) {
        return new SalvageReport(
                fault,
                calls,
                outcomes,
                labels,
                setAside,
                settings,
                isManifestLeft,
                Optional.of(name).filter(Files::exists));
    }

    /** Whether there is anything. */
    boolean hasAny() {
        return calls + outcomes + labels + setAside > 0 || isManifestLeft;
    }
}
