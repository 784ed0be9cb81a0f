package dev.constitution.runner.input;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.FileStamp;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.ProgramVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a scan found in the prompts that a folder keeps, and what their bytes were: as long as these are the same, and those
 * that are given are equal to them, no row has to be read again to know it.
 *
 * @param program the version that read them: another one may read them otherwise
 * @param source how they were given
 * @param kept the bytes that the folder keeps
 */
@JsonNaming(SnakeCaseStrategy.class)
public record KnownInput(String program, String source, FileStamp kept, InputScan scan) {

    /** What a folder keeps; empty where it keeps something else than what was scanned. */
    static Optional<KnownInput> of(PromptSource source, Path kept, InputScan scan) throws IOException {
        FileStamp before = FileStamp.of(kept);
        boolean isScanned = InputFile.hashes(kept).contains(scan.storedSha256());
        return isScanned
                ? Optional.of(new KnownInput(ProgramVersion.current(), source.toString(), before, scan))
                : Optional.empty();
    }

    /** What a scan of prompts would find; empty where nobody knows without reading them. */
    Optional<InputScan> scanOf(PromptSource given, Path now) throws IOException {
        boolean isKnown = scan.withImages() == 0 // whose files are none of these bytes
                && scan.withoutTheirImages() == 0 // an image that was missing may have come
                && program.equals(ProgramVersion.current())
                && source.equals(given.toString())
                && !given.isStandardInput()
                && FileStamp.ifThere(now).filter(kept::equals).isPresent()
                && Files.isRegularFile(Path.of(given.location()))
                && Files.mismatch(now, Path.of(given.location())) < 0;
        return isKnown ? Optional.of(scan) : Optional.empty();
    }

    public static KnownInput parse(String json) {
        return Json.read(json, KnownInput.class);
    }

    public String toJson() {
        return Json.line(this);
    }
}
