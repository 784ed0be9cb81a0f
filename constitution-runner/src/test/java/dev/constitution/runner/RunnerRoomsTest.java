package dev.constitution.runner;

import dev.constitution.testing.PublicTypes;
import dev.constitution.testing.Rooms;
import dev.constitution.testing.RoomsContract;
import java.nio.file.Path;
import java.util.List;

class RunnerRoomsTest extends RoomsContract {
    private static final String LIST = "src/test/resources/dev/constitution/";
    private static final Path CLASSES = Path.of("target/classes");

    @Override
    protected Rooms rooms() {
        return new Rooms(
                "dev.constitution.runner",
                List.of(
                        "base",
                        "sqlite",
                        "stats",
                        "threads",
                        "rows",
                        "pairs",
                        "input",
                        "http",
                        "identity",
                        "wire",
                        "model",
                        "cost",
                        "call",
                        "outcome",
                        "store",
                        "replay",
                        "batch",
                        "salvage",
                        "dataset",
                        "format",
                        "export",
                        "run",
                        "verify",
                        "metrics",
                        "score",
                        "advice",
                        "propose",
                        "prompts",
                        "prose",
                        "measure",
                        "label",
                        "display",
                        "report",
                        "options",
                        "cli"),
                CLASSES,
                Path.of("src/main/java"));
    }

    @Override
    protected PublicTypes publicTypes() {
        return new PublicTypes(
                "dev.constitution.runner",
                CLASSES,
                Path.of(LIST + "runner/public-types.txt"),
                PublicTypes.forUsers(Path.of("../constitution-core", LIST + "public-types.txt"), "dev.constitution"));
    }
}
