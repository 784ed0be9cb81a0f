package dev.constitution.runner.options;

import dev.constitution.runner.base.ProgramVersion;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.run.OtherRunException;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Says what differs between a folder's run and a command, in the words of the options, and what can be done. */
public final class OtherRunText {
    private static final String FORK = "--fork";

    /** A hash is told from another one by its first digits. */
    private static final int DIGITS = 12;

    /** The role that a setting is called by, or that stands behind it. */
    private static final Pattern ROLE = Pattern.compile("\\b(?:critic|reviser|teacher|judge)(?=\\)?$)");

    /** What a teacher is told, and how, by the settings that it follows from. */
    private static final Map<String, List<String>> FOLLOWS = Map.of(
            PrincipleOptions.INSTRUCTION,
            List.of("constitution", "method"),
            StageOptions.TEACHER_SHAPE,
            List.of("method", "shape", "generator", "teacher"));

    private final OtherRunException other;
    private final CommandSpec command;

    public OtherRunText(OtherRunException other, CommandSpec command) {
        this.other = other;
        this.command = command;
    }

    public String text() {
        StringBuilder text = new StringBuilder().append(other.directory()).append(": holds another run:");
        List<Difference> differences = told();
        differences.forEach(difference -> text.append("\n  ").append(sentence(difference)));
        other.changedRows()
                .ifPresent(rows -> text.append("\n  of the prompts, ").append(rows));
        RunManifest before = other.before();
        if (!before.command().isEmpty() && differences.stream().anyMatch(this::isOfAnOption)) {
            text.append("\nto go on with it as it was begun:\n  ")
                    .append(NextCommand.again(begun(before, differences), other.directory()));
        }
        if (command.findOption(FORK) != null) {
            text.append("\nto take over the answers that still apply, in another folder:\n  ")
                    .append(NextCommand.again(forked(), other.directory()));
        }
        return text.append("\nor name another --out, for a run of its own").toString();
    }

    /** As it was begun, on the rows that the folder keeps where those of the file are others by now. */
    private List<String> begun(RunManifest before, List<Difference> differences) {
        Path kept = other.directory().resolve(RunInput.NAME);
        boolean isOtherInput = differences.stream().anyMatch(one -> one.name().equals("input"));
        return isOtherInput && Files.isRegularFile(kept)
                ? RecordedCommand.with(
                        before.command(), before.source().pairs() == null ? "--prompts" : "--pairs", kept.toString())
                : before.command();
    }

    private List<Difference> told() {
        return other.differences().stream()
                .filter(difference -> !isTheGenerators(difference) && !isOfAnother(difference))
                .toList();
    }

    /** Roles that name no model of their own have the generator's, and so has what differs of it. */
    private boolean isTheGenerators(Difference difference) {
        String generators = ROLE.matcher(difference.name()).replaceFirst("generator");
        return !generators.equals(difference.name())
                && other.differences().contains(new Difference(generators, difference.before(), difference.now()));
    }

    /** What follows from options that differ too, which say it in fewer words. */
    private boolean isOfAnother(Difference difference) {
        List<String> options = FOLLOWS.getOrDefault(difference.name(), List.of());
        return other.differences().stream().map(Difference::name).anyMatch(options::contains);
    }

    private Optional<OptionSpec> option(String setting) {
        ParseResult given = command.commandLine().getParseResult();
        List<OptionSpec> options = command.options().stream()
                .filter(option -> RunMark.decides(option, setting))
                .toList();
        return options.stream()
                .filter(given::hasMatchedOption)
                .findFirst()
                .or(() -> options.stream().findFirst());
    }

    private boolean isOfAnOption(Difference difference) {
        return option(difference.name()).isPresent();
    }

    private String sentence(Difference difference) {
        String name = difference.name();
        String what = option(name).map(option -> option(option, name)).orElseGet(() -> rule(name));
        String sentence = what + " was " + shown(difference.before()) + ", is " + shown(difference.now());
        return isOfAnOption(difference) || name.contains(" (") ? sentence : sentence + versions();
    }

    /** A setting that is not the option's whole value is named beside it. */
    private static String option(OptionSpec option, String setting) {
        String name = option.longestName();
        return switch (setting) {
            case "input" -> "the content of " + name;
            case "constitution" -> "the content of " + name;
            case "constitution id" -> "the id of " + name;
            case "critique" -> name + ", critique";
            case "orders" -> name + ", orders";
            case "ties" -> name + ", ties";
            default ->
                setting.startsWith(GateOptions.SETTING)
                        ? name + " " + setting.substring(GateOptions.SETTING.length())
                        : name;
        };
    }

    /** What no option decides. */
    private static String rule(String name) {
        if (name.startsWith("wording ")) {
            return "the wording of requests of shape " + name.substring("wording ".length());
        }
        return switch (name) {
            case "requests" -> "the way in which principles are drawn and requests put together";
            case "readers" -> "the way in which replies are read";
            case "gates" -> "what gates object to";
            case StageOptions.TEACHER_SHAPE -> "the shape in which the teacher is asked";
            default -> name;
        };
    }

    private String versions() {
        return " (the run was begun with version " + other.before().program().orElse("unknown") + ", this is "
                + ProgramVersion.current() + ")";
    }

    private static String shown(Optional<String> value) {
        return value.map(text -> text.matches("[0-9a-f]{64}") ? text.substring(0, DIGITS) : "\"" + text + "\"")
                .orElse("not given");
    }

    private List<String> forked() {
        List<String> words = RecordedCommand.of(command);
        words = RecordedCommand.with(words, "--out", other.directory() + "-2");
        return RecordedCommand.with(words, FORK, other.directory().toString());
    }
}
