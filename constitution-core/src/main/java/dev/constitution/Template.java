package dev.constitution;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {name}} places in one pass, so that what is filled in is never itself read as a template. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private Template() {}

    /** Fills the places that have a value; any other text in braces stays as it is. */
    static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }
}
