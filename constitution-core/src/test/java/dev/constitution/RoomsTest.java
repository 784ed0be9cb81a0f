package dev.constitution;

import dev.constitution.testing.PublicTypes;
import dev.constitution.testing.Rooms;
import dev.constitution.testing.RoomsContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class RoomsTest extends RoomsContract {
    private static final Path CLASSES = Path.of("target/classes");

    @Override
    protected Rooms rooms() {
        return new Rooms(
                "dev.constitution",
                List.of("chat", "source", "principles", "shape", "text", "judge", "stage", "gate", "live"),
                CLASSES,
                Path.of("src/main/java"));
    }

    @Override
    protected PublicTypes publicTypes() {
        return new PublicTypes(
                "dev.constitution", CLASSES, Path.of("src/test/resources/dev/constitution/public-types.txt"), Set.of());
    }
}
