package dev.constitution.runner.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Links within the page, which its script reads. */
final class PageLink {
    private PageLink() {}

    /** A place where the page's state has this value: {@code row} shows a row, other names filter the list. */
    static String to(String name, String value) {
        return "#" + name + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
