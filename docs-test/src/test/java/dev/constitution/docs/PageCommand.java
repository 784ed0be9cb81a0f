package dev.constitution.docs;

import dev.constitution.runner.cli.ConstitutionCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A {@code constitution} command as a page shows it.
 *
 * @param location where it stands
 * @param words after the program's name, without quotes
 * @param whole whether nothing is left out of it
 */
record PageCommand(String location, List<String> words, boolean whole) {
    private static final CommandLine PROGRAM = ConstitutionCommand.commandLine();
    private static final Pattern START = Pattern.compile("(?:^|[(;&|]\\s*)(?:\\$ )?(?:\\./)?constitution (.*)");
    private static final Pattern WORD =
            Pattern.compile("\\s*(?:([#)|;&><].*)|((?:'[^']*'|\"[^\"]*\"|[^\\s'\"#)|;&><])+))");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]{2,}(?:[-|].*)?|ID|N");

    /** Commands in blocks of shell, and in a line of prose those that are set in code and have an option. */
    static List<PageCommand> all() {
        List<PageCommand> commands = new ArrayList<>();
        for (Block block : Page.blocks("", "bash", "sh", "console")) {
            String text = block.text().replace("\\\n", " ");
            text.lines()
                    .flatMap(line -> START.matcher(line).results())
                    .map(found -> of(block.location(), found.group(1)))
                    .forEach(commands::add);
        }
        for (Page page : Page.all()) {
            for (String span : page.spans()) {
                String command = span.replaceFirst("^(\\./)?constitution ", "");
                if (command.matches("[a-z]+ .*")
                        && subcommand(List.of(command.split(" "))).isPresent()) {
                    PageCommand found = of(page.path() + ": " + span, command);
                    commands.add(new PageCommand(found.location, found.words, false));
                }
            }
        }
        return commands;
    }

    private static PageCommand of(String location, String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.lookingAt() && word.group(2) != null) {
            words.add(word.group(2).replaceAll("['\"]", ""));
            word.region(word.end(), text.length());
        }
        boolean whole = words.stream().noneMatch(part -> part.contains("…") || part.startsWith("["));
        return new PageCommand(location, words, whole);
    }

    /** The command that the first words name, however deep; empty where they name none. */
    private static Optional<CommandSpec> subcommand(List<String> words) {
        CommandLine command = PROGRAM;
        int depth = 0;
        while (depth < words.size() && command.getSubcommands().containsKey(words.get(depth))) {
            command = command.getSubcommands().get(words.get(depth));
            depth++;
        }
        return depth == 0 ? Optional.empty() : Optional.of(command.getCommandSpec());
    }

    /** The options that the command does not have; the whole command where it is none. */
    List<String> unknown() {
        Optional<CommandSpec> command = subcommand(words);
        if (command.isEmpty()) {
            return words.get(0).equals("--help") || words.get(0).equals("--version") ? List.of() : words;
        }
        return words.stream()
                .filter(word -> word.startsWith("-") && word.length() > 1)
                .map(word -> word.split("=", 2)[0])
                .filter(option -> command.orElseThrow().findOption(option) == null)
                .toList();
    }

    /** The values are left open in part, such as {@code DIR}. */
    boolean hasPlaceholders() {
        return words.stream().anyMatch(word -> PLACEHOLDER.matcher(word).matches());
    }

    String name() {
        return words.get(0);
    }

    boolean mentions(String text) {
        return words.stream().anyMatch(word -> word.contains(text));
    }

    /** The command in a folder that holds no run yet: what pages show one after another would be other runs of one folder. */
    PageCommand inFreshFolder() {
        int out = words.indexOf("--out");
        if (out < 0) {
            return this;
        }
        List<String> fresh = new ArrayList<>(words);
        fresh.set(out + 1, "fresh");
        return new PageCommand(location, fresh, whole);
    }

    /** The words, with more behind them. */
    String[] with(String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return location + " " + String.join(" ", words);
    }
}
