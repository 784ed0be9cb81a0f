package dev.constitution.runner.verify;

/** Asks SQLite what it finds wrong with the file. */
final class FileCheck implements Check {
    private final Folder folder;

    FileCheck(Folder folder) {
        this.folder = folder;
    }

    @Override
    public void check(Findings findings) {
        folder.store()
                .integrityFaults()
                .forEach(fault -> findings.add(
                        folder.store().file() + ": " + fault, "what can be read of it is put into a new one"));
    }
}
