package dev.constitution.runner.verify;

import dev.constitution.chat.Message;
import dev.constitution.runner.input.ImageFolder;
import dev.constitution.runner.input.RunInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds the images that rows show against the names under which the folder keeps them, which say what they hold; notes what is
 * there beside them.
 */
final class ImagesCheck implements Check {
    private static final String MEND = "the run's command, with the images where they were, puts it in place again";

    private static final int NAMED = 20;

    private final ImageFolder folder;
    private final Set<String> shown = new TreeSet<>();

    ImagesCheck(Folder folder) {
        this.folder = new ImageFolder(folder.directory());
    }

    /** Takes what a row shows. */
    void see(List<Message> turns) {
        for (Message turn : turns) {
            turn.images().forEach(image -> ImageFolder.nameIn(image.image()).ifPresent(shown::add));
        }
    }

    @Override
    public void check(Findings findings) throws IOException {
        if (!shown.isEmpty() && !Files.isRegularFile(folder.index())) {
            findings.add(folder.index() + ": is missing, and says which images rows show", MEND);
        }
        for (String name : shown) {
            Path file = folder.file(name);
            if (!Files.isRegularFile(file)) {
                findings.add(file + ": is missing", MEND);
            } else if (!ImageFolder.isWhole(file)) {
                findings.add(
                        file + ": holds another image than its name says",
                        "it is removed; " + MEND,
                        repair -> repair.remove(file));
            }
        }
        tellLeft(findings);
    }

    private void tellLeft(Findings findings) throws IOException {
        List<Path> strays = folder.strays(shown);
        if (!strays.isEmpty()) {
            findings.note(folder.path() + ": no row shows "
                    + strays.stream()
                            .limit(NAMED)
                            .map(file -> String.valueOf(file.getFileName()))
                            .collect(Collectors.joining(", "))
                    + (strays.size() > NAMED ? " and " + (strays.size() - NAMED) + " more" : "")
                    + "; the run does not need " + (strays.size() == 1 ? "it" : "them"));
        }
        for (Path left : RunInput.left(folder.run())) {
            findings.note(left + ": is of a start that goes on or was killed; the next start removes it");
        }
    }
}
