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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Says what differs between a folder's run and a command, in the words of the options, and what can be done. */
public final class OtherRunText {
    private static final String FORK = "--fork";
    private static final String NOT_GIVEN = "not given";

    /** What a gate is that no setting names. */
    private static final Optional<String> OFF = Optional.of("off");

    /** A hash is told from another one by its first digits. */
    private static final int DIGITS = 12;

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
        if (!before.command().isEmpty()
                && differences.stream().anyMatch(one -> option(one).isPresent())) {
            text.append("\nto go on with it as it was begun:\n  ")
                    .append(NextCommand.again(begun(before, differences), other.directory()));
        }
        if (command.findOption(FORK) != null) {
            text.append("\nto take over the answers that still apply, in another folder:\n  ")
                    .append(NextCommand.again(forked(), other.directory()));
        }
        return text.append("\nor name another --out, for a run of its own").toString();
    }

    /** As it was begun, in the folder as it is named now, on the rows that it keeps where those of the file are others by now. */
    private List<String> begun(RunManifest before, List<Difference> differences) {
        List<String> words = RecordedCommand.with(
                before.command(), "--out", other.directory().toString());
        Path kept = other.directory().resolve(RunInput.NAME);
        boolean isOtherInput = differences.stream().anyMatch(one -> one.name().equals("input"));
        return isOtherInput && Files.isRegularFile(kept)
                ? RecordedCommand.with(
                        words, before.source().pairs() == null ? "--prompts" : "--pairs", kept.toString())
                : words;
    }

    private List<Difference> told() {
        FollowingSettings following = new FollowingSettings(other.differences());
        return other.differences().stream()
                .filter(difference -> !following.hold(
                        difference, option(difference).filter(this::isGivenNow).isPresent()))
                .map(following::asDecided)
                .toList();
    }

    private boolean isGivenNow(OptionSpec option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Of several that decide it a flag that has come or gone, else one that is given. */
    private Optional<OptionSpec> option(Difference difference) {
        List<OptionSpec> options = command.options().stream()
                .filter(option -> RunMark.decides(option, difference.name()))
                .toList();
        return Stream.<Predicate<OptionSpec>>of(
                        option -> hasComeOrGone(option, difference), this::isGivenNow, option -> true)
                .flatMap(wanted -> options.stream().filter(wanted))
                .findFirst()
                .or(() -> Optional.ofNullable(command.findOption("--" + difference.name())));
    }

    private static boolean hasComeOrGone(OptionSpec option, Difference difference) {
        return option.typeInfo().isBoolean()
                && RunMark.isGiven(option, difference.before()) != RunMark.isGiven(option, difference.now());
    }

    private String sentence(Difference difference) {
        String name = difference.name();
        Optional<OptionSpec> option = option(difference);
        if (option.isEmpty()) {
            String sentence = sentence(rule(name), shown(difference.before()), shown(difference.now()));
            return name.contains(" (") ? sentence : sentence + versions();
        } else if (hasComeOrGone(option.get(), difference)) {
            return RunMark.isGiven(option.get(), difference.now())
                    ? sentence(option.get().longestName(), NOT_GIVEN, "given")
                    : sentence(option.get().longestName(), "given", NOT_GIVEN);
        } else if (name.startsWith(GateOptions.SETTING)) {
            return sentence(
                    GateOptions.GATE + " " + name.substring(GateOptions.SETTING.length()),
                    shown(difference.before().or(() -> OFF)),
                    shown(difference.now().or(() -> OFF)));
        }
        return sentence(named(option.get(), name), shown(difference.before()), shown(difference.now()));
    }

    private static String sentence(String what, String before, String now) {
        return what + " was " + before + ", is " + now;
    }

    /** A setting that is not the option's whole value is named beside it. */
    private static String named(OptionSpec option, String setting) {
        String name = option.longestName();
        return switch (setting) {
            case "input", "constitution" -> "the content of " + name;
            case "constitution id" -> "the id of " + name;
            default -> name;
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
                .orElse(NOT_GIVEN);
    }

    private List<String> forked() {
        List<String> words = RecordedCommand.of(command);
        words = RecordedCommand.with(words, "--out", other.directory() + "-2");
        return RecordedCommand.with(words, FORK, other.directory().toString());
    }
}
