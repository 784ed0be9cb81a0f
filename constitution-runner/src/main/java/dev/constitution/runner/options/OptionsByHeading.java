package dev.constitution.runner.options;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The part of a command's help that lists its options, under headings where there are any.
 *
 * <p>picocli itself has headings for argument groups alone, and a required option may be left out of a group.
 */
public final class OptionsByHeading implements IHelpSectionRenderer {
    @Override
    public String render(Help help) {
        Map<Heading, List<OptionSpec>> groups = groups(help.commandSpec());
        if (groups.keySet().equals(Set.of(Heading.OTHER))) {
            return help.optionList();
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, options) -> {
            Help.Layout layout = help.createDefaultLayout(); // of all options, so that the columns are the same
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(help.createHeading("%n" + heading.title() + ":%n")).append(layout);
        });
        return text.toString();
    }

    private static Map<Heading, List<OptionSpec>> groups(CommandSpec command) {
        Map<Heading, List<OptionSpec>> groups = new EnumMap<>(Heading.class);
        for (OptionSpec option : command.options()) {
            groups.computeIfAbsent(Heading.of(option), heading -> new ArrayList<>())
                    .add(option);
        }
        return groups;
    }
}
