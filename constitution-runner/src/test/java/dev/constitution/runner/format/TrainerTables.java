package dev.constitution.runner.format;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of trainers as the page about formats shows them. */
final class TrainerTables {
    private TrainerTables() {}

    /** A row for each trainer. */
    static String all() {
        return table(
                List.of(
                        "`--format`",
                        "trains",
                        "form",
                        "reader",
                        "files",
                        "given by",
                        "long rows",
                        "cut rows",
                        "empty",
                        "ties",
                        "tools",
                        "images"),
                Trainers.all().stream().map(TrainerTables::row));
    }

    private static List<String> row(Trainer trainer) {
        return Stream.of(
                        Stream.of(
                                code(trainer.name()),
                                trainer.trains(),
                                code(trainer.form()),
                                trainer.version() + ", " + trainer.reader() + (trainer.isRun() ? ", *run*" : ""),
                                trainer.takes().stream()
                                        .map(kind -> kind == FileKind.FOLDER ? kind.label() : code(kind.label()))
                                        .collect(Collectors.joining(" ")),
                                code(trainer.command())),
                        trainer.handling().values().stream(),
                        Stream.of(
                                trainer.beyond().contains(Beyond.TOOLS) ? "written" : "left out",
                                trainer.commandWithImages().isPresent() ? "written" : "left out"))
                .flatMap(Function.identity())
                .toList();
    }

    /** A row for each form that a trainer reads wrongly. */
    static String wrong() {
        return table(
                List.of("trainer", "form", "what comes of it", "use"),
                Trainers.all().stream()
                        .flatMap(trainer -> trainer.wrong().entrySet().stream()
                                .map(wrong -> List.of(
                                        trainer.version() + ", " + trainer.trains(),
                                        code(wrong.getKey()),
                                        wrong.getValue(),
                                        code(trainer.form())))));
    }

    private static String table(List<String> heads, Stream<List<String>> rows) {
        return line(heads) + "|" + "---|".repeat(heads.size()) + "\n"
                + rows.map(TrainerTables::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return "| " + cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")) + " |\n";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
