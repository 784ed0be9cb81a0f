package dev.constitution.runner.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a web page says for people, where a proxy sends one instead of an answer. */
final class WebPage {
    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]{1,300})", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSEEN =
            Pattern.compile("<(script|style)\\b.*?</\\1\\s*>|<[^>]*>|\\s+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int MOST = 300;

    /** What firewalls for web sites say where the text of a request made them block it. */
    private static final String FOR_ITS_WORDS = "certain word or phrase";

    private WebPage() {}

    /** The page's title, or else its first words; what is no page as it is. */
    static String words(String body) {
        String page = body.strip();
        if (!page.startsWith("<")) {
            return body;
        }
        Matcher title = TITLE.matcher(page);
        String seen = title.find() ? title.group(1).strip() : firstWords(page);
        return page.contains(FOR_ITS_WORDS) ? seen + ": blocked for a " + FOR_ITS_WORDS : seen;
    }

    private static String firstWords(String page) {
        String seen = UNSEEN.matcher(page).replaceAll(" ").replaceAll(" +", " ").strip();
        return seen.length() > MOST ? seen.substring(0, MOST) + "…" : seen;
    }
}
